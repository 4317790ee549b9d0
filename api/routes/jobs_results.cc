#include "api/routes/jobs_results.h"

#include <string>
#include <string_view>
#include <utility>

#include "api/routes/jobs_docs.h"
#include "api/routes/jobs_wait.h"
#include "perigee/store/jobs.h"

namespace perigee::api {
namespace {

constexpr char kForever[] = "public, max-age=31536000, immutable";

std::string_view suffix_of(std::string_view type) {
  for (const auto format : kOutputFormats)
    if (content_type(format) == type) return word(format);
  return "bin";
}

bool wants_download(const Request& request) { return request.parameter("download").value_or("false") != "false"; }

Response bytes_of(const Request& request, Jobs::ResultBytes result) {
  Response response;
  response.content_type = result.info.content_type;
  response.body = std::move(result.bytes);
  response.header("Cache-Control", kForever);
  if (wants_download(request))
    response.header("Content-Disposition", "attachment; filename=\"" + request.captures.at("id") + '.' +
                                               std::string(suffix_of(result.info.content_type)) + '"');
  return with_etag(request, std::move(response), result.info.sha256);
}

Response missing(std::string code, std::string what, std::string remedy = {}) {
  return problem_response(404, {{std::move(code), "", std::move(what), std::move(remedy), {}, {}}}, "Result not found");
}

Response why_missing(const JobRecord& record) {
  switch (record.state) {
    case JobState::complete:
      return missing("result-lost", "The job is complete, but Redis no longer has its result.",
                     "Submit the job again: the same spec gives the same picture.");
    case JobState::failed:
      return missing("job-failed", record.failure ? record.failure->message : "The job failed.");
    case JobState::cancelled:
      return missing("job-cancelled", "The job was cancelled.", "Submit it again.");
    case JobState::accepted:
    case JobState::queued:
    case JobState::in_progress:
      break;
  }
  return missing("not-finished", "The job is " + std::string(word(record.state)) + '.', "Ask again, or with ?wait=10.")
      .header("Retry-After", "1");
}

Response found(const Services& services, ResultCache& cache, const Request& request, Jobs::ResultBytes result) {
  cache.remember(request.captures.at("id"), result.info.sha256, services.clock.steady());
  return bytes_of(request, std::move(result));
}

// The client's copy is still the right one, known without a look into Redis.
std::optional<Response> revalidated(const Services& services, const ResultCache& cache, const Request& request) {
  if (!request.header("if-none-match")) return std::nullopt;
  const auto etag = cache.etag(request.captures.at("id"), services.clock.steady());
  if (!etag) return std::nullopt;
  Response response;
  response.header("Cache-Control", kForever);
  response = with_etag(request, std::move(response), *etag);
  return response.status == 304 ? std::optional(std::move(response)) : std::nullopt;
}

Response get(const Services& services, ResultCache& cache, const Request& request) {
  const auto& id = request.captures.at("id");
  if (!is_valid_name(id)) return missing("no-such-job", "There is no job of this id.");
  if (auto answer = revalidated(services, cache, request)) return *std::move(answer);
  Jobs jobs(services.redis, services.clock);
  if (auto result = jobs.result(id)) return found(services, cache, request, *std::move(result));
  const auto record = await_end(services, id, wait_asked_for(request));
  if (!record) return missing("no-such-job", "There is no job of this id.");
  if (record->state == JobState::complete)
    if (auto result = jobs.result(id)) return found(services, cache, request, *std::move(result));
  return why_missing(*record);
}

}  // namespace

Route result_route(const Services& services, ResultCache& cache) {
  Route route = describe_result();
  route.handle = [&services, &cache](const Request& request) { return get(services, cache, request); };
  return route;
}

}  // namespace perigee::api
