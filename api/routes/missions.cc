#include "api/routes/missions.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "api/accept.h"
#include "api/charts/dataset_heads.h"
#include "api/json_text.h"
#include "api/missions/asking.h"
#include "api/missions/question.h"
#include "api/routes/jobs_wait.h"
#include "api/routes/missions_docs.h"
#include "api/rows.h"
#include "api/seed.h"
#include "api/upload.h"
#include "perigee/schema/check.h"
#include "perigee/store/datasets.h"
#include "perigee/store/jobs.h"
#include "perigee/store/mission_jobs.h"

namespace perigee::api {
namespace {

using std::chrono::milliseconds;

constexpr char kLoaded[] = "Successfully loaded in the dictionary.\n";
constexpr char kDeleted[] = "Successfully deleted all the data from the dictionary!\n";
constexpr char kCleared[] = "Successfully cleared the jobs list!\n";
constexpr char kInvalidId[] = "The job ID is invalid, please try again.\n";

Response text_response(int status, std::string text) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

// ---- data -------------------------------------------------------------------------------------------------------

Response load(const Services& services, const Request& request) {
  if (request.has_body()) {
    Response response = upload_response(services, request, std::string(kMissionsDataset), FileNames::any);
    return response.status == 201 ? text_response(200, kLoaded) : response;
  }
  const auto seeded = seed_missions(services);
  if (!seeded) return problem_response(seed_status(seeded.problems()), seeded.problems());
  return text_response(200, kLoaded);
}

Response rows(const Services& services, const Request& request) {
  if (!Datasets(services.redis).find(kMissionsDataset))
    return problem_response(404, {{"no-such-dataset", "", kNoMissions, "", {}, {}}});
  return rows_response(services, request, kMissionsDataset, RowShape::launches);
}

Response remove(const Services& services) {
  Datasets(services.redis).remove(kMissionsDataset);
  services.heads.forget(std::string(kMissionsDataset));
  return text_response(200, kDeleted);
}

// ---- jobs -------------------------------------------------------------------------------------------------------

std::string_view word_of(JobState state) {
  switch (state) {
    case JobState::accepted:
    case JobState::queued:
      return "submitted";
    case JobState::in_progress:
      return "in progress";
    case JobState::complete:
      return "completed";
    case JobState::failed:
    case JobState::cancelled:
      break;
  }
  return "incompleted";
}

// A map whose job has expired is as good as never completed.
std::string_view status_of(const MissionJob& job, const std::optional<JobRecord>& record) {
  if (job.kind == MissionAnswer::job) return record ? word_of(record->state) : word_of(JobState::failed);
  return job.kind == MissionAnswer::refusal ? "incompleted" : "completed";
}

std::optional<JobRecord> record_of(const Services& services, const MissionJob& job) {
  if (job.kind != MissionAnswer::job) return std::nullopt;
  return Jobs(services.redis, services.clock).find(job.id);
}

std::string job_json(const MissionJob& job, std::string_view status) {
  return "{\"id\": " + api::quoted(job.id) + ", \"route\": " + api::quoted(job.route) +
         ", \"status\": " + api::quoted(status) + '}';
}

Response list(const Services& services) {
  std::string text = "[";
  for (const MissionJob& job : MissionJobs(services.redis).list())
    text += (text.size() > 1 ? ",\n " : "") + job_json(job, status_of(job, record_of(services, job)));
  return json_response(200, text + ']');
}

bool prefers_json(const Request& request) {
  constexpr std::array<std::string_view, 2> kOffers = {"text/plain", "application/json"};
  return preferred(request.header("accept").value_or(""), kOffers) == 1;
}

std::string queued_text(const std::string& id) {
  return "Successfully queued a job! \nTo view the status of the job, curl /jobs.\nHere is the job ID: " + id + '\n';
}

Response ask(const Services& services, const Request& request) {
  if (const auto fits = check_value(route_param(), request.captures.at("id"), "/path/id"); !fits)
    return problem_response(400, fits.problems());
  const auto job = ask_missions(services, request.captures.at("id"), request.id);
  if (!job) return problem_response(503, job.problems()).header("Retry-After", "5");
  if (!prefers_json(request)) return text_response(200, queued_text(job->id));
  const std::string jobs = request.path.substr(0, request.path.rfind('/') + 1);
  return json_response(202, job_json(*job, status_of(*job, record_of(services, *job))))
      .header("Location", jobs + job->id)
      .header("Retry-After", "1");
}

Response map_of(const Services& services, const MissionJob& job, const Request& request) {
  const auto record = await_end(services, job.id, wait_asked_for(request));
  if (record && !is_terminal(record->state))
    return json_response(202, job_json(job, word_of(record->state))).header("Retry-After", "1");
  if (record && record->state == JobState::complete)
    if (const auto result = Jobs(services.redis, services.clock).result(job.id))
      return json_response(200, api::quoted(result->bytes));
  const bool says_why = record && record->failure;
  return json_response(200, api::quoted(says_why ? record->failure->message : "The map was not drawn."));
}

Response rows_of(const Services& services, const Request& request) {
  if (!Datasets(services.redis).find(kMissionsDataset)) return json_response(200, api::quoted(kNoMissions));
  Request plain = request;  // the job's own query means nothing to the rows
  plain.query.clear();
  return rows_response(services, plain, kMissionsDataset, RowShape::launches);
}

Response result(const Services& services, const Handler& other_jobs, const Request& request) {
  const auto job = MissionJobs(services.redis).find(without_quotes(request.captures.at("id")));
  if (!job) return other_jobs ? other_jobs(request) : text_response(404, kInvalidId);
  if (job->kind == MissionAnswer::job) return map_of(services, *job, request);
  if (job->kind == MissionAnswer::rows) return rows_of(services, request);
  return json_response(200, job->answer);
}

// Maps that are being drawn are not drawn on; what they made goes with their records.
Response clear(const Services& services) {
  for (const MissionJob& job : MissionJobs(services.redis).clear())
    if (job.kind == MissionAnswer::job) services.executor.cancel(job.id), services.executor.remove(job.id);
  return text_response(200, kCleared);
}

}  // namespace

std::vector<Route> mission_routes(const Services& services, Handler other_jobs) {
  std::vector<Route> routes = describe_missions();
  const auto handle = [&](std::string_view method, std::string_view pattern, const Handler& handler) {
    for (Route& route : routes)
      if (route.method == method && route.pattern == pattern) route.handle = handler;
  };
  handle("POST", "/data", [&services](const Request& request) { return load(services, request); });
  handle("GET", "/data", [&services](const Request& request) { return rows(services, request); });
  handle("DELETE", "/data", [&services](const Request&) { return remove(services); });
  handle("GET", "/jobs", [&services](const Request&) { return list(services); });
  handle("POST", "/jobs/{id}", [&services](const Request& request) { return ask(services, request); });
  handle("GET", "/jobs/{id}", [&services, other_jobs = std::move(other_jobs)](const Request& request) {
    return result(services, other_jobs, request);
  });
  handle("DELETE", "/jobs/clear", [&services](const Request&) { return clear(services); });
  for (const char* method : {"GET", "POST"})
    handle(method, "/help", [help = missions_help()](const Request&) { return text_response(200, help); });
  return routes;
}

}  // namespace perigee::api
