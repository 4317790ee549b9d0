#include "controller/status.h"

#include <gtest/gtest.h>

#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

TEST(ControllerStatus, WordsAreReadBack) {
  for (const State state : {State::none, State::pending, State::running, State::suspended, State::succeeded,
                            State::failed, State::cancelled})
    EXPECT_EQ(state_of(word(state)), state);
  EXPECT_FALSE(state_of("Sleeping"));
}

TEST(ControllerStatus, AConditionsTimeMovesWithItsTruthOnly) {
  AnalysisJob job = *fresh().job;
  job.status = running(job, own_job(1), kCreated);
  const Status later = pending(job, nullptr, kCreated + kSecond);
  EXPECT_EQ(later.find("Finished")->since, kCreated);
  job.status = later;
  const JobRecord record = record_in(JobState::failed);
  EXPECT_EQ(ended(job, record, nullptr, kCreated + 2 * kSecond).find("Finished")->since, kCreated + 2 * kSecond);
}

TEST(ControllerStatus, EveryConditionNamesTheGenerationItWasSaidAbout) {
  AnalysisJob job = *fresh().job;
  job.generation = 3;
  for (const Condition& condition : pending(job, nullptr, kCreated).conditions) EXPECT_EQ(condition.generation, 3);
}

TEST(ControllerStatus, AFailureKeepsItsPodAndNode) {
  AnalysisJob job = *fresh().job;
  OwnJob last = own_job(1);
  last.evidence.pod = "a-pod";
  last.evidence.node = "a-node";
  JobRecord record = record_in(JobState::failed);
  record.failure = Failure{FailureClass::platform, "RunnerBug", "A bug.", 30};
  const Status status = ended(job, record, &last, kCreated);
  EXPECT_EQ(status.pod, "a-pod");
  EXPECT_EQ(status.node, "a-node");
  EXPECT_EQ(status.failure->reason, "RunnerBug");
  EXPECT_TRUE(status.says("Succeeded", Truth::no));
}

TEST(ControllerStatus, NoJobEndsBeforeItStartsThoughTwoClocksDisagree) {
  AnalysisJob job = *fresh().job;
  OwnJob current = own_job(1);
  current.evidence.started = kCreated + 5 * kSecond;
  JobRecord record = record_in(JobState::complete);
  record.finished = kCreated + 4 * kSecond;
  const Status told_at_once = ended(job, record, &current, kCreated + 6 * kSecond);
  EXPECT_EQ(told_at_once.started, record.finished);
  EXPECT_EQ(told_at_once.completed, record.finished);
  job.status = running(job, current, kCreated + 5 * kSecond);
  const Status told_before = ended(job, record, &current, kCreated + 6 * kSecond);
  EXPECT_EQ(told_before.started, current.evidence.started) << "a start is said once";
  EXPECT_EQ(told_before.completed, current.evidence.started);
}

TEST(ControllerStatus, TwoPausesMoveTheDeadlinesOnByBoth) {
  AnalysisJob job = *fresh().job;
  job.status = suspended(job, true, kCreated + 10);
  job.status = resumed(job, kCreated + 110);
  job.status = suspended(job, true, kCreated + 200);
  job.status = resumed(job, kCreated + 250);
  EXPECT_EQ(active_from(job), kCreated + 150);
}

TEST(ControllerStatus, NoTwoAttemptsOfAnyTwoJobsShareAName) {
  AnalysisJob job = *fresh().job;
  EXPECT_EQ(job_name(job, 2), "first-crossover-0f9c4f6e-2");
  job.uid = "1f9c4f6e-1111-4222-8333-444455556666";
  EXPECT_NE(job_name(job, 2), "first-crossover-0f9c4f6e-2");
}

}  // namespace
}  // namespace perigee::controller::testing
