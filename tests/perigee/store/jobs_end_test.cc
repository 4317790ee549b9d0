#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "perigee/base/sha256.h"
#include "perigee/store/jobs.h"
#include "tests/perigee/store/jobs_test.h"

namespace perigee {
namespace {

using testing::JobsTest;
using testing::Strings;

TEST_F(JobsTest, ACommitWritesRecordAndResultAndTakesTheJobOffTheQueue) {
  accept("a");
  jobs_->take();
  const auto finished = jobs_->finish("a", "uid", success("picture"));
  EXPECT_EQ(finished.answer, FinishAnswer::committed);
  EXPECT_EQ(state("a"), JobState::complete);
  EXPECT_EQ(jobs_->result("a")->bytes, "picture");
  EXPECT_EQ(jobs_->result("a")->info, finished.record->result);
  EXPECT_TRUE(jobs_->processing().empty());
}

TEST_F(JobsTest, ATwinLearnsWhatWasCommittedAndChangesNothing) {
  accept("a");
  jobs_->finish("a", "uid", success("first"));
  const auto twin = jobs_->finish("a", "uid", success("second"));
  EXPECT_EQ(twin.answer, FinishAnswer::already_terminal);
  EXPECT_EQ(twin.record->result->sha256, sha256_hex("first"));
  EXPECT_EQ(jobs_->result("a")->bytes, "first");
}

TEST_F(JobsTest, AZombieOfAnEarlierIncarnationIsRefused) {
  accept(record("a", "new"));
  EXPECT_EQ(jobs_->finish("a", "old", success("x")).answer, FinishAnswer::other_uid);
  EXPECT_EQ(state("a"), JobState::queued);
  EXPECT_FALSE(jobs_->result("a"));
}

TEST_F(JobsTest, AnUnknownJobCanNotEnd) {
  EXPECT_EQ(jobs_->finish("nobody", "uid", success("x")).answer, FinishAnswer::unknown_job);
  EXPECT_EQ(count(3, "*"), 0u);
}

TEST_F(JobsTest, OfManyWhoFinishAtOnceOneWins) {
  accept("a");
  std::atomic<int> winners{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      const auto ending = i % 2 ? failure() : success("picture " + std::to_string(i));
      winners += Jobs(*pool_).finish("a", "uid", ending).answer == FinishAnswer::committed;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(winners, 1);
  const auto job = jobs_->find("a");
  const auto result = jobs_->result("a");
  EXPECT_EQ(job->state == JobState::complete, result.has_value());
  if (result) {
    EXPECT_EQ(sha256_hex(result->bytes), job->result->sha256);
  }
}

TEST_F(JobsTest, RecordAndResultLiveAnHourLongerThanTheRetention) {
  auto job = record("a");
  job.spec.retention_after_success = "30m";
  accept(job);
  const auto finished = jobs_->finish("a", "uid", success("x"));
  EXPECT_EQ(finished.record->expires, clock_.now() + 30 * 60'000);
  for (const auto ms : {life(2, "job:a"), life(3, "results:a")}) {
    EXPECT_GT(ms, 89 * 60'000);
    EXPECT_LE(ms, 90 * 60'000);
  }
}

TEST_F(JobsTest, AFailureIsKeptAsLongAsItsOwnRetentionSays) {
  auto job = record("a");
  job.spec.retention_after_failure = "10s";
  accept(job);
  EXPECT_EQ(jobs_->finish("a", "uid", failure()).record->expires, clock_.now() + 10'000);
  EXPECT_LE(life(2, "job:a"), 3'610'000);
  EXPECT_EQ(jobs_->find("a")->failure->reason, "MissingColumn");
}

TEST_F(JobsTest, AResultThatIsGoneIsGone) {
  accept("a");
  jobs_->finish("a", "uid", success("x"));
  pool_->lend()->command(3, {"FLUSHDB"});
  EXPECT_FALSE(jobs_->result("a"));
  EXPECT_EQ(state("a"), JobState::complete);
}

TEST_F(JobsTest, OnlyAJobThatEndedIsRemovedAndThenNothingOfItIsLeft) {
  accept("a");
  EXPECT_FALSE(jobs_->remove("a"));
  jobs_->finish("a", "uid", success("x"));
  EXPECT_TRUE(jobs_->remove("a"));
  EXPECT_FALSE(jobs_->remove("a"));
  EXPECT_EQ(count(2, "*") + count(3, "*"), 0u);
  EXPECT_EQ(count(1, "*"), 1u);  // the capped stream of events
}

TEST_F(JobsTest, NothingGrowsForEver) {
  for (int i = 0; i < 60; ++i) {
    const std::string id = "job-" + std::to_string(i);
    (void)jobs_->accept(record(id), {"key " + id, "body"});
    jobs_->take();
    jobs_->begin_attempt(id, "uid", 1);
    jobs_->finish(id, "uid", i % 2 ? success("x") : failure());
  }
  auto redis = pool_->lend();
  for (const int db : {2, 3})
    for (const auto& key : redis->command(db, {"KEYS", "*"}).items)
      EXPECT_EQ(redis->command(db, {"PTTL", key.bytes}).integer == -1, key.bytes == "jobs") << key.bytes;
  for (const auto& key : redis->command(2, {"KEYS", "job:*"}).items) redis->command(2, {"UNLINK", key.bytes});
  EXPECT_EQ(jobs_->sweep(), 60u);
  EXPECT_EQ(count(2, "jobs"), 0u);
  EXPECT_EQ(jobs_->queue_length() + jobs_->processing().size(), 0u);
}

TEST_F(JobsTest, TheSweepKeepsWhatIsAlive) {
  for (const char* id : {"a", "b"}) accept(id);
  pool_->lend()->command(2, {"UNLINK", "job:a"});
  EXPECT_EQ(ids(jobs_->list({})), Strings{"b"});
  EXPECT_EQ(jobs_->sweep(), 1u);
  EXPECT_EQ(jobs_->list({}).total, 1u);
}

}  // namespace
}  // namespace perigee
