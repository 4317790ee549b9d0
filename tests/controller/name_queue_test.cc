#include "controller/name_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <vector>

namespace perigee::controller {
namespace {

using Result = NameQueue::Work::Result;

constexpr PassEnd kSettled{true, std::nullopt};
constexpr PassEnd kFailed{false, std::nullopt};

TEST(ANameQueue, HandsOutNothingBeforeItIsOpened) {
  NameQueue queue;
  queue.add("a", Lane::news);
  std::atomic<bool> was_taken = false;
  std::thread taker([&] { was_taken = queue.take() == "a"; });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(was_taken);
  queue.open();
  taker.join();
  EXPECT_TRUE(was_taken);
}

TEST(ANameQueue, KeepsWhatIsAddedWhileItIsClosed) {
  NameQueue queue;
  queue.open();
  queue.close();
  queue.add("a", Lane::news);
  EXPECT_FALSE(queue.is_open());
  EXPECT_EQ(queue.load().waiting, 1u);
  queue.open();
  EXPECT_EQ(queue.take(), "a");
}

TEST(ANameQueue, TriesAgainAfterAFailureAndCountsIt) {
  NameQueue queue;
  queue.open();
  queue.add("a", Lane::news);
  EXPECT_EQ(queue.settle(*queue.take(), kFailed).result, Result::error);
  EXPECT_EQ(queue.take(), "a");  // after 100 ms at most
  EXPECT_EQ(queue.load().retried, 1u);
}

TEST(ANameQueue, ComesBackAtTheTimeThatThePassNamed) {
  NameQueue queue;
  queue.open();
  queue.add("a", Lane::news);
  const auto name = queue.take();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(queue.settle(*name, {true, system_clock().now() + 50}).result, Result::requeue_after);
  EXPECT_EQ(queue.take(), "a");
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(49));
}

TEST(ANameQueue, WakesForAnEarlierTimeThanTheOneThatIsWaitedFor) {
  NameQueue queue;
  queue.open();
  for (const char* name : {"late", "soon"}) queue.add(name, Lane::news);
  const auto late = queue.take(), soon = queue.take();
  queue.settle(*late, {true, system_clock().now() + 3'600'000});
  std::string taken;
  std::thread taker([&] { taken = queue.take().value_or(""); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));  // it watches for the late one
  queue.settle(*soon, {true, system_clock().now() + 20});
  taker.join();
  EXPECT_EQ(taken, "soon");
}

TEST(ANameQueue, GivesEachNameToOneOfManyTakersAndLosesNone) {
  NameQueue queue;
  queue.open();
  constexpr int kNames = 500;
  std::atomic<int> settled = 0, twice = 0;
  std::array<std::atomic<int>, kNames> in_work{};
  std::vector<std::thread> takers;
  for (int i = 0; i < 4; ++i)
    takers.emplace_back([&] {
      while (const auto name = queue.take()) {
        auto& here = in_work.at(static_cast<std::size_t>(std::stoi(*name)));
        if (++here != 1) ++twice;
        --here;
        queue.settle(*name, kSettled);
        ++settled;
      }
    });
  for (int i = 0; i < kNames; ++i) queue.add(std::to_string(i), Lane::news);
  while (queue.load().waiting + queue.load().in_work > 0) std::this_thread::yield();
  queue.end();
  for (auto& taker : takers) taker.join();
  EXPECT_EQ(settled, kNames);
  EXPECT_EQ(twice, 0);
}

TEST(ANameQueue, StandsStillOnlyWhileNothingIsSettledThoughThereIsWork) {
  NameQueue queue;
  queue.open();
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_EQ(queue.load().standstill, 0);
  queue.add("a", Lane::news);
  const auto name = queue.take();
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_GE(queue.load().standstill, 9);
  queue.settle(*name, kSettled);
  EXPECT_EQ(queue.load().standstill, 0);
}

TEST(ANameQueue, SendsEverybodyHomeAtTheEnd) {
  NameQueue queue;
  std::vector<std::thread> takers;
  std::atomic<int> home = 0;
  for (int i = 0; i < 3; ++i) takers.emplace_back([&] { home += !queue.take(); });
  queue.end();
  for (auto& taker : takers) taker.join();
  EXPECT_EQ(home, 3);
}

}  // namespace
}  // namespace perigee::controller
