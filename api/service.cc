#include "api/service.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>

#include "api/charts/dataset_heads.h"
#include "api/dispatch.h"
#include "api/events.h"
#include "api/first_seed.h"
#include "api/kubernetes/kubernetes_executor.h"
#include "api/limits.h"
#include "api/local/local_executor.h"
#include "api/metrics.h"
#include "api/routes/all.h"
#include "api/routes/meta.h"
#include "api/server.h"
#include "api/services.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/stop.h"

namespace perigee::api {
namespace {

constexpr std::size_t kProbeThreads = 4;

int refuse(const Problems& problems) {
  for (const Problem& problem : problems) log::error("the API can not start", {{"reason", to_string(problem)}});
  return 1;
}

// Wrong settings of Redis are named at the start; /readyz repeats them until they are mended.
void report_redis(RedisPool& pool) {
  try {
    auto redis = pool.lend();
    for (const Problem& problem : check_server(*redis))
      log::warn("Redis is not set up as it has to be", {{"reason", to_string(problem)}});
  } catch (const EnvironmentError& error) {
    log::warn("Redis is not there yet", {{"reason", std::string_view(error.what())}});
  }
}

LocalSettings local_settings(const Config& config) {
  LocalSettings settings;
  settings.runner = config.runner;
  settings.redis_url = config.redis_url;
  settings.parallel = config.parallel_jobs;
  settings.max_queued = config.max_queued_jobs;
  settings.runner_memory_bytes = config.runner_memory_bytes;
  return settings;
}

Result<std::unique_ptr<Executor>> make_executor(const Config& config, RedisPool& redis) {
  if (config.executor == "kubernetes")
    return make_kubernetes_executor({config.kubeconfig, config.namespace_name}, redis);
  return make_local_executor(local_settings(config), redis);
}

DispatchLimits dispatch_limits(const Config& config) {
  return {config.max_upload_bytes, config.max_body_bytes, std::max(1, config.threads / 2)};
}

}  // namespace

int serve(const Config& config) {
  const auto address = parse_redis_url(config.redis_url);
  if (!address) return refuse(address.problems());
  Stop stop, probes_stop;
  stop_on_signals(stop);

  RedisPool redis(*address, {}, static_cast<std::size_t>(config.threads));
  report_redis(redis);
  Metrics metrics;
  EventHub events(*address, {});
  DatasetHeads heads;
  FirstSeed first_seed(config);
  const auto executor = make_executor(config, redis);
  if (!executor) return refuse(executor.problems());
  const Services services{config, redis, **executor, events, metrics, system_clock(), stop, heads, first_seed};

  Dispatcher routes(all_routes(services), dispatch_limits(config), metrics);
  Dispatcher probes(probe_routes(services), dispatch_limits(config), metrics);
  std::atomic<bool> failed = false;
  const auto fail = [&] { failed = true, stop.request(); };
  Server probe_server({"probe-port", kProbeThreads, fail}, probes, metrics, probes_stop);
  Server server({"port", static_cast<std::size_t>(config.threads), fail}, routes, metrics, stop);
  const auto port = server.start(config.host, config.port);
  if (!port) return refuse(port.problems());
  const auto probe_port = probe_server.start(config.host, config.probe_port);
  if (!probe_port) return refuse(probe_port.problems());
  log::info("listening", {{"host", config.host},
                          {"port", *port},
                          {"probe_port", *probe_port},
                          {"version", std::string_view(PERIGEE_VERSION)}});

  first_seed.start(services);
  stop.wait();
  log::info("stopping");
  server.drain(kDrain);
  first_seed.wait();
  (*executor)->stop();
  probes_stop.request();
  probe_server.drain(std::chrono::milliseconds(500));
  log::info("stopped");
  return failed ? 1 : 0;
}

}  // namespace perigee::api
