#include "api/routes/jobs_docs.h"

#include <string>
#include <utility>

#include "api/routes/jobs_wait.h"
#include "perigee/job/spec.h"

namespace perigee::api {
namespace {

constexpr char kJobSchema[] = R"({
  "type": "object",
  "required": ["id", "status", "type", "result_ready", "state", "attempts", "created", "spec", "links"],
  "properties": {
    "id": {"type": "string"},
    "status": {"$ref": "#/$defs/state"},
    "type": {"type": "string", "description": "the analysis, with underscores"},
    "result_ready": {"type": "boolean"},
    "state": {"$ref": "#/$defs/state"},
    "attempts": {"type": "integer", "minimum": 0},
    "created": {"type": ["string", "null"], "format": "date-time"},
    "started": {"type": ["string", "null"], "format": "date-time"},
    "finished": {"type": ["string", "null"], "format": "date-time"},
    "expires": {"type": ["string", "null"], "format": "date-time"},
    "executor": {"type": "string"},
    "request_id": {"type": "string"},
    "dataset_version": {"type": ["string", "null"]},
    "spec": {"type": "object"},
    "result": {"type": ["object", "null"], "properties": {
      "content_type": {"type": "string"}, "bytes": {"type": "integer"}, "sha256": {"type": "string"},
      "width": {"type": "integer"}, "height": {"type": "integer"}, "rows": {"type": "integer"},
      "dataset_version": {"type": "string"}, "render_millis": {"type": "number"}}},
    "failure": {"type": ["object", "null"], "properties": {
      "class": {"enum": ["UserError", "Infrastructure", "Platform"]}, "reason": {"type": "string"},
      "message": {"type": "string"}, "exit_code": {"type": "integer"}}},
    "links": {"type": "object", "additionalProperties": {"type": "string"}}
  }
})";

constexpr char kStateSchema[] = R"({"enum": ["accepted", "queued", "in progress", "complete", "failed", "cancelled"]})";

constexpr char kAcceptedSchema[] = R"({
  "type": "object", "required": ["job_id", "status", "links"],
  "properties": {"job_id": {"type": "string"}, "status": {"type": "string"},
    "links": {"type": "object", "additionalProperties": {"type": "string"}}}})";

constexpr char kAcceptedExample[] = R"({
  "job_id": "7c0e1f0a-54f7-4c8e-9d55-1d0f7c5be6a1", "status": "queued",
  "links": {"self": "/jobs/7c0e1f0a-54f7-4c8e-9d55-1d0f7c5be6a1",
    "result": "/results/7c0e1f0a-54f7-4c8e-9d55-1d0f7c5be6a1",
    "events": "/jobs/7c0e1f0a-54f7-4c8e-9d55-1d0f7c5be6a1/events",
    "cancel": "/jobs/7c0e1f0a-54f7-4c8e-9d55-1d0f7c5be6a1/cancel"}})";

constexpr char kDryRunSchema[] = R"({
  "type": "object", "required": ["dry_run", "spec", "effective_parameters", "dataset", "columns"],
  "properties": {"dry_run": {"const": true}, "spec": {"type": "object"}, "effective_parameters": {"type": "object"},
    "dataset": {"type": "object", "properties": {"name": {"type": "string"}, "version": {"type": "string"},
      "rows": {"type": "integer"}}},
    "columns": {"type": "array", "items": {"type": "object", "properties": {"role": {"type": "string"},
      "column": {"type": "string"}}}}}})";

constexpr char kAnalyzeBodySchema[] = R"({
  "type": "object",
  "description": "Parameters by name, and members of the one shape: dataset, output, activeDeadlineSeconds …"})";

constexpr char kSpecSchema[] = R"({
  "type": "object", "required": ["analysis"],
  "properties": {"analysis": {"type": "string"}, "dataset": {"type": "string"}, "parameters": {"type": "object"},
    "output": {"type": "object"}, "activeDeadlineSeconds": {"type": "integer", "minimum": 1, "maximum": 86400},
    "backoffLimit": {"type": "integer", "minimum": 0, "maximum": 10}, "retention": {"type": "object"}}})";

constexpr char kSpecExample[] =
    R"({"analysis": "timeline", "dataset": "launches", "parameters": {"from": 1990}, "output": {"format": "svg"}})";

constexpr char kJsonType[] = "application/json";

// A schema text in which "$defs/state" stands for the states themselves: a component would need a registry of them.
std::string with_states(std::string schema) {
  const std::string reference = R"({"$ref": "#/$defs/state"})";
  for (std::size_t at = 0; (at = schema.find(reference, at)) != std::string::npos;)
    schema.replace(at, reference.size(), kStateSchema);
  return schema;
}

std::string job_schema() { return with_states(kJobSchema); }

std::string page_schema() {
  return R"({"type": "object", "required": ["jobs", "total", "next"], "properties": {"jobs": {"type": "array", "items": )" +
         job_schema() + R"(}, "total": {"type": "integer"}, "next": {"type": ["string", "null"]}}})";
}

Param param(std::string name, std::string help, Kind kind) {
  Param made;
  made.name = std::move(name);
  made.help = std::move(help);
  made.kind = kind;
  return made;
}

Param integer_between(Param made, double least, double most) {
  made.range = Range{least, most};
  return made;
}

std::vector<Param> id_capture() { return {param("id", "id of the job", Kind::string)}; }

AnswerDoc job_answer(int status, std::string help) {
  return {status, std::move(help), {{kJsonType, job_schema(), ""}}, {"Retry-After"}};
}

std::vector<AnswerDoc> submission_answers() {
  return {{202,
           "Accepted; the job will end terminal. `Idempotent-Replayed: true` where the Idempotency-Key was known.",
           {{kJsonType, kAcceptedSchema, kAcceptedExample}},
           {"Location", "Retry-After", "Idempotent-Replayed"}},
          {200, "With dryRun: what would run.", {{kJsonType, kDryRunSchema, ""}}, {}},
          problem_doc(422,
                      "A parameter does not fit, the dry run found no dataset or column, or the Idempotency-Key was "
                      "used for another body; every problem is listed."),
          problem_doc(429, "The queue is full.", {"Retry-After"})};
}

Route route(std::string method, std::string pattern, std::string summary) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  made.summary = std::move(summary);
  made.tag = "jobs";
  return made;
}

}  // namespace

Param dry_run_param() { return param("dryRun", "only check, and say what would run", Kind::boolean); }

Param wait_param() {
  return integer_between(param("wait", "seconds to wait for the end of the job", Kind::number), 0, kLongestWaitSeconds);
}

Param download_param() {
  Param download = param("download", "as a file to save", Kind::enumeration);
  download.choices = {"", "true", "false"};
  return download;
}

std::vector<Param> list_params() {
  return {
      param("state", "only jobs in these states", Kind::strings),
      param("analysis", "only jobs of this analysis", Kind::string),
      param("dataset", "only jobs on this dataset", Kind::string),
      param("text", "found in the id or the title", Kind::string),
      param("created_from", "created at this time or later, such as 2026-03-01 or 2026-03-01T12:30:00Z", Kind::string),
      param("created_to", "created before this time", Kind::string),
      param("after", "the next of the page before", Kind::string),
      integer_between(param("limit", "jobs of a page", Kind::integer), 1, 1000)};
}

Route describe_analyze(const Analysis& analysis) {
  Route made = route("POST", "/analyze/" + analysis.name, "Draw as a job: " + analysis.help);
  made.tag = "analyses";
  made.body = {{kJsonType, kAnalyzeBodySchema, "{}"}};
  made.headers = {"Idempotency-Key"};
  made.answers = submission_answers();
  return made;
}

Route describe_unknown_analysis() {
  Route made = route("POST", "/analyze/{analysis}", "The same for any name: 404 with the nearest known one");
  made.tag = "analyses";
  made.captures = {param("analysis", "name of an analysis", Kind::string)};
  made.body = {{kJsonType, kAnalyzeBodySchema, "{}"}};
  made.answers = {problem_doc(404, "There is no such analysis.")};
  made.hidden = true;
  return made;
}

Route describe_submit() {
  Route made = route("POST", "/jobs", "Submit a job in the one shape that REST, CR and runner share");
  made.query = {dry_run_param()};
  made.body = {{kJsonType, kSpecSchema, kSpecExample}};
  made.body_optional = false;
  made.headers = {"Idempotency-Key"};
  made.answers = submission_answers();
  return made;
}

Route describe_list() {
  Route made = route("GET", "/jobs", "Jobs, newest first, filtered, in pages");
  made.query = list_params();
  made.answers = {{200, "A page; `next` is null on the last one.", {{kJsonType, page_schema(), ""}}, {"Link"}}};
  return made;
}

Route describe_get_job() {
  Route made = route("GET", "/jobs/{id}", "One job; ?wait=10 answers as soon as it ends");
  made.captures = id_capture();
  made.query = {wait_param()};
  made.headers = {"Prefer"};
  made.waits = true;
  made.answers = {job_answer(200, "The job as it stands."), problem_doc(404, "There is no such job.")};
  return made;
}

Route describe_delete_job() {
  Route made = route("DELETE", "/jobs/{id}", "Cancel an active job; delete a finished one with its result");
  made.captures = id_capture();
  made.answers = {
      {200,
       "Deleted.",
       {{kJsonType, R"({"type": "object", "properties": {"id": {"type": "string"}, "status": {"const": "deleted"}}})",
         ""}},
       {}},
      job_answer(202, "Cancelled; its process is being stopped."),
      problem_doc(404, "There is no such job.")};
  return made;
}

Route describe_cancel_job() {
  Route made = route("POST", "/jobs/{id}/cancel", "Cancel an active job; a finished one stays as it is");
  made.captures = id_capture();
  made.answers = {job_answer(200, "It had ended before."), job_answer(202, "Cancelled; its process is being stopped."),
                  problem_doc(404, "There is no such job.")};
  return made;
}

Route describe_events() {
  Route made = route("GET", "/jobs/{id}/events", "The job's states as server-sent events, until it ends");
  made.captures = id_capture();
  made.headers = {"Last-Event-ID"};
  made.waits = true;
  made.answers = {{200,
                   "Events `state` with the job as data; comments in between say that the stream lives.",
                   {{"text/event-stream", R"({"type": "string"})", ""}},
                   {}},
                  {204, "The client has the last event already (Last-Event-ID).", {}, {}},
                  problem_doc(404, "There is no such job."),
                  problem_doc(503, "As many streams are open as the server serves.", {"Retry-After"})};
  return made;
}

Route describe_result() {
  Route made = route("GET", "/results/{id}", "The job's picture, or why there is none");
  made.tag = "results";
  made.captures = id_capture();
  made.query = {wait_param(), download_param()};
  made.headers = {"If-None-Match", "Prefer"};
  made.waits = true;
  const std::string binary = R"({"type": "string"})";
  made.answers = {{200,
                   "The bytes; they never change.",
                   {{"image/png", binary, ""},
                    {"image/svg+xml", binary, ""},
                    {kJsonType, "{}", ""},
                    {"text/csv; charset=utf-8", binary, ""}},
                   {"ETag", "Cache-Control", "Content-Disposition"}},
                  {304, "The client's copy is still the right one.", {}, {"ETag"}},
                  problem_doc(404, "No result: unknown, waiting, failed, cancelled or lost; the problem says which.",
                              {"Retry-After"})};
  return made;
}

}  // namespace perigee::api
