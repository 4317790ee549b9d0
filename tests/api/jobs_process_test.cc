// What the API tells of jobs that take their time, fail or are stopped, driven by the fake runner.
#include "tests/api/jobs_process.h"

#include <vector>

namespace perigee::api {
namespace {

using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

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

}  // namespace
}  // namespace perigee::api
