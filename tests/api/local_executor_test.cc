#include <gmock/gmock.h>

#include "tests/api/local_fixture.h"

namespace perigee::api {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(LocalExecutorTest, ACommittedJobIsComplete) {
  const auto executor = started();
  const auto id = submit(*executor, "commit");
  const auto end = end_of(id);
  EXPECT_EQ(end.state, JobState::complete);
  EXPECT_EQ(end.attempts, 1);
  EXPECT_EQ(end.request_id, "request-1");
}

TEST_F(LocalExecutorTest, AUsersMistakeFailsAtOnceInTheRunnersWords) {
  const auto executor = started();
  const auto end = end_of(submit(*executor, "12,commit"));
  EXPECT_EQ(end.state, JobState::failed);
  EXPECT_EQ(end.attempts, 1);
  EXPECT_EQ(end.failure, (Failure{FailureClass::user_error, "Fake", "The fake runner exits with 12.", 12}));
}

TEST_F(LocalExecutorTest, InfrastructureIsTriedAgain) {
  const auto executor = started();
  const auto end = end_of(submit(*executor, "20,21,commit"));
  EXPECT_EQ(end.state, JobState::complete);
  EXPECT_EQ(end.attempts, 3);
}

TEST_F(LocalExecutorTest, TheBackoffLimitEndsTheTrying) {
  const auto executor = started();
  auto asked = spec("20,20,commit");
  asked.backoff_limit = 1;
  const auto end = end_of(submit(*executor, asked));
  EXPECT_EQ(end.state, JobState::failed);
  EXPECT_EQ(end.attempts, 2);
  EXPECT_EQ(end.failure->failure_class, FailureClass::infrastructure);
}

TEST_F(LocalExecutorTest, ACrashOfTheRunnerIsTriedAgain) {
  const auto executor = started();
  EXPECT_EQ(end_of(submit(*executor, "segv,commit")).state, JobState::complete);
}

TEST_F(LocalExecutorTest, ACrashThatStaysIsABugOfThePlatform) {
  const auto executor = started();
  const auto end = end_of(submit(*executor, "segv"));
  EXPECT_EQ(end.attempts, 3);
  EXPECT_EQ(end.failure->failure_class, FailureClass::platform);
  EXPECT_THAT(end.failure->message, HasSubstr("signal 11"));
}

TEST_F(LocalExecutorTest, AKilledRunnerIsInfrastructure) {
  const auto executor = started();
  auto asked = spec("kill");
  asked.backoff_limit = 0;
  const auto end = end_of(submit(*executor, asked));
  EXPECT_EQ(end.failure->failure_class, FailureClass::infrastructure);
  EXPECT_EQ(end.failure->reason, "Killed");
}

TEST_F(LocalExecutorTest, SuccessWithoutAResultFailsAtOnce) {
  const auto executor = started();
  const auto end = end_of(submit(*executor, "lie,commit"));
  EXPECT_EQ(end.failure->reason, "ResultMissing");
  EXPECT_EQ(end.attempts, 1);
}

TEST_F(LocalExecutorTest, ARunnerThatCrashesAfterItsCommitHasSucceeded) {
  const auto executor = started();
  const auto id = submit(*executor, "commit-and-crash");
  EXPECT_EQ(end_of(id).state, JobState::complete);
  EXPECT_TRUE(eventually([&] { return executor->load().running == 0; }));
  EXPECT_EQ(record(id).attempts, 1);
  EXPECT_THAT(jobs_->processing(), IsEmpty());
}

TEST_F(LocalExecutorTest, ARunnerThatRavesIsNotBlocked) {
  const auto executor = started();
  EXPECT_EQ(end_of(submit(*executor, "noise")).state, JobState::complete);
}

TEST_F(LocalExecutorTest, TheDeadlineStopsTheProcess) {
  const auto executor = started();
  auto asked = spec("hang");
  asked.active_deadline_seconds = 1;
  const auto id = submit(*executor, asked);
  const int pid = pid_of(id);
  EXPECT_EQ(end_of(id).failure->reason, "DeadlineExceeded");
  EXPECT_TRUE(disappears(pid));
}

TEST_F(LocalExecutorTest, TheDeadlineRunsOverAllAttempts) {
  auto slow_to_retry = settings();
  slow_to_retry.first_retry = 5s;
  const auto executor = started(slow_to_retry);
  auto asked = spec("20,commit");
  asked.active_deadline_seconds = 1;
  EXPECT_EQ(end_of(submit(*executor, asked)).failure->reason, "DeadlineExceeded");
}

TEST_F(LocalExecutorTest, CancelStopsTheProcess) {
  const auto executor = started();
  const auto id = submit(*executor, "hang");
  const int pid = pid_of(id);
  EXPECT_TRUE(executor->cancel(id));
  EXPECT_EQ(record(id).state, JobState::cancelled);
  EXPECT_TRUE(disappears(pid));
  EXPECT_TRUE(eventually([&] { return executor->load().running == 0; }));
}

TEST_F(LocalExecutorTest, CancelKillsAProcessThatIgnoresIt) {
  const auto executor = started();
  const auto id = submit(*executor, "stubborn");
  const int pid = pid_of(id);
  std::this_thread::sleep_for(20ms);  // until it ignores SIGTERM
  executor->cancel(id);
  EXPECT_TRUE(disappears(pid));
}

TEST_F(LocalExecutorTest, ACancelledJobInTheQueueIsNeverStarted) {
  auto one = settings();
  one.parallel = 1;
  const auto executor = started(one);
  const auto first = submit(*executor, "hang");
  pid_of(first);
  const auto second = submit(*executor, "commit");
  EXPECT_TRUE(executor->cancel(second));
  executor->cancel(first);
  EXPECT_TRUE(eventually([&] { return jobs_->queue_length() == 0 && executor->load().running == 0; }));
  EXPECT_EQ(record(second).attempts, 0);
}

TEST_F(LocalExecutorTest, ACancelledJobIsNotTriedAgain) {
  auto slow_to_retry = settings();
  slow_to_retry.first_retry = 400ms;
  const auto executor = started(slow_to_retry);
  const auto id = submit(*executor, "20");
  EXPECT_TRUE(eventually([&] { return record(id).attempts == 1 && executor->load().running == 0; }));
  executor->cancel(id);
  std::this_thread::sleep_for(600ms);
  EXPECT_EQ(record(id).attempts, 1);
  EXPECT_THAT(jobs_->processing(), IsEmpty());
}

TEST_F(LocalExecutorTest, CancelLeavesAFinishedJobAsItIs) {
  const auto executor = started();
  const auto id = submit(*executor, "commit");
  end_of(id);
  EXPECT_TRUE(executor->cancel(id));
  EXPECT_EQ(record(id).state, JobState::complete);
}

TEST_F(LocalExecutorTest, CancelOfAnUnknownJobSaysSo) { EXPECT_FALSE(started()->cancel("nobody")); }

TEST_F(LocalExecutorTest, NoMoreProcessesThanAskedForRunAtOnce) {
  const auto executor = started();
  std::vector<std::string> ids;
  for (int job = 0; job < 10; ++job) ids.push_back(submit(*executor, "slow"));
  int most = 0;
  const auto all_ended = [&] {
    most = std::max(most, executor->load().running);
    return std::ranges::all_of(ids, [&](const auto& id) { return is_terminal(record(id).state); });
  };
  EXPECT_TRUE(eventually(all_ended));
  EXPECT_EQ(most, 2);
}

TEST_F(LocalExecutorTest, AFullQueueIsAProblem) {
  auto small = settings();
  small.parallel = 1;
  small.max_queued = 1;
  const auto executor = started(small);
  pid_of(submit(*executor, "hang"));
  submit(*executor, "commit");
  const auto refused = executor->submit(spec("commit"), {}, "request-2");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.problems().front().code, kQueueFull);
}

TEST_F(LocalExecutorTest, TheSameIdempotencyKeyGivesTheSameJob) {
  const auto executor = started();
  const auto first = executor->submit(spec("commit"), {"key", "hash"}, "r1");
  const auto second = executor->submit(spec("commit"), {"key", "hash"}, "r2");
  EXPECT_EQ(first->record.id, second->record.id);
  EXPECT_TRUE(second->replayed);
}

TEST_F(LocalExecutorTest, AMissingRunnerIsNamedAndItsJobsFail) {
  auto broken = settings();
  broken.runner = "/nowhere/perigee-runner";
  const auto executor = make_local_executor(broken, *pool_);
  EXPECT_THAT(executor->not_ready(), HasSubstr("/nowhere/perigee-runner"));
  const auto end = end_of(submit(*executor, "commit"));
  EXPECT_EQ(end.failure->reason, "RunnerNotStarted");
  EXPECT_EQ(end.attempts, 3);
}

}  // namespace
}  // namespace perigee::api
