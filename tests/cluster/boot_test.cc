// A cluster comes up, and nothing of it is left: neither after its end nor after the test was killed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include "tests/cluster/cluster.h"
#include "tests/support/comes_true.h"

namespace perigee::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

std::string content(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The network that a process is in, as a number.
ino_t network_of(const std::string& pid) {
  struct stat info {};
  return ::stat(("/proc/" + pid + "/ns/net").c_str(), &info) == 0 ? info.st_ino : 0;
}

int processes_in(ino_t network) {
  int count = 0;
  for (const auto& entry : fs::directory_iterator("/proc"))
    if (network != 0 && network_of(entry.path().filename()) == network) ++count;
  return count;
}

// What a cluster might leave on this machine.
std::map<std::string, std::string> traces() {
  std::map<std::string, std::string> found;
  for (const char* const setting : {"vm/overcommit_memory", "kernel/panic", "kernel/panic_on_oops"})
    found[setting] = content(fs::path("/proc/sys") / setting);
  for (const char* const folder :
       {"/run/netns", "/run/containerd", "/var/lib/cni", "/var/lib/kubelet", "/var/log/pods"})
    found[folder] = run(std::string("ls -R ") + folder + " 2>&1").out;
  found["mounts"] = content("/proc/self/mounts");
  found["interfaces"] = run("ls /sys/class/net").out;
  return found;
}

class ACluster : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("PERIGEE_TEST_KUBECONFIG") != nullptr) GTEST_SKIP() << "the cluster is somebody else's";
    if (const std::string reason = Cluster::unavailable(); !reason.empty()) GTEST_SKIP() << reason;
  }
};

// Run by the test below in a process of its own: it boots a cluster with a pod in it and waits to be killed.
TEST_F(ACluster, DISABLED_StaysUntilItIsKilled) {
  const char* const told = std::getenv("PERIGEE_TEST_BOOTED");
  ASSERT_NE(told, nullptr);
  const auto start = std::chrono::steady_clock::now();
  const Cluster cluster;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_EQ(cluster.kubectl("run held --image perigee-pause:test --image-pull-policy Never").code, 0);
  EXPECT_EQ(cluster.kubectl("wait --for=condition=Ready pod/held --timeout=120s").code, 0);
  std::ofstream(told) << seconds << '\n';
  std::this_thread::sleep_for(600s);
}

TEST_F(ACluster, LeavesNothingWhenItsTestIsKilled) {
  const auto before = traces();
  const fs::path folder = fs::temp_directory_path() / ("perigee-boot-" + std::to_string(::getpid()));
  fs::create_directory(folder);
  ::setenv("PERIGEE_TEST_BOOTED", (folder / "booted").c_str(), 1);
  Process other("other",
                {fs::read_symlink("/proc/self/exe"), "--gtest_also_run_disabled_tests",
                 "--gtest_filter=*DISABLED_StaysUntilItIsKilled"},
                folder);
  ASSERT_TRUE(comes_true([&] { return fs::exists(folder / "booted") || !other.runs(); }, 400s));
  ASSERT_TRUE(other.runs()) << other.log();
  std::printf("booted in %s s\n", content(folder / "booted").c_str());
  const std::string group = "perigee-test-" + std::to_string(other.pid());
  const ino_t network = network_of(std::to_string(other.pid()));
  EXPECT_FALSE(cgroup_folders(group).empty());
  EXPECT_GT(processes_in(network), 8);

  other.kill();
  EXPECT_TRUE(comes_true([&] { return processes_in(network) == 0 && cgroup_folders(group).empty(); }))
      << processes_in(network) << " processes, " << cgroup_folders(group).size() << " cgroups";
  EXPECT_EQ(traces(), before);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace perigee::testing
