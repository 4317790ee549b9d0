// What the local executor does when it, its twin or Redis goes away.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "tests/api/local_fixture.h"

namespace perigee::api {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// As an API that died leaves a job behind: taken, an attempt perhaps begun.
std::string left_behind(Jobs& jobs, const JobSpec& spec, int attempts) {
  JobRecord record;
  record.id = "left-behind";
  record.uid = "uid";
  record.executor = "local";
  record.spec = spec;
  EXPECT_TRUE(jobs.accept(record, {}));
  jobs.take();
  for (int attempt = 1; attempt <= attempts; ++attempt) jobs.begin_attempt(record.id, record.uid, attempt);
  return record.id;
}

TEST_F(LocalExecutorTest, AJobTakenButNotBegunIsFoundAtTheStart) {
  const auto id = left_behind(*jobs_, spec("commit"), 0);
  const auto executor = started();
  EXPECT_EQ(end_of(id).state, JobState::complete);
}

TEST_F(LocalExecutorTest, AJobBegunIsBegunAgainAtTheStart) {
  const auto id = left_behind(*jobs_, spec("lie,commit"), 1);
  const auto executor = started();
  const auto end = end_of(id);
  EXPECT_EQ(end.state, JobState::complete);
  EXPECT_EQ(end.attempts, 2);
}

TEST_F(LocalExecutorTest, AJobInterruptedTooOftenFails) {
  const auto id = left_behind(*jobs_, spec("commit"), 8);
  const auto executor = started();
  EXPECT_EQ(end_of(id).failure->reason, "InterruptedTooOften");
  EXPECT_THAT(jobs_->processing(), IsEmpty());
}

TEST_F(LocalExecutorTest, AJobWhoseRecordIsGoneLeavesTheQueue) {
  const auto id = left_behind(*jobs_, spec("commit"), 0);
  pool_->lend()->command(2, {"DEL", "job:" + id});
  const auto executor = started();
  EXPECT_TRUE(eventually([&] { return jobs_->processing().empty(); }));
}

TEST_F(LocalExecutorTest, AnUnreadableRecordDoesNotHoldUpTheOthers) {
  const auto id = left_behind(*jobs_, spec("commit"), 0);
  pool_->lend()->command(2, {"HSET", "job:" + id, "spec", "{broken"});
  const auto executor = started();
  EXPECT_EQ(end_of(submit(*executor, "commit")).state, JobState::complete);
}

TEST_F(LocalExecutorTest, StopGivesBackWhatRunsAndTheNextOneFinishesIt) {
  auto executor = started();
  const auto id = submit(*executor, "hang,commit");
  const int pid = pid_of(id);
  executor->stop();
  EXPECT_TRUE(disappears(pid));
  EXPECT_FALSE(is_terminal(record(id).state));
  executor = nullptr;
  const auto next = started();
  EXPECT_EQ(end_of(id).state, JobState::complete);
}

TEST_F(LocalExecutorTest, StopLetsAnAttemptEnd) {
  const auto executor = started();
  const auto id = submit(*executor, "slow");
  pid_of(id);
  executor->stop();
  EXPECT_EQ(record(id).state, JobState::complete);
}

TEST_F(LocalExecutorTest, StopGivesBackAJobThatWaitsForItsRetry) {
  auto slow_to_retry = settings();
  slow_to_retry.first_retry = 60s;
  auto executor = started(slow_to_retry);
  const auto id = submit(*executor, "20,commit");
  EXPECT_TRUE(eventually([&] { return record(id).attempts == 1 && executor->load().running == 0; }));
  executor->stop();
  executor = nullptr;
  const auto next = started();
  EXPECT_EQ(end_of(id).state, JobState::complete);
}

TEST_F(LocalExecutorTest, ASecondExecutorStandsBackAndTakesOver) {
  auto first = started();
  const auto second = make_local_executor(settings(), *pool_);
  std::this_thread::sleep_for(50ms);
  EXPECT_THAT(second->not_ready(), HasSubstr("Another API on this machine"));
  first = nullptr;
  EXPECT_TRUE(eventually([&] { return second->not_ready().empty(); }));
  EXPECT_EQ(end_of(submit(*second, "commit")).state, JobState::complete);
}

TEST_F(LocalExecutorTest, ALeaseOfAnotherMachineIsRespectedUntilItRunsOut) {
  hold_executor_lease(*pool_->lend(), "another-machine", 1500ms);
  const auto executor = make_local_executor(settings(), *pool_);
  std::this_thread::sleep_for(50ms);
  EXPECT_THAT(executor->not_ready(), HasSubstr("another machine"));
  EXPECT_TRUE(eventually([&] { return executor->not_ready().empty(); }));
}

TEST_F(LocalExecutorTest, ALostLeaseStopsWhatRuns) {
  const auto executor = started();
  const auto id = submit(*executor, "hang,commit");
  const int pid = pid_of(id);
  pool_->lend()->command(1, {"SET", "executor", "another-machine", "PX", "2000"});
  EXPECT_TRUE(disappears(pid));
  EXPECT_EQ(end_of(id).state, JobState::complete);  // once the other one's lease has run out
}

TEST_F(LocalExecutorTest, AnotherInstallationsRedisIsRefused) {
  ASSERT_TRUE(claim_installation(*pool_->lend(), "somebody-else"));
  const auto executor = make_local_executor(settings(), *pool_);
  EXPECT_TRUE(eventually([&] { return executor->not_ready().find("somebody-else") != std::string::npos; }));
}

TEST_F(LocalExecutorTest, ARestartOfRedisLosesNoJob) {
  const auto executor = started();
  std::vector<std::string> ids;
  for (int job = 0; job < 6; ++job) ids.push_back(submit(*executor, "slow,commit"));
  redis_->kill();
  std::this_thread::sleep_for(300ms);
  EXPECT_FALSE(executor->not_ready().empty());
  redis_->start();
  for (const auto& id : ids) EXPECT_EQ(end_of(id).state, JobState::complete);
  EXPECT_TRUE(eventually([&] { return executor->not_ready().empty(); }));
  EXPECT_TRUE(eventually([&] { return jobs_->processing().empty(); }));
}

TEST_F(LocalExecutorTest, AStalledRedisDoesNotKeepTheDeadlineFromStoppingAProcess) {
  const auto executor = started();
  auto asked = spec("hang");
  asked.active_deadline_seconds = 1;
  const auto id = submit(*executor, asked);
  const int pid = pid_of(id);
  redis_->pause();
  EXPECT_TRUE(disappears(pid));
  redis_->resume();
  EXPECT_EQ(end_of(id).failure->reason, "DeadlineExceeded");
}

TEST_F(LocalExecutorTest, AFullRedisFailsNoJobForEver) {
  const auto executor = started();
  const auto id = submit(*executor, "slow");
  redis_->ask("CONFIG SET maxmemory 1");
  std::this_thread::sleep_for(400ms);
  redis_->ask("CONFIG SET maxmemory 0");
  EXPECT_TRUE(is_terminal(end_of(id).state));
}

TEST_F(LocalExecutorTest, ExpiredJobsAreSwept) {
  auto often = settings();
  often.sweep = 50ms;
  const auto executor = started(often);
  pool_->lend()->command(2, {"ZADD", "jobs", "1", "long-gone"});
  EXPECT_TRUE(eventually([&] { return pool_->lend()->command(2, {"ZSCORE", "jobs", "long-gone"}).is_nil(); }));
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

TEST_F(LocalExecutorTest, AnIdleExecutorUsesNoCpu) {
  const auto executor = started();
  end_of(submit(*executor, "commit"));
  const double before = cpu_seconds();
  std::this_thread::sleep_for(2s);
  EXPECT_LT(cpu_seconds() - before, 0.02);
}

TEST_F(LocalExecutorTest, AnExecutorWhoseRedisIsAwayUsesLittleCpu) {
  const auto executor = started();
  redis_->kill();
  std::this_thread::sleep_for(500ms);
  const double before = cpu_seconds();
  std::this_thread::sleep_for(1s);
  EXPECT_LT(cpu_seconds() - before, 0.05);
}

}  // namespace
}  // namespace perigee::api
