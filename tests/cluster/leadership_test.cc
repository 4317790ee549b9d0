// Two controllers on one API server: who leads, who takes over, and that nothing is done twice.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "tests/cluster/controller_fixture.h"

namespace perigee {
namespace {

using testing::Bed;
using testing::comes_true;
using testing::ControllerBed;
using testing::Process;

constexpr int kFirst = 18'081, kSecond = 18'082;

class TwoControllers : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!Bed::unavailable().empty()) GTEST_SKIP() << Bed::unavailable();
  }
  void TearDown() override {
    if (!HasFailure()) return;
    for (const auto& [port, process] : running_) std::fputs(process->log().c_str(), stderr);
  }

  static ControllerBed& bed() { return Bed::get(); }
  static bool leads(int port) { return ControllerBed::metric(port, "leader_election_master_status").value_or(0) == 1; }
  static bool is_ready(int port) { return ControllerBed::probe(port, "/readyz").status == 200; }

  // The first leads, the second stands by and knows everything.
  void begin(const std::string& lease, const std::string& seconds) {
    for (const int port : {kFirst, kSecond}) {
      const std::string name = lease + "-" + std::to_string(port);
      running_[port] = std::make_unique<Process>(
          bed().start(name, {"--lease", lease, "--lease-seconds", seconds, "--probe-port", std::to_string(port)}));
      ASSERT_TRUE(comes_true([port] { return is_ready(port); }));
      ASSERT_TRUE(comes_true([] { return leads(kFirst); }));
    }
    ASSERT_FALSE(leads(kSecond));
  }
  void signal(int port, int number) { ASSERT_EQ(::kill(running_.at(port)->pid(), number), 0); }

  // Of a controller that ends; -1 where it does not, or a signal ended it.
  int exit_code(int port) {
    siginfo_t end{};
    const auto id = static_cast<id_t>(running_.at(port)->pid());
    if (!comes_true([&] { return !running_.at(port)->runs(); })) return -1;
    return ::waitid(P_PID, id, &end, WEXITED | WNOWAIT) == 0 && end.si_code == CLD_EXITED ? end.si_status : -1;
  }

  // How long the second takes to lead; the figure is printed, for the machine may be busy.
  static double seconds_until_the_second_leads(const char* after) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(comes_true([] { return leads(kSecond); }));
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("takeover after %s: %.3f s\n", after, took);
    return took;
  }

  std::map<int, std::unique_ptr<Process>> running_;
};

TEST_F(TwoControllers, HandOverAtOnceWhenTheLeaderIsToldToStop) {
  begin("polite", "60");
  signal(kFirst, SIGTERM);
  EXPECT_LT(seconds_until_the_second_leads("SIGTERM"), 30);  // not when the lease would have run out
  EXPECT_EQ(exit_code(kFirst), 0);
  bed().create("after-term");
  EXPECT_TRUE(bed().job("after-term", 1).is_object());
}

TEST_F(TwoControllers, TakeOverFromALeaderThatDied) {
  begin("sudden", "3");
  signal(kFirst, SIGKILL);
  seconds_until_the_second_leads("SIGKILL, with a lease of 3 s");
  bed().create("after-kill");
  EXPECT_TRUE(bed().job("after-kill", 1).is_object());
}

TEST_F(TwoControllers, DoNothingTwiceThoughTheLeaderSleptPastItsLease) {
  begin("sleepy", "3");
  for (int i = 0; i < 5; ++i) bed().create("before-" + std::to_string(i));
  signal(kFirst, SIGSTOP);
  for (int i = 0; i < 5; ++i) bed().create("during-" + std::to_string(i));
  seconds_until_the_second_leads("SIGSTOP, with a lease of 3 s");
  signal(kFirst, SIGCONT);
  EXPECT_TRUE(comes_true([] { return is_ready(kFirst) && !leads(kFirst); }));
  for (const char* kind : {"before-", "during-"})
    for (int i = 0; i < 5; ++i) {
      const std::string name = kind + std::to_string(i);
      ASSERT_TRUE(bed().job(name, 1).is_object()) << name;
      bed().commit(name);
      bed().end_pod(bed().job(name, 1), 0);
      EXPECT_TRUE(bed().reaches(name, "Succeeded")) << name;
      EXPECT_EQ(bed().jobs(name).size(), 1u) << name;
      EXPECT_EQ(bed().record(name)->attempts, 1) << name;
    }
  EXPECT_TRUE(running_.at(kFirst)->runs());  // demoted in place
}

}  // namespace
}  // namespace perigee
