// Every row of the decision that is about the whole job, by itself.
#include "controller/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

using ::testing::IsEmpty;

constexpr Millis kSoon = kCreated + 3 * kSecond;

TEST(PlanBehind, WaitsForItsOwnWrite) {
  Observed seen = fresh();
  seen.caught_up = false;
  const Plan what = plan(seen, kSoon);
  EXPECT_THAT(what.actions, IsEmpty());
  EXPECT_EQ(what.need, Need::nothing);
}

TEST(PlanGone, CancelsTheRecordOfAJobThatIsNoMore) {
  Observed seen = fresh();
  seen.job.reset();
  EXPECT_EQ(*only<FinishRecord>(plan(seen, kSoon)), (FinishRecord{kUid, JobState::cancelled, std::nullopt}));
}

TEST(PlanGone, CancelsTheRecordOfAJobThatIsGoing) {
  Observed seen = drawing();
  seen.job->deleting = true;
  EXPECT_EQ(only<FinishRecord>(plan(seen, kSoon))->state, JobState::cancelled);
}

TEST(PlanGone, AsksTheApiServerBeforeItBelievesIt) {
  Observed seen = fresh();
  seen.job.reset();
  seen.live = false;
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
}

TEST(PlanGone, LeavesAloneWhatIsAcceptedOrOverOrUnknown) {
  Observed seen = fresh();
  seen.job.reset();
  for (const JobState state : {JobState::accepted, JobState::complete, JobState::failed, JobState::cancelled}) {
    seen.record = record_in(state);
    EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty()) << word(state);
  }
  seen.record.reset();
  EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty());
}

TEST(PlanGone, LeavesTheRecordOfALaterJobOfTheName) {
  Observed seen = fresh();
  seen.job->deleting = true;
  seen.record->uid = "another";
  EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty());
}

Observed told(State state) {
  Observed seen = drawing();
  seen.record = record_in(state == State::succeeded ? JobState::complete : JobState::failed);
  seen.record->finished = kSoon;
  seen.job->status = std::get<WriteStatus>(plan(seen, kSoon).actions.at(0)).status;
  return seen;
}

TEST(PlanTold, DeletesAJobThatStillRuns) {
  EXPECT_EQ(*only<DeleteJob>(plan(told(State::failed), kSoon)), (DeleteJob{own_job(1).name, "job-1"}));
}

TEST(PlanTold, LetsARunnerThatHasCommittedExit) {
  const Observed seen = told(State::succeeded);
  const Plan soon = plan(seen, kSoon);
  EXPECT_THAT(soon.actions, IsEmpty());
  EXPECT_EQ(soon.look_again, kSoon + kTimeToExit);
  EXPECT_NE(only<DeleteJob>(plan(seen, kSoon + kTimeToExit)), nullptr);
}

TEST(PlanTold, KeepsAJobThatEndedAndLooksAgainWhenRetentionIsOver) {
  Observed seen = told(State::succeeded);
  seen.jobs[0].ended = true;
  const Plan what = plan(seen, kSoon);
  EXPECT_THAT(what.actions, IsEmpty());
  EXPECT_EQ(what.look_again, kSoon + 7 * kMillisPerDay);
}

TEST(PlanTold, KeepsAJobWhoseContainerHasEnded) {
  Observed seen = told(State::succeeded);
  seen.jobs[0].evidence = exited(0);
  EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty());
}

TEST(PlanTold, DeletesTheAnalysisJobWhenRetentionIsOver) {
  Observed seen = told(State::succeeded);
  seen.jobs.clear();
  EXPECT_EQ(only<DeleteAnalysisJob>(plan(seen, kSoon + 7 * kMillisPerDay))->uid, kUid);
  seen.live = false;
  EXPECT_EQ(plan(seen, kSoon + 7 * kMillisPerDay).need, Need::live);
}

TEST(PlanTold, KeepsAFailureForAnotherTime) {
  Observed seen = told(State::failed);
  seen.jobs.clear();
  EXPECT_EQ(plan(seen, kSoon).look_again, kSoon + kMillisPerDay);
}

TEST(PlanTold, NeverStartsAgainThoughTheRecordHasExpired) {
  Observed seen = told(State::succeeded);
  seen.jobs.clear();
  seen.record.reset();
  EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty());
}

TEST(PlanTold, NeedsNoStore) {
  Observed seen = told(State::succeeded);
  seen.jobs.clear();
  seen.store = Store::unavailable;
  EXPECT_NE(only<DeleteAnalysisJob>(plan(seen, kSoon + 7 * kMillisPerDay)), nullptr);
}

TEST(PlanBlind, SaysThatRedisIsAwayAndDecidesNothing) {
  Observed seen = drawing();
  seen.store = Store::unavailable;
  seen.record.reset();
  seen.jobs[0].evidence = exited(10);
  const Plan what = plan(seen, kCreated + 700 * kSecond);
  const Plan before = what;
  ASSERT_NE(only<WriteStatus>(what), nullptr);
  const Status& status = only<WriteStatus>(before)->status;
  EXPECT_TRUE(status.says("Stalled", Truth::yes));
  EXPECT_TRUE(status.says("Finished", Truth::no));
  EXPECT_EQ(what.look_again, kCreated + 700 * kSecond + kStoreRetry);
}

TEST(PlanBlind, SaysItOnce) {
  Observed seen = drawing();
  seen.store = Store::unavailable;
  seen.job->status = std::get<WriteStatus>(plan(seen, kSoon).actions.at(0)).status;
  EXPECT_THAT(plan(seen, kSoon + kSecond).actions, IsEmpty());
}

TEST(PlanUnrecorded, BeginsANewJobInOneGo) {
  Observed seen = fresh();
  seen.record.reset();
  seen.live = false;
  const Plan what = plan(seen, kSoon);
  ASSERT_EQ(what.actions.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<BeginJob>(what.actions[0]));
  EXPECT_EQ(std::get<PostJob>(what.actions[1]), (PostJob{1, 597}));
}

TEST(PlanUnrecorded, OnlyRecordsWhatIsHeldBack) {
  Observed seen = fresh();
  seen.record.reset();
  const auto records_alone = [&](Millis now) { return only<WriteRecord>(plan(seen, now)) != nullptr; };
  EXPECT_TRUE(records_alone(kCreated + 600 * kSecond)) << "it is too late";
  seen.job->cancel = true;
  EXPECT_TRUE(records_alone(kSoon)) << "it is cancelled";
  seen.job->cancel = false;
  seen.job->suspend = true;
  EXPECT_TRUE(records_alone(kSoon)) << "it is suspended";
  seen.job->suspend = false;
  seen.obstacle = Obstacle{"QuotaExceeded", "Nothing is left."};
  EXPECT_TRUE(records_alone(kSoon)) << "its Job was refused";
}

TEST(PlanUnrecorded, WritesARecordThatWasDeletedOnlyIfTheAnalysisJobWasNot) {
  Observed seen = drawing();
  seen.live = false;
  seen.record.reset();
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
  seen.job->status = {};  // its Job alone tells that it has begun
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
  seen.live = true;
  EXPECT_NE(only<WriteRecord>(plan(seen, kSoon)), nullptr);
}

TEST(PlanUnrecorded, BindsWhatWasAcceptedForItWithoutAnotherLook) {
  Observed seen = fresh();
  seen.live = false;
  seen.record->uid.clear();
  seen.record->state = JobState::accepted;
  EXPECT_TRUE(only<WriteRecord>(plan(seen, kSoon)));
}

TEST(PlanUnrecorded, ReplacesTheRecordOfAFormerJobOnlyIfThisOneIsThere) {
  Observed seen = fresh();
  seen.record->uid = "a former one";
  seen.live = false;
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
  seen.live = true;
  EXPECT_NE(only<WriteRecord>(plan(seen, kSoon)), nullptr);
}

TEST(PlanDecided, CopiesTheEnd) {
  Observed seen = drawing();
  seen.record = record_in(JobState::complete);
  seen.record->finished = kSoon;
  seen.record->result = ResultInfo{"image/png", 12, "abc", 1600, 900, 3, "v", 4.5};
  const Plan what = plan(seen, kSoon + 5);
  ASSERT_NE(only<WriteStatus>(what), nullptr);
  const Status status = only<WriteStatus>(what)->status;
  EXPECT_EQ(status.state, State::succeeded);
  EXPECT_TRUE(status.says("Finished", Truth::yes));
  EXPECT_TRUE(status.says("ResultAvailable", Truth::yes));
  EXPECT_EQ(status.completed, kSoon);
  EXPECT_EQ(status.result->sha256, "abc");
}

TEST(PlanDecided, LooksForTheJobOfAnAttemptThatHasBegun) {
  Observed seen = fresh();
  seen.live = false;
  seen.record = record_in(JobState::complete);
  EXPECT_NE(only<WriteStatus>(plan(seen, kSoon)), nullptr) << "none has";
  seen.record->attempts = 1;
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
  seen.live = true;
  seen.jobs = {own_job(1)};
  EXPECT_EQ(only<WriteStatus>(plan(seen, kSoon))->status.attempts, 1);
}

TEST(PlanDecided, ASuccessStandsThoughTheDeadlineHasPassedAndThePodFailed) {
  Observed seen = drawing();
  seen.record = record_in(JobState::complete);
  seen.jobs[0].ended = true;
  seen.jobs[0].evidence = exited(30);
  EXPECT_EQ(only<WriteStatus>(plan(seen, kCreated + 9'999 * kSecond))->status.state, State::succeeded);
}

TEST(PlanCancelled, EndsTheRecord) {
  Observed seen = drawing();
  seen.job->cancel = true;
  EXPECT_EQ(only<FinishRecord>(plan(seen, kSoon))->state, JobState::cancelled);
  seen.live = false;
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
}

TEST(PlanLeftOver, DeletesTheOldJobBeforeTheNextIsMade) {
  Observed seen = drawing();
  seen.job->status.over = 1;
  EXPECT_EQ(only<DeleteJob>(plan(seen, kSoon))->uid, "job-1");
  seen.jobs[0].deleting = true;
  EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty());
  seen.jobs.clear();
  EXPECT_EQ(only<PostJob>(plan(seen, kSoon))->attempt, 2);
}

TEST(PlanSuspended, EndsTheAttemptUncounted) {
  Observed seen = drawing();
  seen.job->suspend = true;
  const Status status = only<WriteStatus>(plan(seen, kSoon))->status;
  EXPECT_EQ(status.state, State::suspended);
  EXPECT_EQ(status.over, 1);
  EXPECT_EQ(status.failures, 0);
  EXPECT_TRUE(status.says("Suspended", Truth::yes));
}

TEST(PlanSuspended, MakesNothingAtAllBeforeItWasEverResumed) {
  Observed seen = fresh();
  seen.job->suspend = true;
  seen.job->status = only<WriteStatus>(plan(seen, kSoon))->status;
  EXPECT_EQ(seen.job->status.over, 0);
  EXPECT_THAT(plan(seen, kCreated + 9'999 * kSecond).actions, IsEmpty());
}

TEST(PlanTooLate, FailsAtTheActiveDeadline) {
  const Observed seen = drawing();
  EXPECT_EQ(plan(seen, kCreated + 599 * kSecond).look_again, kCreated + 600 * kSecond);
  const Plan what = plan(seen, kCreated + 600 * kSecond);
  ASSERT_NE(only<FinishRecord>(what), nullptr);
  EXPECT_EQ(only<FinishRecord>(what)->failure->reason, "DeadlineExceeded");
}

}  // namespace
}  // namespace perigee::controller::testing
