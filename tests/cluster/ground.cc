#include "tests/cluster/ground.h"

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

namespace perigee::testing {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMostTries = 3;  // a runner may have ended before it was seen
constexpr std::chrono::seconds kStart{60};

std::string runners_of(const std::string& job) { return "perigee.dev/analysis-job=" + job; }

// The uid of its pod; empty: it was too fast.
std::string stopped_runner_of(const Installation& perigee, const Cluster& cluster, const std::string& job) {
  std::string uid;
  comes_true([&] {
    const auto pods = perigee.object("pods -l " + runners_of(job))["items"];
    if (!pods.empty()) uid = pods[0]["metadata"]["uid"];
    return !uid.empty();
  });
  if (uid.empty()) return "";
  const bool is_stopped = comes_true([&] { return cluster.signal(uid, SIGSTOP) > 0; }, kStart);
  return is_stopped && perigee.pod(runners_of(job)) == uid ? uid : "";
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Ended while the process still has all its threads: at the end of main.
class Ground : public ::testing::Environment {
 public:
  void TearDown() override {
    if (!cluster) return;
    const auto start = Clock::now();
    perigee.reset();
    cluster.reset();
    std::printf("everything ended in %.1f s\n", seconds_since(start));
  }
  std::optional<Cluster> cluster;
  std::optional<Installation> perigee;
};

Ground& ground() {
  static auto* const made = static_cast<Ground*>(::testing::AddGlobalTestEnvironment(new Ground));
  return *made;
}

const auto& kRegistered = ground();

}  // namespace

const std::string& OnACluster::unavailable() {
  static const std::string reason = Cluster::unavailable();
  return reason;
}

void OnACluster::SetUp() {
  if (!unavailable().empty()) GTEST_SKIP() << unavailable();
}

Cluster& OnACluster::cluster() {
  if (ground().cluster) return *ground().cluster;
  const auto start = Clock::now();
  ground().cluster.emplace();
  std::printf("the cluster is up after %.1f s\n", seconds_since(start));
  return *ground().cluster;
}

const Installation& OnACluster::perigee() {
  if (ground().perigee) return *ground().perigee;
  const Cluster& on = cluster();
  const auto start = Clock::now();
  ground().perigee.emplace(on, "charts");
  std::printf("helm install is done after %.1f s\n", seconds_since(start));
  return *ground().perigee;
}

std::string OnACluster::submit_held(const std::string& job, const std::string& further) {
  for (int i = 0; i < kMostTries; ++i) {
    perigee().submit(job, slow_spec(further));
    if (const std::string uid = stopped_runner_of(perigee(), cluster(), job); !uid.empty()) return uid;
    perigee().kubectl("delete aj/" + job + " --timeout=60s");
  }
  ADD_FAILURE() << "no runner of " << job << " could be held\n" << perigee().story();
  return "";
}

void OnACluster::release(const std::string& pod_uid) {
  cluster().lift_cpu_limits(pod_uid);
  cluster().signal(pod_uid, SIGCONT);
}

bool OnACluster::ends(const std::string& job) {
  return comes_true([&] {
    if (cluster().is_own())
      for (const auto& pod : perigee().object("pods -l " + runners_of(job))["items"])
        cluster().lift_cpu_limits(pod["metadata"]["uid"]);
    return perigee().is_finished(job, 1);
  });
}

std::string slow_spec(const std::string& further) {
  return R"({"analysis":"timeline","dataset":"launches","output":{"width":2000,"height":2000,"scale":2},
             "runner":{"resources":{"limits":{"cpu":"50m"},"requests":{"cpu":"5m"}}})" +
         further + "}";
}

bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

std::string file_content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace perigee::testing
