#include "controller/program.h"

#include <chrono>
#include <cstdlib>
#include <string>

#include "controller/cluster_world.h"
#include "controller/installation.h"
#include "controller/leadership.h"
#include "controller/memory.h"
#include "controller/name_queue.h"
#include "controller/workers.h"
#include "perigee/base/log.h"
#include "perigee/base/stop.h"
#include "perigee/kube/client.h"
#include "perigee/kube/config.h"
#include "perigee/kube/http.h"

namespace perigee::controller {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenTries{2'000}, kBetweenLooks{10};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Result<kube::Config> cluster_config(const Config& config) {
  kube::Surroundings surroundings;
  surroundings.kubeconfig = config.kubeconfig.empty() ? variable("KUBECONFIG") : config.kubeconfig;
  surroundings.service_host = variable("KUBERNETES_SERVICE_HOST");
  surroundings.service_port = variable("KUBERNETES_SERVICE_PORT");
  surroundings.home = variable("HOME");
  auto found = find_config(surroundings);
  if (found && !config.namespace_name.empty()) found->namespace_name = config.namespace_name;
  return found;
}

RunnerTemplate runner_template(const Config& config, const std::string& namespace_name) {
  return {namespace_name,
          config.runner_image,
          config.runner_pull_policy,
          config.runner_service_account,
          config.runner_redis_secret,
          config.runner_resources,
          config.runner_tolerations};
}

int refuse(const Problems& problems) {
  for (const Problem& problem : problems) log::error("the controller can not start", {{"reason", to_string(problem)}});
  return 1;
}

// What a restart or a long stand-by brings up again, and what happens from now on.
Lane lane_of(const News& news) { return news.is_initial ? Lane::backlog : Lane::news; }

}  // namespace

int run(const Config& config) {
  const auto address = parse_redis_url(config.redis_url);
  if (!address) return refuse(address.problems());
  const auto cluster = cluster_config(config);
  if (!cluster) return refuse(cluster.problems());
  const std::string& space = cluster->namespace_name;
  Stop stop;
  stop_on_signals(stop);

  RedisPool redis(*address, {}, static_cast<std::size_t>(config.workers) + 2);
  kube::Http http(*cluster);
  kube::Client client(http, space);
  NameQueue queue;
  const Memory memory(http, space, [&](const News& news) {
    if (queue.is_open()) queue.add(news.name, lane_of(news));
  });

  for (;;) {
    const auto claimed = claim_redis(client, redis);
    if (claimed && !*claimed) return refuse(claimed->problems());
    if (claimed) break;
    if (stop.wait_for(kBetweenTries)) return 0;
  }
  while (!memory.is_synced())
    if (stop.wait_for(kBetweenLooks)) return 0;
  log::info("synced", {{"namespace", space}, {"analysis_jobs", std::uint64_t{memory.size()}}});

  Leadership leadership(http, space, config, [&](bool leads) {
    log::info(leads ? "leading" : "standing by");
    if (!leads) return queue.close();
    queue.open();
    queue.add_all(memory.names(), Lane::backlog);
  });
  const RunnerTemplate runner = runner_template(config, space);
  ClusterWorld world({memory, client, redis, runner, [&] { return leadership.leads(); }, [](const Observed&) {},
                      [](const Observed&, const Action&) {}});
  Workers workers(config.workers, queue, world, [](const NameQueue::Work&) {});

  stop.wait();
  log::info("stopping");
  workers.stop();
  leadership.give_back();
  log::info("stopped");
  return 0;
}

}  // namespace perigee::controller
