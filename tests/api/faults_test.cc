// What the environment does to the API: Redis away, stalled or full, and the order to stop.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class Faults : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }
};

const HttpBody kUpload{"text/csv", "Company,Year\nSpaceX,2020\n"};

int ready(const ApiProcess& api) { return http(api.probe_port(), "GET", "/readyz").status; }

TEST_F(Faults, WithoutRedisEverythingIsA503AndComesBackByItself) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  api.redis().kill();
  const HttpAnswer answer = api.request("GET", "/data");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.header("retry-after"), "");
  EXPECT_EQ(ready(api), 503);
  EXPECT_EQ(http(api.probe_port(), "GET", "/livez").status, 200);
  EXPECT_EQ(http(api.probe_port(), "GET", "/metrics").status, 200);
  api.redis().start();
  EXPECT_TRUE(api.wait_for_ready(10));
  EXPECT_EQ(api.request("GET", "/data").status, 200);
}

TEST_F(Faults, AStalledRedisIsA503WithinSecondsAndTheProcessLives) {
  ApiProcess api;
  api.redis().pause();
  const auto begun = steady_clock::now();
  EXPECT_EQ(api.request("GET", "/datasets").status, 503);
  EXPECT_LT(steady_clock::now() - begun, 6s);
  EXPECT_EQ(api.request("GET", "/livez").status, 200);
  api.redis().resume();
  EXPECT_TRUE(api.wait_for_ready(10));
}

TEST_F(Faults, AFullRedisRefusesUploadsAndStillReads) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  api.redis().ask("CONFIG SET maxmemory 1");
  const HttpAnswer answer = api.request("POST", "/data", HttpBody{"text/csv", "Company,Year\nULA,2020\n"});
  EXPECT_EQ(answer.status, 507) << answer.body;
  EXPECT_NE(answer.header("retry-after"), "");
  EXPECT_EQ(api.request("GET", "/data").status, 200);
  api.redis().ask("CONFIG SET maxmemory 0");
  EXPECT_EQ(api.request("POST", "/data", HttpBody{"text/csv", "Company,Year\nULA,2020\n"}).status, 201);
}

TEST_F(Faults, ARedisThatForgetsKeysIsNotReady) {
  RedisServerOptions options;
  options.maxmemory_policy = "allkeys-lru";
  RedisServer redis(options);
  ApiOptions of_api;
  of_api.redis = &redis;
  of_api.wait_until_ready = false;
  const ApiProcess api(of_api);
  const HttpAnswer answer = http(api.probe_port(), "GET", "/readyz");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("noeviction"), std::string::npos);
}

TEST_F(Faults, AStopEndsIdleConnectionsAndExitsWithZero) {
  ApiProcess api;
  HttpClient idle(api.port());
  idle.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(idle.receive().status, 200);
  const auto begun = steady_clock::now();
  EXPECT_EQ(api.terminate(), 0) << api.log();
  EXPECT_LT(steady_clock::now() - begun, 10s);
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(Faults, AStopLetsARunningUploadFinish) {
  ApiProcess api;
  HttpClient client(api.port());
  client.send("POST /data HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: 12\r\n\r\na,b\r\n");
  std::this_thread::sleep_for(100ms);
  std::thread stopper([&] { EXPECT_EQ(api.terminate(), 0); });
  std::this_thread::sleep_for(200ms);
  client.send("1,2\r\n\r\n");
  EXPECT_EQ(client.receive().status, 201);
  stopper.join();
}

TEST_F(Faults, ATakenPortIsOneSentence) {
  ApiProcess api;
  ApiOptions second;
  second.redis = &api.redis();
  second.port = api.port();
  try {
    const ApiProcess other(second);
    FAIL() << "two servers share a port";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("is not available"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace perigee::testing
