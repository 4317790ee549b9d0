// The jobs of the cancer API: POST /submit and /job make them, /status, /job/{id} and /result tell of them.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/accept.h"
#include "api/json_text.h"
#include "api/local/local_executor.h"
#include "api/routes/cancer.h"
#include "api/routes/cancer_docs.h"
#include "api/routes/jobs_docs.h"
#include "api/routes/jobs_wait.h"
#include "api/seed.h"
#include "perigee/base/text.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/json_values.h"
#include "perigee/store/jobs.h"

namespace perigee::api {
namespace {

using nlohmann::json;

// ---- making -----------------------------------------------------------------------------------------------------

JobSpec spec_of(std::string analysis, Values parameters) {
  JobSpec spec;
  spec.analysis = std::move(analysis);
  spec.dataset = kCancerDataset;
  spec.parameters = std::move(parameters);
  return spec;
}

// What can be known before the job runs: the parameters, and, where there are data, their columns.
Problems misfits(const Services& services, const JobSpec& spec) {
  if (Problems problems = check_spec(spec); !problems.empty()) return problems;
  const auto manifest = Datasets(services.redis).find(spec.dataset);
  if (!manifest) return {};
  const auto bindings = bind_columns(spec, manifest->columns);
  return bindings ? Problems{} : bindings.problems();
}

Response submitted(const Services& services, const Request& request, const JobSpec& spec, const std::string& more) {
  if (const Problems problems = misfits(services, spec); !problems.empty()) return problem_response(422, problems);
  const auto job = services.executor.submit(spec, {}, request.id);
  if (!job) return problem_response(429, job.problems()).header("Retry-After", "5");
  return json_response(202, "{\"job_id\": " + api::quoted(job->record.id) + more + '}')
      .header("Location", "/jobs/" + job->record.id)
      .header("Retry-After", "1");
}

// "radius_mean=14.5" for each member; a problem for each that is no number.
Result<std::vector<std::string>> features_of(const json& patient) {
  std::vector<std::string> features;
  Problems problems;
  for (const auto& [name, value] : patient.items()) {
    if (value.is_number())
      features.push_back(name + '=' + value.dump());
    else
      problems.push_back(
          {"wrong-type", '/' + name, "'" + name + "' is not a number.", "Write {\"radius_mean\": 14.5}.", {}, {}});
  }
  if (!problems.empty()) return problems;
  return features;
}

// The analysis that places a patient on the data: the one that takes columns with a value each; nullptr: none does.
struct Placing {
  const Analysis* analysis = nullptr;
  std::string param;
};
Placing placing() {
  for (const Analysis& analysis : registry())
    for (const ColumnNeed& need : analysis.columns)
      if (need.valued) return {&analysis, need.chosen_by};
  return {};
}

Response submit(const Services& services, const Placing& place, const Request& request) {
  const auto body = parse_json(request.body);
  if (!body) return problem_response(400, body.problems());
  if (!body->is_object() || body->empty())
    return refusal(400, "no-features", "Expected JSON object of numeric features.",
                   "Send {\"radius_mean\": 14.5, \"texture_mean\": 20.0}.");
  auto features = features_of(*body);
  if (!features) return problem_response(422, features.problems());
  return submitted(services, request, spec_of(place.analysis->name, {{place.param, *std::move(features)}}), "");
}

std::optional<std::string> text_in(const json& body, const char* name) {
  const auto member = body.find(name);
  if (member == body.end() || !member->is_string() || member->get<std::string>().empty()) return std::nullopt;
  return member->get<std::string>();
}

Response scatter(const Services& services, const Request& request) {
  const auto body = parse_json(request.body);
  if (!body) return problem_response(400, body.problems());
  const auto x = body->is_object() ? text_in(*body, "x_field") : std::nullopt;
  const auto y = body->is_object() ? text_in(*body, "y_field") : std::nullopt;
  if (!x || !y) return refusal(400, "missing-parameter", "Need 'x_field' and 'y_field'.");
  return submitted(services, request, spec_of("scatter", {{"x", *x}, {"y", *y}}), ", \"status\": \"queued\"");
}

// ---- asking -----------------------------------------------------------------------------------------------------

// The two vocabularies: of the README (/status) and of the program (/job).
struct Words {
  std::string_view queued, running, done;
};
constexpr Words kReadme{"queued", "in-progress", "complete"}, kProgram{"queued", "processing", "completed"};

std::string status_of(const JobRecord& record, const Words& words) {
  switch (record.state) {
    case JobState::accepted:
    case JobState::queued:
      return std::string(words.queued);
    case JobState::in_progress:
      return std::string(words.running);
    case JobState::complete:
      return std::string(words.done);
    case JobState::failed:
    case JobState::cancelled:
      break;
  }
  return std::string(word(record.state));
}

std::string with_reason(const JobRecord& record, const std::string& status) {
  if (record.state == JobState::cancelled) return "failed: The job was cancelled.";
  return record.failure ? status + ": " + record.failure->message : status;
}

Response no_such_job() {
  return refusal(404, "no-such-job", "Job not found.", "It was never made, was deleted, or has expired.");
}

std::optional<JobRecord> record_for(const Services& services, const Request& request) {
  const std::string& id = request.captures.at("id");
  return is_valid_name(id) ? await_end(services, id, wait_asked_for(request)) : std::nullopt;
}

Response status(const Services& services, const Request& request) {
  const auto record = record_for(services, request);
  if (!record) return no_such_job();
  return json_response(200, "{\"status\": " + api::quoted(status_of(*record, kReadme)) + '}');
}

Response job(const Services& services, const Request& request) {
  const auto record = record_for(services, request);
  if (!record) return no_such_job();
  const std::string words = with_reason(*record, status_of(*record, kProgram));
  return json_response(200, "{\"job_id\": " + api::quoted(record->id) + ", \"status\": " + api::quoted(words) + '}');
}

Response not_ready(const std::optional<JobRecord>& record) {
  Problem problem{"no-result", "", "There is no job of this id.", "", {}, {}};
  if (record) problem.what = "The job is " + std::string(word(record->state)) + '.';
  Response response = problem_response(404, {problem}, "Result not ready.");
  if (record && !is_terminal(record->state)) response.header("Retry-After", "1");
  return response;
}

bool prefers_json(const Request& request, std::string_view type) {
  const std::array<std::string_view, 2> offers = {type, "application/json"};
  return preferred(request.header("accept").value_or(""), offers) == 1;
}

Response result(const Services& services, const Request& request) {
  const auto record = record_for(services, request);
  if (!record || record->state != JobState::complete) return not_ready(record);
  auto made = Jobs(services.redis, services.clock).result(record->id);
  if (!made) return not_ready(record);
  if (prefers_json(request, made->info.content_type))
    return json_response(200,
                         "{\"result\": \"tumor_plot.png\", \"url\": " + api::quoted("/results/" + record->id) + '}')
        .header("Vary", "Accept");
  Response response;
  response.content_type = made->info.content_type;
  response.body = std::move(made->bytes);
  response.header("Vary", "Accept").header("Cache-Control", "public, max-age=31536000, immutable");
  return with_etag(request, std::move(response), made->info.sha256);
}

// ---- descriptions -----------------------------------------------------------------------------------------------

constexpr char kJobIdSchema[] =
    R"({"type": "object", "required": ["job_id"], "properties": {"job_id": {"type": "string"}, "status": {"type": "string"}}})";

Route making(std::string pattern, std::string summary, MediaDoc body, Handler handle) {
  AnswerDoc accepted = json_doc(202, "The job is accepted.", kJobIdSchema, R"({"job_id": "abc123"})");
  accepted.headers = {"Location", "Retry-After"};
  AnswerDoc busy = problem_doc(429, "As many jobs wait as may wait.");
  busy.headers = {"Retry-After"};
  Route route = cancer_route("POST", std::move(pattern), std::move(summary),
                             {accepted, problem_doc(422, "A feature is unknown or no number; each is named."), busy},
                             std::move(handle));
  route.body = {std::move(body)};
  route.body_optional = false;
  return route;
}

Route submit_route(const Services& services, const Placing& place) {
  const std::string numbers = R"({"type": "object", "minProperties": 1, "additionalProperties": {"type": "number"}})";
  return making("/submit", "place a patient's features on the data",
                {"application/json", numbers, R"({"radius_mean": 14.5, "texture_mean": 20.0, "perimeter_mean": 95.0})"},
                [&services, place](const Request& request) { return submit(services, place, request); });
}

Route asking(std::string pattern, std::string summary, AnswerDoc answer, Handler handle) {
  Route route =
      cancer_route("GET", std::move(pattern), std::move(summary),
                   {std::move(answer), problem_doc(404, "There is no such job, or no result yet.")}, std::move(handle));
  route.captures = {named_param("id", "the job's id")};
  route.query = {wait_param()};
  route.headers = {"Prefer"};
  route.waits = true;
  return route;
}

Route result_route(const Services& services) {
  const std::string json_result =
      R"({"type": "object", "required": ["result", "url"], "properties": {"result": {"type": "string"}, "url": {"type": "string"}}})";
  AnswerDoc done{200,
                 "the picture, or where it is",
                 {{"image/png", R"({"type": "string"})", ""},
                  {"image/svg+xml", R"({"type": "string"})", ""},
                  {"text/csv; charset=utf-8", R"({"type": "string"})", ""},
                  {"application/json", json_result, R"({"result": "tumor_plot.png", "url": "/results/abc123"})"}},
                 {"ETag", "Cache-Control", "Vary"}};
  Route route = asking("/result/{id}", "the picture of a job", std::move(done),
                       [&services](const Request& request) { return result(services, request); });
  route.headers.emplace_back("If-None-Match");
  route.answers.push_back({304, "The client has it.", {}, {"ETag"}});
  return route;
}

}  // namespace

std::vector<Route> cancer_jobs(const Services& services) {
  const std::string state =
      R"({"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}}})";
  std::vector<Route> routes = {asking("/status/{id}", "how a job stands: queued, in-progress, complete",
                                      json_doc(200, "the status", state, R"({"status": "queued"})"),
                                      [&services](const Request& request) { return status(services, request); }),
                               result_route(services)};
  if (const Placing place = placing(); place.analysis != nullptr) routes.push_back(submit_route(services, place));
  return routes;
}

std::vector<Route> cancer_program_jobs(const Services& services) {
  const std::string fields = R"({"type": "object", "required": ["x_field", "y_field"], "properties": {)"
                             R"("x_field": {"type": "string", "minLength": 1}, )"
                             R"("y_field": {"type": "string", "minLength": 1}}})";
  return {
      making("/job", "draw two features against each other as a job",
             {"application/json", fields, R"({"x_field": "radius_mean", "y_field": "texture_mean"})"},
             [&services](const Request& request) { return scatter(services, request); }),
      asking("/job/{id}", "how a job stands: queued, processing, completed", json_doc(200, "the job", kJobIdSchema, ""),
             [&services](const Request& request) { return job(services, request); })};
}

}  // namespace perigee::api
