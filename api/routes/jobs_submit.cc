#include "api/routes/jobs_submit.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "api/local/local_executor.h"
#include "api/routes/jobs_docs.h"
#include "api/routes/jobs_json.h"
#include "api/routes/jobs_spec.h"
#include "perigee/base/sha256.h"
#include "perigee/base/text.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/check.h"
#include "perigee/store/datasets.h"

namespace perigee::api {
namespace {

constexpr std::size_t kLongestIdempotencyKey = 255;

std::optional<Problem> check_key(const Request& request) {
  const auto key = request.header("idempotency-key");
  if (!key) return std::nullopt;
  const bool visible = std::ranges::all_of(*key, [](char c) { return c > ' ' && c <= '~'; });
  if (!key->empty() && key->size() <= kLongestIdempotencyKey && visible) return std::nullopt;
  return Problem{"bad-idempotency-key",
                 "/headers/Idempotency-Key",
                 "The Idempotency-Key is not usable.",
                 "Use 1 to 255 visible ASCII characters, such as a UUID.",
                 {},
                 {}};
}

int status_of(const Problems& problems) { return problems.front().code == kQueueFull ? 429 : 422; }

Response refused(const Problems& problems) {
  const int status = status_of(problems);
  Response response = problem_response(status, problems);
  if (status == 429) response.header("Retry-After", "5");
  return response;
}

Response accepted(const Accepted& accepted) {
  Response response = json_response(202, accepted_json(accepted.record));
  response.header("Location", "/jobs/" + accepted.record.id).header("Retry-After", "1");
  if (accepted.replayed) response.header("Idempotent-Replayed", "true");
  return response;
}

// Precondition: the key was checked.
Response submit(const Services& services, const Request& request, JobSpec spec) {
  Idempotency idempotency;
  if (const auto key = request.header("idempotency-key")) idempotency = {*key, sha256_hex(to_json_text(spec))};
  const auto job = services.executor.submit(std::move(spec), idempotency, request.id);
  return job ? accepted(*job) : refused(job.problems());
}

Problem no_such_dataset(Datasets& datasets, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& manifest : datasets.list()) known.push_back(manifest.name);
  return {"no-such-dataset",         "/dataset", "There is no dataset '" + name + "'." + did_you_mean(name, known),
          "POST it to /data first.", {},         {}};
}

// The effective values: an analysis that passed check_spec passes this, too.
Values effective_parameters(const JobSpec& spec) {
  const Analysis& analysis = *find_analysis(spec.analysis);
  const auto values = check(analysis.params, analysis.rules, spec.parameters);
  return values ? *values : spec.parameters;
}

Response dry_run(const Services& services, const JobSpec& spec) {
  Datasets datasets(services.redis);
  const auto manifest = datasets.find(spec.dataset);
  if (!manifest) return problem_response(422, {no_such_dataset(datasets, spec.dataset)});
  const auto bindings = bind_columns(spec, manifest->columns);
  if (!bindings) return problem_response(422, bindings.problems());
  return json_response(200, dry_run_json(spec, effective_parameters(spec), *manifest, *bindings));
}

bool wants_dry_run(const Request& request) {
  const auto text = request.parameter("dryRun");
  return text && std::get<bool>(*parse_value(dry_run_param(), *text));  // checked with the query
}

Response answer(const Services& services, const Request& request, SpecAnswer spec) {
  if (const auto* refusal = std::get_if<SpecRefusal>(&spec))
    return problem_response(refusal->status, refusal->problems);
  if (auto problem = check_key(request)) return problem_response(400, {*std::move(problem)});
  if (wants_dry_run(request)) return dry_run(services, std::get<JobSpec>(spec));
  return submit(services, request, std::get<JobSpec>(std::move(spec)));
}

Route analyze_route(const Services& services, const Analysis& analysis) {
  Route route = describe_analyze(analysis);
  route.query = submission_query(analysis);
  route.query.push_back(dry_run_param());
  route.handle = [&services, &analysis](const Request& request) {
    return answer(services, request, spec_for(analysis, request));
  };
  return route;
}

Response unknown_analysis(const Request& request) {
  const auto& name = request.captures.at("analysis");
  return problem_response(404, "unknown-analysis",
                          "There is no analysis '" + name + "'." + did_you_mean(name, analysis_names()),
                          "There are " + in_words(analysis_names()) + ".");
}

}  // namespace

std::vector<Route> submission_routes(const Services& services) {
  std::vector<Route> routes;
  for (const auto& analysis : registry()) routes.push_back(analyze_route(services, analysis));
  routes.push_back(describe_unknown_analysis());
  routes.back().handle = unknown_analysis;
  routes.push_back(describe_submit());
  routes.back().handle = [&services](const Request& request) {
    return answer(services, request, spec_of_body(request));
  };
  return routes;
}

}  // namespace perigee::api
