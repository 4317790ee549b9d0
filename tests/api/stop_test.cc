// The order to stop: what runs ends, what waits is closed, and who asks is told.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

class Stop : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }
};

TEST_F(Stop, EndsIdleConnectionsAndExitsWithZero) {
  ApiProcess api;
  HttpClient idle(api.port());
  idle.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_EQ(idle.receive().status, 200);
  const auto begun = steady_clock::now();
  EXPECT_EQ(api.terminate(), 0) << api.log();
  EXPECT_LT(steady_clock::now() - begun, 10s);
  EXPECT_TRUE(idle.is_closed());
}

TEST_F(Stop, LetsARunningUploadFinish) {
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

TEST_F(Stop, ATakenPortIsOneSentence) {
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
