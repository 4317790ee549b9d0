#include "api/routes/jobs_one.h"

#include <string>
#include <utility>

#include "api/routes/jobs_docs.h"
#include "api/routes/jobs_json.h"
#include "api/routes/jobs_wait.h"
#include "perigee/store/jobs.h"

namespace perigee::api {
namespace {

using std::chrono::milliseconds;

Response show(const JobRecord& record, int status) {
  Response response = json_response(status, job_json(record));
  if (!is_terminal(record.state)) response.header("Retry-After", "1");
  return response;
}

Response get(const Services& services, const Request& request) {
  const auto record = await_end(services, request.captures.at("id"), wait_asked_for(request));
  return record ? show(*record, 200) : job_not_found();
}

// The record as it stands behind the cancellation; a job that ended a moment before keeps its end.
Response cancel_active(const Services& services, const std::string& id) {
  services.executor.cancel(id);
  const auto record = await_end(services, id, milliseconds(0));
  return record ? show(*record, 202) : job_not_found();
}

Response cancel(const Services& services, const Request& request) {
  const auto& id = request.captures.at("id");
  const auto record = await_end(services, id, milliseconds(0));
  if (!record) return job_not_found();
  return is_terminal(record->state) ? show(*record, 200) : cancel_active(services, id);
}

Response remove(const Services& services, ResultCache& cache, const Request& request) {
  const auto& id = request.captures.at("id");
  const auto record = await_end(services, id, milliseconds(0));
  if (!record) return job_not_found();
  if (!is_terminal(record->state)) return cancel_active(services, id);
  cache.forget(id);
  if (!services.executor.remove(id)) return job_not_found();
  return json_response(200, R"({"id":")" + id + R"(","status":"deleted"})");
}

}  // namespace

Response job_not_found() {
  return problem_response(
      404,
      {{"no-such-job", "", "There is no job of this id.", "It was never made, was deleted, or has expired.", {}, {}}},
      "Job not found");
}

std::vector<Route> one_job_routes(const Services& services, ResultCache& cache) {
  std::vector<Route> routes{describe_get_job(), describe_delete_job(), describe_cancel_job()};
  routes[0].handle = [&services](const Request& request) { return get(services, request); };
  routes[1].handle = [&services, &cache](const Request& request) { return remove(services, cache, request); };
  routes[2].handle = [&services](const Request& request) { return cancel(services, request); };
  return routes;
}

}  // namespace perigee::api
