#include <utility>

#include "api/first_seed.h"
#include "api/metrics.h"
#include "api/routes/meta.h"
#include "perigee/base/error.h"
#include "perigee/store/jobs.h"
#include "perigee/store/redis.h"

namespace perigee::api {
namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

Response plain(int status, std::string text) {
  Response response;
  response.status = status;
  response.content_type = kPlain;
  response.body = std::move(text);
  return response;
}

// What keeps the API from serving; empty: nothing.
Problems not_ready(const Services& services) {
  if (services.stop.requested()) return {{"stopping", "", "The API is stopping.", "", {}, {}}};
  try {
    auto redis = services.redis.lend();
    Problems problems = check_server(*redis);
    if (const std::string reason = services.executor.not_ready(); !reason.empty())
      problems.push_back({"executor", "", reason, "", {}, {}});
    if (const std::string reason = services.first_seed.not_ready(); !reason.empty())
      problems.push_back({"seed", "", reason, "", {}, {}});
    return problems;
  } catch (const EnvironmentError& error) {
    services.metrics.store_error(error.fault());
    return {{"redis", "", error.what(), "", {}, {}}};
  }
}

Response readyz(const Services& services) {
  const Problems problems = not_ready(services);
  if (problems.empty()) return plain(200, "ready\n");
  return problem_response(503, problems).header("Retry-After", "2");
}

Snapshot snapshot(const Services& services) {
  Snapshot taken;
  const Executor::Load load = services.executor.load();
  taken.jobs_running = load.running;
  taken.jobs_most = load.most;
  try {
    Jobs jobs(services.redis, services.clock);
    taken.jobs_queued = jobs.queue_length();
    JobQuery one;
    one.limit = 1;
    taken.jobs_known = jobs.list(one).total;
    taken.redis_reachable = true;
  } catch (const EnvironmentError& error) {
    services.metrics.store_error(error.fault());
  }
  taken.ready = taken.redis_reachable && !services.stop.requested() && services.executor.not_ready().empty() &&
                services.first_seed.not_ready().empty();
  return taken;
}

Response metrics(const Services& services) {
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = services.metrics.text(snapshot(services));
  return response;
}

Route probe(std::string pattern, std::string summary, std::string example, Handler handle) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.summary = std::move(summary);
  route.tag = "service";
  route.answers = {
      {200, "what its name says", {{std::string(kPlain), R"({"type": "string"})", std::move(example)}}, {}}};
  route.handle = std::move(handle);
  return route;
}

}  // namespace

std::vector<Route> probe_routes(const Services& services) {
  return {probe("/livez", "the process answers", R"("ok\n")", [](const Request&) { return plain(200, "ok\n"); }),
          probe("/readyz", "Redis and the executor are there too", R"("ready\n")",
                [&services](const Request&) { return readyz(services); }),
          probe("/metrics", "counters for Prometheus", R"("perigee_ready 1\n")",
                [&services](const Request&) { return metrics(services); })};
}

}  // namespace perigee::api
