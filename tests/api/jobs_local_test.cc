// What only the local executor does, through the real API: its queue, its runners' words, and what becomes of its
// processes when the API ends.
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "tests/api/jobs_process.h"

namespace perigee::api {
namespace {

using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

class JobsOfThisMachine : public JobsProcessTest {};

TEST_F(JobsOfThisMachine, AFullQueueIsRefusedForAWhile) {
  begun("hang");
  begun("hang");
  for (int job = 0; job < 3; ++job) submitted("/analyze/timeline?title=commit");
  const auto answer = post("/analyze/timeline?title=commit");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.header("retry-after"), "5");
}

TEST_F(JobsOfThisMachine, WhatTheRunnerSaysIsLoggedUnderItsJobAndRequest) {
  const auto answer = post("/analyze/timeline?title=noise", "", {{"X-Request-Id", "find-me"}});
  const std::string id = json::parse(answer.body)["job_id"];
  end_of(id);
  EXPECT_TRUE(eventually([&] { return api_->log().find("a runner that raves") != std::string::npos; }));
  const auto log = api_->log();
  const auto line = log.substr(log.rfind('\n', log.find("a runner that raves")) + 1, 400);
  EXPECT_THAT(line, HasSubstr("\"request_id\":\"find-me\""));
  EXPECT_THAT(line, HasSubstr(id));
}

// utime and stime of /proc/<pid>/stat, in seconds.
double cpu_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string field;
  double ticks = 0;
  for (int number = 1; file >> field && number <= 15; ++number)
    if (number >= 14) ticks += std::stod(field);
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

TEST_F(JobsOfThisMachine, AnIdleApiUsesNoCpu) {
  end_of(submitted("/analyze/timeline?title=commit"));
  std::this_thread::sleep_for(300ms);
  const double before = cpu_of(api_->pid());
  std::this_thread::sleep_for(3s);
  EXPECT_LE(cpu_of(api_->pid()) - before, 0.03);
}

// Last in this file: it stops the API of the suite, and starts it again.
TEST_F(JobsOfThisMachine, AGracefulStopGivesBackWhatRunsAndARestartFinishesIt) {
  const auto id = begun("hang,commit");
  const int pid = pid_of(id);
  const auto before = SteadyClock::now();
  EXPECT_EQ(api_->terminate(), 0);
  EXPECT_LT(SteadyClock::now() - before, 11s);
  EXPECT_NE(::kill(pid, 0), 0);
  api_->start();
  EXPECT_EQ(end_of(id)["status"], "complete");
}

TEST_F(JobsOfThisMachine, AKilledApiLeavesNoProcessAndARestartFinishesItsJobs) {
  const auto id = begun("hang,commit");
  const int pid = pid_of(id);
  api_->kill();
  EXPECT_TRUE(disappears(pid));
  api_->start();
  EXPECT_EQ(end_of(id)["status"], "complete");
}

}  // namespace
}  // namespace perigee::api
