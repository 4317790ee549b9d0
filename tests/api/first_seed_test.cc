// An API that fills its default dataset before it says that it is ready.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class FirstSeed : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }

  static ApiOptions asks(std::vector<std::string> flags) {
    ApiOptions options;
    options.flags = std::move(flags);
    options.flags.emplace_back("--seed-at-start=true");
    return options;
  }
  static json launches(const ApiProcess& api) { return json::parse(api.request("GET", "/datasets/launches").body); }
  static std::string readiness(const ApiProcess& api) { return http(api.probe_port(), "GET", "/readyz").body; }
};

TEST_F(FirstSeed, IsThereWhenTheApiSaysReady) {
  const ApiProcess api(asks({"--seed", "sample"}));
  EXPECT_GT(launches(api).at("rows"), 100);
}

TEST_F(FirstSeed, LeavesRowsThatAreThereAlready) {
  RedisServer redis;
  ApiOptions options;
  options.redis = &redis;
  {
    ApiProcess before(options);
    ASSERT_EQ(before.request("POST", "/data", HttpBody{"text/csv", "Company,Year\nULA,1957\n"}).status, 201);
    ASSERT_EQ(before.terminate(), 0);
  }
  ApiOptions asking = asks({"--seed", "sample"});
  asking.redis = &redis;
  const ApiProcess api(asking);
  EXPECT_EQ(launches(api).at("rows"), 1);
}

TEST_F(FirstSeed, KeepsTheApiUnreadyUntilItCanBeRead) {
  RedisServer redis;
  const std::string file = redis.directory() + "/later.csv";
  ApiOptions options = asks({"--seed-csv", file});
  options.redis = &redis;
  options.wait_until_ready = false;
  const ApiProcess api(options);
  EXPECT_FALSE(api.wait_for_ready(1));
  EXPECT_THAT(readiness(api), HasSubstr("later.csv"));
  std::ofstream(file) << "Company,Year\nULA,1957\n";
  EXPECT_TRUE(api.wait_for_ready(60));
  EXPECT_EQ(launches(api).at("rows"), 1);
}

TEST_F(FirstSeed, NeverHoldsUpAStop) {
  ApiOptions options = asks({"--seed", "kaggle", "--kaggle-url", "http://127.0.0.1:1"});
  options.wait_until_ready = false;
  ApiProcess api(options);
  EXPECT_FALSE(api.wait_for_ready(1));
  EXPECT_EQ(api.terminate(), 0);
}

}  // namespace
}  // namespace perigee::testing
