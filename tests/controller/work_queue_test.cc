#include "controller/work_queue.h"

#include <gtest/gtest.h>

#include <map>

namespace perigee::controller {
namespace {

TEST(WorkQueue, IsFirstComeFirstServed) {
  WorkQueue queue(1);
  queue.add("a", Lane::news, 0);
  queue.add("b", Lane::news, 0);
  EXPECT_EQ(queue.take(0), "a");
  EXPECT_EQ(queue.take(0), "b");
  EXPECT_FALSE(queue.take(0));
}

TEST(WorkQueue, HoldsANameOnce) {
  WorkQueue queue(1);
  for (int i = 0; i < 5; ++i) queue.add("a", Lane::news, i);
  EXPECT_EQ(queue.waiting(), 1u);
}

TEST(WorkQueue, NeverHandsANameOutTwiceAtOnceAndNeverLosesIt) {
  WorkQueue queue(1);
  queue.add("a", Lane::news, 0);
  ASSERT_EQ(queue.take(0), "a");
  queue.add("a", Lane::news, 1);
  EXPECT_FALSE(queue.take(1));
  queue.done("a", 2);
  EXPECT_EQ(queue.take(2), "a");
  queue.done("a", 3);
  EXPECT_FALSE(queue.take(3));
}

TEST(WorkQueue, NewsGoBeforeTheBacklogAndPullANameForward) {
  WorkQueue queue(1);
  for (const char* name : {"a", "b", "c"}) queue.add(name, Lane::backlog, 0);
  queue.add("new", Lane::news, 1);
  queue.add("c", Lane::news, 2);
  queue.add("c", Lane::backlog, 3);
  std::string order;
  while (const auto name = queue.take(3)) order += *name + " ";
  EXPECT_EQ(order, "c new a b ");
}

TEST(WorkQueue, WaitsForItsTimeAndTheEarliestCounts) {
  WorkQueue queue(1);
  queue.add_at("a", 100);
  queue.add_at("a", 50);
  queue.add_at("a", 200);
  EXPECT_EQ(queue.next_due(), 50);
  EXPECT_FALSE(queue.take(49));
  EXPECT_EQ(queue.take(50), "a");
  EXPECT_FALSE(queue.next_due());
}

TEST(WorkQueue, NewsGoBeforeWhatTimeBringsUp) {
  WorkQueue queue(1);
  queue.add_at("due", 50);
  queue.add("new", Lane::news, 60);
  EXPECT_EQ(queue.take(60), "new");
  EXPECT_EQ(queue.take(60), "due");
}

TEST(WorkQueue, ADelayedNameCanBeAddedAtOnceToo) {
  WorkQueue queue(1);
  queue.add_at("a", 1'000);
  queue.add("a", Lane::news, 0);
  EXPECT_EQ(queue.take(0), "a");
  queue.done("a", 1);
  EXPECT_EQ(queue.take(1'000), "a");
}

TEST(WorkQueue, BacksOffTwiceAsLongEachTimeUpToFiveMinutes) {
  WorkQueue queue(7);
  Millis now = 0;
  for (int failure = 0; failure < 20; ++failure) {
    queue.retry("a", now);
    const Millis delay = *queue.next_due() - now;
    const Millis longest = std::min<Millis>(300'000, 100LL << std::min(failure, 12));
    EXPECT_GE(delay, longest / 2);
    EXPECT_LE(delay, longest);
    now += delay;
    ASSERT_TRUE(queue.take(now));
    queue.done("a", now);
  }
  queue.forget("a");
  queue.retry("a", now);
  EXPECT_LE(*queue.next_due() - now, 100);
}

TEST(WorkQueue, SpreadsRetriesAndTheSameSeedSpreadsThemAlike) {
  WorkQueue one(1), same(1);
  std::map<Millis, int> times;
  for (int i = 0; i < 100; ++i) {
    one.retry(std::to_string(i), 0);
    same.retry(std::to_string(i), 0);
  }
  EXPECT_EQ(one.next_due(), same.next_due());
  while (const auto due = one.next_due()) {
    ++times[*due];
    one.take(*due);
    while (one.take(*due)) ++times[*due];
  }
  EXPECT_GT(times.size(), 20u);
}

TEST(WorkQueue, KnowsWhatHasWaitedAndWorkedLongest) {
  WorkQueue queue(1);
  queue.add("a", Lane::news, 10);
  queue.add("b", Lane::backlog, 5);
  EXPECT_EQ(queue.longest_wait(20), 15);
  ASSERT_EQ(queue.take(20), "a");
  EXPECT_EQ(queue.longest_work(50), 30);
  EXPECT_EQ(queue.in_work(), 1u);
}

}  // namespace
}  // namespace perigee::controller
