// A fixture with one real redis-server per test suite, emptied before each test, and small words for tables.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "perigee/base/error.h"
#include "perigee/store/datasets.h"
#include "perigee/store/jobs.h"
#include "perigee/store/redis.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {

inline RedisAddress address_of(const std::string& url) { return *parse_redis_url(url); }

inline constexpr RedisTimeouts kShort{std::chrono::milliseconds(800), std::chrono::milliseconds(800),
                                      std::chrono::milliseconds(0)};

// The fault and the sentence of what `act` throws; internal and empty if it throws nothing.
template <class Act>
std::pair<Fault, std::string> fault_of(Act act) {
  try {
    act();
  } catch (const EnvironmentError& error) {
    return {error.fault(), error.what()};
  }
  return {Fault::internal, ""};
}

class StoreTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ::signal(SIGPIPE, SIG_IGN);
    if (RedisServer::available()) server_ = std::make_unique<RedisServer>();
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    if (!server_) GTEST_SKIP() << "no redis-server on PATH";
    server_->ask("FLUSHALL");
  }

  static std::uint64_t count(int db, const std::string& pattern) {
    return static_cast<std::uint64_t>(Redis(address_of(server_->url())).command(db, {"KEYS", pattern}).items.size());
  }

  static inline std::unique_ptr<RedisServer> server_;
};

// With a pool on the server.
class PooledTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (server_) pool_ = std::make_unique<RedisPool>(address_of(server_->url()), RedisTimeouts{}, 32);
  }
  std::unique_ptr<RedisPool> pool_;
};

// A clock that a test sets.
class SetClock : public Clock {
 public:
  explicit SetClock(Millis now) : now_(now) {}
  Millis now() const override { return now_; }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point(std::chrono::milliseconds(now_));
  }
  void advance(Millis by) { now_ += by; }

 private:
  Millis now_;
};

}  // namespace perigee::testing
