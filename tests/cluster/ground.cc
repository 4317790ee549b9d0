#include "tests/cluster/ground.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

namespace perigee::testing {
namespace {

using Clock = std::chrono::steady_clock;

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

void OnACluster::SetUp() {
  static const std::string unavailable = Cluster::unavailable();
  if (!unavailable.empty()) GTEST_SKIP() << unavailable;
}

const Cluster& OnACluster::cluster() {
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
  perigee().submit(job, slow_spec(further));
  const std::string uid = perigee().pod("perigee.dev/analysis-job=" + job, 90);
  if (!uid.empty() && cluster().stop_processes(uid) > 0) return uid;
  ADD_FAILURE() << "no runner of " << job << " could be held\n" << perigee().story();
  return "";
}

std::string slow_spec(const std::string& further) {
  return R"({"analysis":"timeline","dataset":"launches","output":{"width":2000,"height":2000,"scale":2},
             "runner":{"resources":{"limits":{"cpu":"10m"},"requests":{"cpu":"5m"}}})" +
         further + "}";
}

bool comes_true(int seconds, const std::function<bool()>& condition) {
  const auto deadline = Clock::now() + std::chrono::seconds(seconds);
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return true;
}

bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

std::string file_content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace perigee::testing
