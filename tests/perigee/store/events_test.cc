#include "perigee/store/events.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/perigee/store/store_test.h"

namespace perigee {
namespace {

using namespace std::chrono_literals;

class EventsTest : public testing::PooledTest {
 protected:
  void accept(const std::string& id) {
    JobRecord record;
    record.id = id;
    record.uid = "uid";
    record.executor = "local";
    record.spec.analysis = "timeline";
    (void)Jobs(*pool_).accept(record, {});
  }
};

TEST_F(EventsTest, EachChangeOfAJobIsAnEvent) {
  const auto start = last_event(*pool_->lend());
  accept("a");
  Jobs(*pool_).begin_attempt("a", "uid", 1);
  Jobs(*pool_).finish("a", "uid", {JobState::failed, {}, "", Failure{}});
  const auto events = wait_events(*pool_->lend(), start, 1ms);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].state, "queued");
  EXPECT_EQ(events[1].state, "in progress");
  EXPECT_EQ(events[2].state, "failed");
  EXPECT_EQ(events[2].id, "a");
}

TEST_F(EventsTest, TheNewestEntryIsWhereToReadOn) {
  accept("a");
  const auto here = last_event(*pool_->lend());
  EXPECT_TRUE(wait_events(*pool_->lend(), here, 1ms).empty());
  accept("b");
  EXPECT_EQ(wait_events(*pool_->lend(), here, 1ms).at(0).id, "b");
}

TEST_F(EventsTest, AWaiterIsWokenByTheChange) {
  const auto here = last_event(*pool_->lend());
  std::thread later([&] {
    std::this_thread::sleep_for(50ms);
    accept("a");
  });
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(wait_events(*pool_->lend(), here, 5s).size(), 1u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
  later.join();
}

TEST_F(EventsTest, ARefusedChangeIsNoEvent) {
  accept("a");
  const auto here = last_event(*pool_->lend());
  Jobs(*pool_).finish("a", "other", {JobState::failed, {}, "", Failure{}});
  EXPECT_TRUE(wait_events(*pool_->lend(), here, 1ms).empty());
}

TEST_F(EventsTest, TheStreamIsCapped) {
  JobRecord record;
  record.id = "a";
  const auto [db, args] = event_of(record);
  const std::vector<RedisArgs> many(12'000, args);
  auto redis = pool_->lend();
  redis->pipeline(db, many);
  EXPECT_LE(redis->command(db, {"XLEN", "events"}).integer, 10'200);
}

}  // namespace
}  // namespace perigee
