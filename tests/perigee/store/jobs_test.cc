#include "perigee/store/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "perigee/base/sha256.h"
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

// Attempts.

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

// The end.

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
