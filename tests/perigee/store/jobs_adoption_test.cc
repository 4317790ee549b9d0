#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "perigee/store/jobs.h"
#include "tests/perigee/store/jobs_test.h"

namespace perigee {
namespace {

using testing::JobsTest;

// The object that a record stands for in a cluster.
JobRecord accepted_for_a_cluster() {
  JobRecord record;
  record.id = "a";
  record.spec.analysis = "timeline";
  record.executor = "kubernetes";
  record.state = JobState::accepted;
  record.request_id = "request-1";
  return record;
}

TEST_F(JobsTest, AnAcceptedJobIsQueuedUnderTheUidOfItsObject) {
  accept(accepted_for_a_cluster());
  const auto adopted = jobs_->adopt("a", "of-the-object");
  ASSERT_TRUE(adopted);
  EXPECT_EQ(adopted->state, JobState::queued);
  const auto job = jobs_->find("a");
  EXPECT_EQ(job->uid, "of-the-object");
  EXPECT_EQ(job->state, JobState::queued);
  EXPECT_EQ(job->request_id, "request-1");
  EXPECT_EQ(job->created, clock_.now());
}

TEST_F(JobsTest, WhoeverAdoptsSecondFindsItDoneAndChangesNothing) {
  accept(accepted_for_a_cluster());
  jobs_->adopt("a", "of-the-object");
  jobs_->begin_attempt("a", "of-the-object", 1);
  EXPECT_EQ(jobs_->adopt("a", "of-the-object")->state, JobState::in_progress);
  EXPECT_EQ(jobs_->find("a")->attempts, 1);
}

TEST_F(JobsTest, OfTwoObjectsOneAdopts) {
  accept(accepted_for_a_cluster());
  EXPECT_TRUE(jobs_->adopt("a", "first"));
  EXPECT_FALSE(jobs_->adopt("a", "second"));
  EXPECT_EQ(jobs_->find("a")->uid, "first");
  EXPECT_FALSE(jobs_->adopt("nobody", "first"));
}

TEST_F(JobsTest, AJobThatWasCancelledBeforeItsObjectWasKnownStaysCancelledAndExpires) {
  accept(accepted_for_a_cluster());
  jobs_->finish("a", "", {JobState::cancelled, {}, "", {}});
  EXPECT_EQ(jobs_->adopt("a", "of-the-object")->state, JobState::cancelled);
  EXPECT_EQ(jobs_->find("a")->uid, "of-the-object");
  EXPECT_GT(life(2, "job:a"), 0);
}

TEST_F(JobsTest, ManyWhoAdoptAtOnceAgree) {
  accept(accepted_for_a_cluster());
  std::atomic<int> adopted = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] { adopted += Jobs(*pool_).adopt("a", "of-the-object").has_value(); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(adopted, 8);
  EXPECT_EQ(state("a"), JobState::queued);
}

}  // namespace
}  // namespace perigee
