#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "api/events.h"
#include "perigee/store/jobs.h"
#include "tests/support/redis_server.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

class EventHubTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!perigee::testing::RedisServer::available()) GTEST_SKIP() << "no redis-server is installed";
    redis_ = std::make_unique<perigee::testing::RedisServer>();
    pool_ = std::make_unique<RedisPool>(*parse_redis_url(redis_->url()), RedisTimeouts{}, 4);
    hub_ = std::make_unique<EventHub>(*parse_redis_url(redis_->url()), RedisTimeouts{200ms, 500ms});
    hub_->wait("any", 0, 2s, stop_);  // until it follows the stream
  }

  void accept(const std::string& id) {
    JobRecord record;
    record.id = id;
    record.uid = "uid";
    record.executor = "local";
    record.spec.analysis = "timeline";
    ASSERT_TRUE(Jobs(*pool_).accept(record, {}));
  }

  std::unique_ptr<perigee::testing::RedisServer> redis_;
  std::unique_ptr<RedisPool> pool_;
  Stop stop_;
  std::unique_ptr<EventHub> hub_;
};

TEST_F(EventHubTest, AnEventWakesTheOneWhoWaitsForIt) {
  const auto seen = hub_->ticket("job-1");
  std::thread later([&] {
    std::this_thread::sleep_for(50ms);
    accept("job-1");
  });
  const auto begun = SteadyClock::now();
  EXPECT_NE(hub_->wait("job-1", seen, 10s, stop_), seen);
  EXPECT_LT(SteadyClock::now() - begun, 2s);
  later.join();
}

TEST_F(EventHubTest, AnEventBeforeTheWaitIsNotLost) {
  const auto seen = hub_->ticket("job-1");
  accept("job-1");
  EXPECT_NE(hub_->wait("job-1", seen, 10s, stop_), seen);
  const auto begun = SteadyClock::now();
  hub_->wait("job-1", seen, 10s, stop_);
  EXPECT_LT(SteadyClock::now() - begun, 50ms);
}

TEST_F(EventHubTest, TheEventOfAnotherJobDoesNotWake) {
  const auto seen = hub_->ticket("job-1");
  accept("job-2");
  EXPECT_EQ(hub_->wait("job-1", seen, 200ms, stop_), seen);
}

TEST_F(EventHubTest, AStopEndsTheWait) {
  std::thread later([&] {
    std::this_thread::sleep_for(50ms);
    stop_.request();
  });
  const auto begun = SteadyClock::now();
  hub_->wait("job-1", hub_->ticket("job-1"), 10s, stop_);
  EXPECT_LT(SteadyClock::now() - begun, 2s);
  later.join();
}

TEST_F(EventHubTest, ARestartOfRedisWakesEverybodyToLookAgain) {
  const auto seen = hub_->ticket("job-1");
  redis_->kill();
  redis_->start();
  EXPECT_NE(hub_->wait("job-1", seen, 10s, stop_), seen);
  const auto after = hub_->ticket("job-1");
  accept("job-1");
  EXPECT_NE(hub_->wait("job-1", after, 10s, stop_), after);
}

TEST_F(EventHubTest, ManyWaitForManyJobs) {
  std::vector<std::thread> waiters;
  std::atomic<int> woken = 0;
  for (int job = 0; job < 24; ++job)
    waiters.emplace_back([&, id = "job-" + std::to_string(job)] {
      const auto seen = hub_->ticket(id);
      accept(id);
      woken += hub_->wait(id, seen, 10s, stop_) != seen;
    });
  for (auto& waiter : waiters) waiter.join();
  EXPECT_EQ(woken, 24);
}

}  // namespace
}  // namespace perigee::api
