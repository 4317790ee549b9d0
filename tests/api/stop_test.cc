// The order to stop: what runs ends, what waits is closed, and who asks is told.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <nlohmann/json.hpp>
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

TEST_F(Stop, TurnsReadinessOffWhileWhatRunsIsStillServed) {
  ApiProcess api;
  HttpClient client(api.port());
  client.send("POST /data HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: 8\r\n\r\na,b\r\n");
  std::this_thread::sleep_for(100ms);
  ::kill(api.pid(), SIGTERM);
  HttpAnswer ready;
  for (int i = 0; i < 100 && ready.status != 503; ++i, std::this_thread::sleep_for(10ms))
    ready = http(api.probe_port(), "GET", "/readyz");
  EXPECT_EQ(ready.status, 503);
  EXPECT_NE(ready.body.find("stopping"), std::string::npos) << ready.body;
  EXPECT_EQ(http(api.probe_port(), "GET", "/livez").status, 200);
  client.send("1,2");
  EXPECT_EQ(client.receive().status, 201);
  EXPECT_EQ(api.terminate(), 0);
}

TEST_F(Stop, CutsAnUploadThatDoesNotEnd) {
  ApiProcess api;
  HttpClient client(api.port());
  client.send("POST /data HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\na,b\r\n");
  std::this_thread::sleep_for(100ms);
  const auto begun = steady_clock::now();
  EXPECT_EQ(api.terminate(), 0) << api.log();
  EXPECT_LT(steady_clock::now() - begun, 10s);
}

TEST_F(Stop, EndsLongPollsAndStreamsOfAJobThatHangsAndGivesItBack) {
  ApiOptions options;
  options.runner = PERIGEE_FAKE_RUNNER;
  ApiProcess api(options);
  const HttpAnswer accepted = api.request("POST", "/analyze/timeline?title=stubborn");
  const std::string job = "/jobs/" + std::string(nlohmann::json::parse(accepted.body).at("job_id"));
  HttpClient poll(api.port()), stream(api.port());
  poll.send("GET " + job + "?wait=30 HTTP/1.1\r\nHost: a\r\n\r\n");
  stream.send("GET " + job + "/events HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(300ms);
  const auto begun = steady_clock::now();
  EXPECT_EQ(api.terminate(), 0) << api.log();
  EXPECT_LT(steady_clock::now() - begun, 10s);
  EXPECT_EQ(poll.receive().status, 200);
  EXPECT_EQ(stream.receive().status, 200);
  EXPECT_TRUE(stream.is_closed());
  const std::string queue = api.redis().ask("EVAL \"redis.call('SELECT',1) return redis.call('LLEN','queue')\" 0");
  EXPECT_EQ(queue, ":1\r\n");
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
