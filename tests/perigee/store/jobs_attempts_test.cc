#include <gtest/gtest.h>

#include "perigee/store/jobs.h"
#include "tests/perigee/store/jobs_test.h"

namespace perigee {
namespace {

using testing::JobsTest;

TEST_F(JobsTest, AnAttemptIsRecordedAndTheStartStays) {
  accept("a");
  clock_.advance(1000);
  EXPECT_TRUE(jobs_->begin_attempt("a", "uid", 1));
  clock_.advance(1000);
  EXPECT_TRUE(jobs_->begin_attempt("a", "uid", 2));
  const auto job = jobs_->find("a");
  EXPECT_EQ(job->state, JobState::in_progress);
  EXPECT_EQ(job->attempts, 2);
  EXPECT_EQ(job->started, clock_.now() - 1000);
}

TEST_F(JobsTest, NoAttemptBeginsForAnotherUidAnUnknownOrEndedJobOrAnEarlierAttempt) {
  accept("a");
  EXPECT_TRUE(jobs_->begin_attempt("a", "uid", 2));
  EXPECT_FALSE(jobs_->begin_attempt("a", "uid", 1));
  EXPECT_FALSE(jobs_->begin_attempt("a", "other", 3));
  EXPECT_FALSE(jobs_->begin_attempt("nobody", "uid", 3));
  jobs_->finish("a", "uid", failure());
  EXPECT_FALSE(jobs_->begin_attempt("a", "uid", 3));
  EXPECT_EQ(state("a"), JobState::failed);
}

TEST_F(JobsTest, TheFirstPinnedVersionStays) {
  accept("a");
  EXPECT_EQ(jobs_->pin_dataset("a", "uid", "v1"), "v1");
  EXPECT_EQ(jobs_->pin_dataset("a", "uid", "v2"), "v1");
  EXPECT_FALSE(jobs_->pin_dataset("a", "other", "v3"));
  EXPECT_EQ(jobs_->find("a")->dataset_version, "v1");
}

TEST_F(JobsTest, ACancellationIsWishedForUntilTheJobEnds) {
  accept("a");
  EXPECT_TRUE(jobs_->request_cancel("a"));
  EXPECT_TRUE(jobs_->find("a")->cancel_requested);
  jobs_->finish("a", "uid", {JobState::cancelled, {}, "", {}});
  EXPECT_FALSE(jobs_->request_cancel("a"));
  EXPECT_FALSE(jobs_->request_cancel("nobody"));
}

}  // namespace
}  // namespace perigee
