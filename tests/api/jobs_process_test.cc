// What the API does with the processes of its jobs, driven by the fake runner.
#include <gmock/gmock.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "tests/api/jobs_api.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

template <class Condition>
bool eventually(Condition holds) {
  for (int tries = 0; tries < 1000; ++tries) {
    if (holds()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

class JobsProcessTest : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.runner = PERIGEE_FAKE_RUNNER;
    options.flags = {"--max-queued-jobs", "3", "--threads", "8"};
    start(std::move(options));
  }

  void TearDown() override {
    if (!api_) return;
    const auto active = json::parse(get("/jobs?state=queued&state=in-progress").body);
    for (const auto& job : active["jobs"]) post("/jobs/" + std::string(job["id"]) + "/cancel");
  }

  // A job that does what the fake runner is told, begun.
  static std::string begun(const std::string& behaviour) {
    const auto id = submitted("/analyze/timeline?title=" + behaviour);
    EXPECT_TRUE(eventually([&] { return pid_of(id) > 0; }));
    return id;
  }

  static int pid_of(const std::string& id) {
    const auto reply = api_->redis().ask("EVAL \"redis.call('SELECT',9);return redis.call('GET','pid:" + id + "')\" 0");
    const auto at = reply.find("\r\n");
    return reply.starts_with("$-1") || at == std::string::npos ? 0 : std::atoi(reply.c_str() + at + 2);
  }

  static bool disappears(int pid) {
    return eventually([pid] { return ::kill(pid, 0) != 0; });
  }
};

TEST_F(JobsProcessTest, DeleteStopsTheProcessOfAnActiveJob) {
  const auto id = begun("hang");
  const int pid = pid_of(id);
  const auto answer = api_->request("DELETE", "/jobs/" + id);
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(json::parse(answer.body)["status"], "cancelled");
  EXPECT_TRUE(disappears(pid));
  EXPECT_THAT(get("/results/" + id).body, HasSubstr("job-cancelled"));
}

TEST_F(JobsProcessTest, CancelNeverDeletes) {
  const auto id = submitted("/analyze/timeline?title=commit");
  end_of(id);
  const auto answer = post("/jobs/" + id + "/cancel");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json::parse(answer.body)["status"], "complete");
}

TEST_F(JobsProcessTest, AFailedJobsResultSaysWhy) {
  const auto id = submitted("/analyze/timeline?title=12");
  const auto answer = get("/results/" + id + "?wait=30");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(json::parse(answer.body)["error"], "Result not found");
  EXPECT_THAT(answer.body, HasSubstr("The fake runner exits with 12."));
}

TEST_F(JobsProcessTest, AWaitingResultSaysSoAndWhenToComeBack) {
  const auto answer = get("/results/" + begun("hang"));
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("not-finished"));
  EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST_F(JobsProcessTest, ALongPollEndsWithItsTime) {
  const auto id = begun("hang");
  const auto before = SteadyClock::now();
  EXPECT_EQ(json::parse(get("/jobs/" + id + "?wait=0.5").body)["status"], "in progress");
  EXPECT_GE(SteadyClock::now() - before, 450ms);
  EXPECT_EQ(get("/jobs/" + id + "?wait=61").status, 400);
}

TEST_F(JobsProcessTest, APreferenceWaitsAsTheQueryDoes) {
  const auto id = begun("hang");
  const auto before = SteadyClock::now();
  EXPECT_EQ(get("/jobs/" + id, {{"Prefer", "respond-async, wait=0.4"}}).status, 200);
  EXPECT_GE(SteadyClock::now() - before, 350ms);
  EXPECT_EQ(get("/jobs/" + id, {{"Prefer", "wait=soon"}}).status, 200);
}

TEST_F(JobsProcessTest, ALongPollEndsWithTheJob) {
  const auto id = begun("hang");
  std::thread later([&] {
    std::this_thread::sleep_for(200ms);
    post("/jobs/" + id + "/cancel");
  });
  const auto before = SteadyClock::now();
  EXPECT_EQ(end_of(id)["status"], "cancelled");
  EXPECT_LT(SteadyClock::now() - before, 5s);
  later.join();
}

TEST_F(JobsProcessTest, BeyondTheCapALongPollAnswersAtOnceAndAStreamIsRefused) {
  const auto id = begun("hang");
  std::vector<std::thread> waiting;
  for (int place = 0; place < 4; ++place) waiting.emplace_back([&] { get("/jobs/" + id + "?wait=60"); });
  const auto all_places_taken = [] {
    return get("/metrics").body.find("perigee_http_waiting_requests 4") != std::string::npos;
  };
  EXPECT_TRUE(eventually(all_places_taken));
  EXPECT_EQ(get("/jobs/" + id + "/events").status, 503);
  const auto before = SteadyClock::now();
  EXPECT_EQ(get("/jobs/" + id + "?wait=60").status, 200);
  EXPECT_LT(SteadyClock::now() - before, 5s);
  post("/jobs/" + id + "/cancel");
  for (auto& thread : waiting) thread.join();
}

TEST_F(JobsProcessTest, AStreamTellsEveryStateThatLasts) {
  const auto id = begun("hang");
  std::thread later([&] {
    std::this_thread::sleep_for(200ms);
    post("/jobs/" + id + "/cancel");
  });
  const auto stream = get("/jobs/" + id + "/events").body;
  EXPECT_LT(stream.find("\"status\":\"in progress\""), stream.find("\"status\":\"cancelled\""));
  later.join();
}

TEST_F(JobsProcessTest, AFullQueueIsRefusedForAWhile) {
  begun("hang");
  begun("hang");
  for (int job = 0; job < 3; ++job) submitted("/analyze/timeline?title=commit");
  const auto answer = post("/analyze/timeline?title=commit");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.header("retry-after"), "5");
}

TEST_F(JobsProcessTest, WhatTheRunnerSaysIsLoggedUnderItsJobAndRequest) {
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

TEST_F(JobsProcessTest, AnIdleApiUsesNoCpu) {
  end_of(submitted("/analyze/timeline?title=commit"));
  std::this_thread::sleep_for(300ms);
  const double before = cpu_of(api_->pid());
  std::this_thread::sleep_for(3s);
  EXPECT_LE(cpu_of(api_->pid()) - before, 0.03);
}

// Last in this file: it stops the API of the suite, and starts it again.
TEST_F(JobsProcessTest, AGracefulStopGivesBackWhatRunsAndARestartFinishesIt) {
  const auto id = begun("hang,commit");
  const int pid = pid_of(id);
  const auto before = SteadyClock::now();
  EXPECT_EQ(api_->terminate(), 0);
  EXPECT_LT(SteadyClock::now() - before, 11s);
  EXPECT_NE(::kill(pid, 0), 0);
  api_->start();
  EXPECT_EQ(end_of(id)["status"], "complete");
}

TEST_F(JobsProcessTest, AKilledApiLeavesNoProcessAndARestartFinishesItsJobs) {
  const auto id = begun("hang,commit");
  const int pid = pid_of(id);
  api_->kill();
  EXPECT_TRUE(disappears(pid));
  api_->start();
  EXPECT_EQ(end_of(id)["status"], "complete");
}

}  // namespace
}  // namespace perigee::api
