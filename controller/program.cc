#include "controller/program.h"

#include <chrono>
#include <string>
#include <utility>

#include "controller/cluster_world.h"
#include "controller/installation.h"
#include "controller/leadership.h"
#include "controller/memory.h"
#include "controller/metrics.h"
#include "controller/name_queue.h"
#include "controller/probes.h"
#include "controller/stages.h"
#include "controller/sweep.h"
#include "controller/telling.h"
#include "controller/workers.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/base/stop.h"
#include "perigee/kube/client.h"
#include "perigee/kube/config.h"
#include "perigee/kube/events.h"
#include "perigee/kube/http.h"

namespace perigee::controller {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenTries{2'000}, kBetweenLooks{10};
constexpr milliseconds kAnswerPatience{10'000};  // with one answer of the API server: a stop waits for it
constexpr Millis kStandstill = 5 * 60'000;       // longer than any answer is waited for
constexpr Millis kStuck = 15 * 60'000;           // longer than a pass whose every question runs into its time-out

Result<kube::Config> cluster_config(const Config& config) {
  auto found = find_config(kube::own_surroundings(config.kubeconfig));
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

// What was there before goes behind what happens from now on.
Lane lane_of(const News& news) { return news.is_initial ? Lane::backlog : Lane::news; }

std::string why_dead(const NameQueue::Load& load) {
  if (load.standstill > kStandstill) return "no AnalysisJob was settled for 5 minutes though some are due";
  if (load.longest_work > kStuck) return "one AnalysisJob has been in work for more than 15 minutes";
  return {};
}

std::string why_not_ready(const Memory& memory, RedisPool& redis) try {
  if (!memory.is_synced()) return "the cluster has not told yet what there is";
  redis.lend()->command(0, {"PING"});
  return {};
} catch (const EnvironmentError& error) {
  return error.what();
}

// People read it with kubectl describe or in the log.
void tell(kube::Events& events, kube::EventNote note) {
  log::info("told", {{"analysis_job", note.name}, {"uid", note.uid}, {"reason", note.reason}, {"note", note.text}});
  events.note(std::move(note));
}

// True: Redis is ours; false: it is time to stop. Another installation's is a Problem.
Result<bool> claim(kube::Client& client, RedisPool& redis, const Stop& stop) {
  do {
    const auto claimed = claim_redis(client, redis);
    if (claimed && !*claimed) return claimed->problems();
    if (claimed) return true;
  } while (!stop.wait_for(kBetweenTries));
  return false;
}

// Who does not know yet what there is must not lead. False: it is time to stop.
bool wait_until_synced(const Memory& memory, const Stop& stop) {
  while (!memory.is_synced())
    if (stop.wait_for(kBetweenLooks)) return false;
  return true;
}

}  // namespace

int run(const Config& config) {
  const auto address = parse_redis_url(config.redis_url);
  if (!address) return refuse(address.problems());
  const auto cluster = cluster_config(config);
  if (!cluster) return refuse(cluster.problems());
  const std::string& space = cluster->namespace_name;
  Stop stop;
  stop_on_signals(stop);

  // What there is to work with, each standing on those above it.
  Metrics metrics;
  RedisPool redis(*address, {}, static_cast<std::size_t>(config.workers) + 2);
  kube::Http http(*cluster, system_clock(), [&](const kube::Answered& answered) { metrics.request(answered); });
  kube::Client client(http, space, kAnswerPatience);
  kube::Events events(http, space, {"perigee.dev/controller", config.identity});
  Stages stages([&](Stage stage, double seconds) { metrics.stage(stage, seconds); });
  NameQueue queue;
  const Memory memory(http, space, [&](const News& news) {
    if (!queue.is_open()) return;  // who begins to lead looks at everything
    stages.heard(news);
    queue.add(news.name, lane_of(news));
  });
  Leadership leadership;
  const auto scrape = [&] {
    return metrics.text({queue.load(), config.workers, leadership.leads(), memory.size(), events.dropped()});
  };
  Probes probes({[&] { return why_dead(queue.load()); }, [&] { return why_not_ready(memory, redis); }, scrape});
  const auto port = probes.start(config.probe_host, config.probe_port);
  if (!port) return refuse(port.problems());
  log::info("starting", {{"namespace", space}, {"probe_port", *port}, {"version", std::string_view(PERIGEE_VERSION)}});

  const auto is_ours = claim(client, redis, stop);
  if (!is_ours) return refuse(is_ours.problems());
  if (!*is_ours || !wait_until_synced(memory, stop)) return 0;
  log::info("synced", {{"analysis_jobs", std::uint64_t{memory.size()}}});

  const auto may_write = [&] { return leadership.leads(); };
  const RunnerTemplate runner = runner_template(config, space);
  ClusterWorld world({memory, client, redis, runner, may_write, [&](const Observed& seen) { stages.saw(seen); },
                      [&](const Observed& seen, const Action& action) {
                        stages.did(seen, action);
                        if (auto note = telling_of(seen, action, space)) tell(events, *std::move(note));
                      }});
  Sweep sweep({memory, client, redis, may_write, [&](const std::string& name) { queue.add(name, Lane::backlog); }});
  Workers workers(config.workers, queue, world, [&](const NameQueue::Work& work) { metrics.pass(work); });
  leadership.stand(http, space, config, [&](bool leads) {
    log::info(leads ? "leading" : "standing by");
    if (!leads) return queue.close();
    queue.open();
    queue.add_all(memory.names(), Lane::backlog);
    sweep.hurry();
  });

  stop.wait();
  log::info("stopping");
  workers.stop();
  sweep.stop();
  leadership.give_back();
  log::info("stopped");
  return 0;
}

}  // namespace perigee::controller
