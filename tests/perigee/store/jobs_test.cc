#include "perigee/store/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/perigee/store/jobs_test.h"

namespace perigee {
namespace {

using testing::JobsTest;
using testing::Strings;

TEST_F(JobsTest, AnAcceptedJobIsFoundQueuedAndIndexed) {
  accept("a");
  EXPECT_EQ(state("a"), JobState::queued);
  EXPECT_EQ(jobs_->find("a")->created, clock_.now());
  EXPECT_EQ(jobs_->queued(), Strings{"a"});
  EXPECT_EQ(ids(jobs_->list({})), Strings{"a"});
}

TEST_F(JobsTest, AJobOfAnotherExecutorIsNotQueuedHere) {
  auto job = record("a");
  job.executor = "kubernetes";
  job.state = JobState::accepted;
  accept(job);
  EXPECT_EQ(jobs_->queue_length(), 0u);
}

TEST_F(JobsTest, AnIdThatExistsIsRefusedAndStaysAsItIs) {
  accept(record("a", "first"));
  const auto again = jobs_->accept(record("a", "second"), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.problems().front().code, "job-exists");
  EXPECT_EQ(jobs_->find("a")->uid, "first");
}

TEST_F(JobsTest, TheSameIdempotencyKeyGivesTheSameJob) {
  (void)jobs_->accept(record("a"), {"key", "body"});
  const auto again = jobs_->accept(record("b"), {"key", "body"});
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->record.id, "a");
  EXPECT_FALSE(jobs_->find("b"));
  EXPECT_EQ(jobs_->queue_length(), 1u);
}

TEST_F(JobsTest, TheSameIdempotencyKeyWithAnotherBodyIsRefused) {
  (void)jobs_->accept(record("a"), {"key", "body"});
  const auto other = jobs_->accept(record("b"), {"key", "other body"});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.problems().front().code, "idempotency-key-reused");
}

TEST_F(JobsTest, OneKeySentByManyAtOnceMakesOneJob) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] { (void)Jobs(*pool_).accept(record("job-" + std::to_string(i)), {"key", "body"}); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(jobs_->queue_length(), 1u);
  EXPECT_EQ(jobs_->list({}).total, 1u);
}

// A new job under an old name.

TEST_F(JobsTest, ARecordIsWrittenWhereThereIsNone) {
  EXPECT_TRUE(jobs_->replace(record("a", "new"), std::nullopt));
  EXPECT_TRUE(jobs_->replace(record("a", "new"), std::nullopt));  // it stands already
  EXPECT_EQ(jobs_->find("a")->uid, "new");
  EXPECT_EQ(jobs_->list({}).total, 1u);
}

TEST_F(JobsTest, ANewJobTakesThePlaceOfAnOldOneWithItsResult) {
  accept(record("a", "old"));
  jobs_->finish("a", "old", success("old picture"));
  EXPECT_TRUE(jobs_->replace(record("a", "new"), "old"));
  EXPECT_EQ(state("a"), JobState::queued);
  EXPECT_FALSE(jobs_->find("a")->result);
  EXPECT_FALSE(jobs_->result("a"));
  EXPECT_EQ(life(2, "job:a"), -1);  // for as long as it takes
}

TEST_F(JobsTest, ANewJobIsRecordedWithItsFirstAttemptBegun) {
  EXPECT_TRUE(jobs_->begin(record("a")));
  const auto found = jobs_->find("a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->state, JobState::in_progress);
  EXPECT_EQ(found->attempts, 1);
  EXPECT_NE(found->started, 0);
  EXPECT_EQ(found->spec, record("a").spec);
  EXPECT_FALSE(jobs_->begin(record("a"))) << "there is one by now";
}

TEST_F(JobsTest, ARecordThatIsNotTheOneMeantIsNotReplaced) {
  accept(record("a", "third"));
  EXPECT_FALSE(jobs_->replace(record("a", "second"), "first"));
  EXPECT_FALSE(jobs_->replace(record("a", "second"), std::nullopt));
  EXPECT_FALSE(jobs_->replace(record("b", "second"), "first"));
  EXPECT_EQ(jobs_->find("a")->uid, "third");
}

// The queue.

TEST_F(JobsTest, TheOldestJobIsTakenFirstAndIsThenProcessed) {
  for (const char* id : {"a", "b"}) accept(id);
  EXPECT_EQ(jobs_->queued(), (Strings{"a", "b"}));
  EXPECT_EQ(jobs_->take(), "a");
  EXPECT_EQ(jobs_->processing(), Strings{"a"});
  EXPECT_EQ(jobs_->queued(), Strings{"b"});
}

TEST_F(JobsTest, NothingIsTakenFromAnEmptyQueue) { EXPECT_FALSE(jobs_->take()); }

TEST_F(JobsTest, ARequeuedJobIsTakenNext) {
  for (const char* id : {"a", "b"}) accept(id);
  jobs_->take();
  jobs_->requeue("a");
  jobs_->requeue("a");
  EXPECT_EQ(jobs_->queued(), (Strings{"a", "b"}));
  EXPECT_TRUE(jobs_->processing().empty());
}

TEST_F(JobsTest, AReleasedJobIsNoLongerProcessed) {
  accept("a");
  jobs_->take();
  jobs_->release("a");
  EXPECT_TRUE(jobs_->processing().empty());
}

TEST_F(JobsTest, EachJobIsTakenOnceByManyTakers) {
  for (int i = 0; i < 40; ++i) accept("job-" + std::to_string(i));
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      while (Jobs(*pool_).take()) ++taken;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(taken, 40);
  EXPECT_EQ(jobs_->processing().size(), 40u);
}

}  // namespace
}  // namespace perigee
