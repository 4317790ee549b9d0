// Every row of the decision that is about the current attempt, by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "controller/plan.h"
#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Millis kSoon = kCreated + 3 * kSecond;

TEST(PlanMissing, MakesTheFirstJobWithWhatIsLeftOfTheDeadline) {
  EXPECT_EQ(*only<PostJob>(plan(fresh(), kCreated + 1'500)), (PostJob{1, 599}));
}

TEST(PlanMissing, NotesTheAttemptInTheRecordFirst) {
  const Plan what = plan(fresh(), kSoon);
  EXPECT_EQ(std::get<BeginAttempt>(what.actions.at(0)).attempt, 1);
}

TEST(PlanAttemptEnded, ShutsTheAttemptOutBeforeItIsSaidToBeOver) {
  Observed seen = drawing();
  seen.jobs[0].evidence = exited(20);
  EXPECT_EQ(std::get<BeginAttempt>(plan(seen, kSoon).actions.at(0)).attempt, 2);
}

TEST(PlanMissing, NeverMakesAnAttemptThatWasShutOut) {
  Observed seen = fresh();
  seen.record->attempts = 2;
  const Status status = only<WriteStatus>(plan(seen, kSoon))->status;
  EXPECT_EQ(status.over, 1);
  EXPECT_EQ(status.failures, 0);
}

TEST(PlanMissing, NeedsNoLiveReadToMakeIt) {
  Observed seen = fresh();
  seen.live = false;
  EXPECT_NE(only<PostJob>(plan(seen, kSoon)), nullptr);
}

TEST(PlanMissing, CountsAJobThatSomebodyDeleted) {
  Observed seen = drawing();
  seen.jobs.clear();
  const Plan what = plan(seen, kSoon);
  const Status status = only<WriteStatus>(what)->status;
  EXPECT_EQ(status.failures, 1);
  EXPECT_EQ(status.over, 1);
  EXPECT_THAT(status.find("Succeeded")->message, HasSubstr("Somebody deleted Job"));
  EXPECT_EQ(what.look_again, kSoon + kFirstRetry);
}

TEST(PlanMissing, WaitsForTheNextAttemptsTime) {
  Observed seen = fresh();
  seen.job->status.over = seen.job->status.failures = 1;
  seen.job->status.next_attempt = kSoon + 1;
  EXPECT_EQ(plan(seen, kSoon).look_again, kSoon + 1);
  EXPECT_EQ(only<PostJob>(plan(seen, kSoon + 1))->attempt, 2);
}

TEST(PlanMissing, StallsWhereAStrangersJobBearsTheName) {
  Observed seen = fresh();
  seen.obstacle = Obstacle{"NameConflict", "A stranger's Job bears the name."};
  const Plan what = plan(seen, kSoon);
  EXPECT_EQ(only<WriteStatus>(what)->status.find("Stalled")->reason, "NameConflict");
  EXPECT_EQ(what.look_again, kSoon + kObstacleRetry);
}

TEST(PlanMissing, FailsWhereTheObstacleOutlastsThePendingDeadline) {
  Observed seen = fresh();
  seen.obstacle = Obstacle{"Quota", "exceeded quota"};
  EXPECT_EQ(only<FinishRecord>(plan(seen, kCreated + 300 * kSecond))->failure->reason, "Quota");
}

TEST(PlanQueued, DoesNotTakeAMemoryFromBeforeItsAdmissionForAnEviction) {
  Observed seen = drawing();
  seen.jobs[0].suspended = true;
  seen.live = false;
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
  seen.live = true;
  EXPECT_EQ(only<WriteStatus>(plan(seen, kSoon))->status.state, State::pending);
}

TEST(PlanQueued, StopsTheClocksUntilTheQueueAdmitsIt) {
  Observed seen = fresh();
  seen.job->queue = "charts";
  seen.jobs.push_back(own_job(1));
  seen.jobs[0].suspended = true;
  seen.job->status = only<WriteStatus>(plan(seen, kSoon))->status;
  EXPECT_EQ(seen.job->status.find("Suspended")->reason, "Queued");
  EXPECT_EQ(seen.job->status.state, State::pending);
  EXPECT_THAT(plan(seen, kCreated + 9'999 * kSecond).actions, IsEmpty());

  seen.jobs[0].suspended = false;
  const Status admitted = only<WriteStatus>(plan(seen, kCreated + 1'003 * kSecond))->status;
  EXPECT_EQ(admitted.active_from, kCreated + 1'000 * kSecond);
  EXPECT_TRUE(admitted.says("Suspended", Truth::no));
}

struct EndCase {
  const char* what;
  Evidence evidence;
  const char* reason;
};

class PlanAttemptEndedBy : public ::testing::TestWithParam<EndCase> {};

TEST_P(PlanAttemptEndedBy, IsTriedAgainWithinTheLimitAndThenFails) {
  Observed seen = drawing();
  seen.jobs[0].evidence = GetParam().evidence;
  EXPECT_EQ(only<WriteStatus>(plan(seen, kSoon))->status.failures, 1);
  seen.job->status.failures = 2;
  EXPECT_EQ(only<FinishRecord>(plan(seen, kSoon))->failure->reason, GetParam().reason);
}

Evidence out_of_memory() {
  Evidence evidence = exited(137);
  evidence.end->out_of_memory = true;
  return evidence;
}

INSTANTIATE_TEST_SUITE_P(Ends, PlanAttemptEndedBy,
                         ::testing::Values(EndCase{"redis", exited(20), "StoreUnavailable"},
                                           EndCase{"bug", exited(30), "RunnerBug"},
                                           EndCase{"killed", exited(137), "Killed"},
                                           EndCase{"crash", exited(139), "RunnerCrashed"},
                                           EndCase{"memory", out_of_memory(), "OOMKilled"}),
                         [](const auto& each) { return each.param.what; });

TEST(PlanAttemptEnded, ReadsTheRecordAgainFirst) {
  Observed seen = drawing();
  seen.jobs[0].evidence = exited(0);
  seen.live = false;
  EXPECT_EQ(plan(seen, kSoon).need, Need::live);
}

TEST(PlanAttemptEnded, TheUsersMistakeFailsAtOnce) {
  Observed seen = drawing();
  seen.jobs[0].evidence = exited(12);
  const Plan what = plan(seen, kSoon);
  EXPECT_EQ(only<FinishRecord>(what)->failure->failure_class, FailureClass::user_error);
}

TEST(PlanAttemptEnded, ARunnerThatLiesFailsAtOnce) {
  Observed seen = drawing();
  seen.jobs[0].evidence = exited(0);
  EXPECT_EQ(only<FinishRecord>(plan(seen, kSoon))->failure->reason, "ResultMissing");
}

TEST(PlanAttemptEnded, DisruptionsAreNotCountedUntilThereAreTooMany) {
  Observed seen = drawing();
  seen.job->backoff_limit = 0;
  seen.jobs[0].evidence.disrupted = true;
  const Status status = only<WriteStatus>(plan(seen, kSoon))->status;
  EXPECT_EQ(status.failures, 0);
  EXPECT_EQ(status.disruptions, 1);
  seen.job->status.disruptions = kMostDisruptions;
  EXPECT_EQ(only<FinishRecord>(plan(seen, kSoon))->failure->reason, "DisruptedTooOften");
}

TEST(PlanAttemptEnded, BacksOffTwiceAsLongEachTime) {
  Observed seen = drawing();
  seen.job->backoff_limit = 10;
  seen.jobs[0].evidence = exited(20);
  for (const int failures : {0, 1, 2, 3}) {
    seen.job->status.failures = failures;
    EXPECT_EQ(plan(seen, kSoon).look_again, kSoon + (kFirstRetry << failures));
  }
}

TEST(PlanTooLongPending, AsksTheEventsWhereNoPodSaysWhy) {
  Observed seen = fresh();
  seen.jobs.push_back(own_job(1));
  const Millis late = kCreated + 300 * kSecond;
  EXPECT_EQ(plan(seen, late).need, Need::events);
  seen.events_read = true;
  EXPECT_EQ(only<FinishRecord>(plan(seen, late))->failure->reason, "NotStarted");
}

TEST(PlanTooLongPending, SaysWhatItWaitedFor) {
  Observed seen = fresh();
  seen.jobs.push_back(own_job(1));
  seen.jobs[0].evidence.waiting_reason = "ImagePullBackOff";
  seen.jobs[0].evidence.waiting_message = "no such image";
  const Plan what = plan(seen, kCreated + 300 * kSecond);
  EXPECT_EQ(only<FinishRecord>(what)->failure->reason, "ImagePull");
  EXPECT_THAT(only<FinishRecord>(what)->failure->message, HasSubstr("no such image"));
}

TEST(PlanGoingOn, SaysNothingOfAJobThatMayStartBeforeAnybodyLooks) {
  Observed seen = fresh();
  seen.jobs.push_back(own_job(1));
  const Plan what = plan(seen, kCreated + 10);
  EXPECT_THAT(what.actions, IsEmpty());
  EXPECT_EQ(what.look_again, kCreated + kPendingShown);
}

TEST(PlanGoingOn, ShowsWhatItWaitsFor) {
  Observed seen = fresh();
  seen.jobs.push_back(own_job(1));
  seen.jobs[0].evidence.waiting_reason = "ImagePullBackOff";
  const Plan what = plan(seen, kSoon);
  EXPECT_EQ(only<WriteStatus>(what)->status.state, State::pending);
  EXPECT_EQ(only<WriteStatus>(what)->status.find("Succeeded")->reason, "ImagePullBackOff");
  EXPECT_EQ(what.look_again, kCreated + 300 * kSecond);
}

TEST(PlanGoingOn, SaysNothingOfAContainerThatMayEndBeforeAnybodyLooks) {
  Observed seen = fresh();
  seen.jobs.push_back(own_job(1));
  seen.jobs[0].evidence.started = kSoon;
  const Plan soon = plan(seen, kSoon + 10);
  EXPECT_THAT(soon.actions, IsEmpty());
  EXPECT_EQ(soon.look_again, kSoon + kRunningShown);
  EXPECT_EQ(only<WriteStatus>(plan(seen, kSoon + kRunningShown))->status.state, State::running);
  EXPECT_EQ(only<WriteStatus>(plan(seen, kSoon - 1))->status.state, State::running) << "by another clock";
}

TEST(PlanGoingOn, SaysThatItRunsOnce) {
  const Observed seen = drawing();
  EXPECT_EQ(seen.job->status.state, State::running);
  EXPECT_EQ(seen.job->status.attempts, 1);
  EXPECT_THAT(plan(seen, kSoon).actions, IsEmpty());
}

TEST(PlanGoingOn, DoesNotGoBackToPendingWhereItsPodIsNotSeen) {
  Observed seen = drawing();
  seen.jobs[0].evidence = {};
  const Plan what = plan(seen, kSoon);
  EXPECT_THAT(what.actions, IsEmpty());
  EXPECT_EQ(what.look_again, kCreated + 600 * kSecond);
}

TEST(PlanGoingOn, TakesBackThatItStalled) {
  Observed seen = drawing();
  seen.store = Store::unavailable;
  seen.job->status = only<WriteStatus>(plan(seen, kSoon))->status;
  seen.store = Store::answers;
  EXPECT_EQ(only<WriteStatus>(plan(seen, kSoon))->status.find("Stalled"), nullptr);
}

}  // namespace
}  // namespace perigee::controller::testing
