// What a client of the API meets while its Redis is killed, silent, loading, busy, demoted, closed to us, misconfigured
// or damaged: the status, a process that lives, and a recovery by itself.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

const HttpBody kUpload{"text/csv", "Company,Year\nSpaceX,2020\n"};
const HttpBody kOther{"text/csv", "Company,Year\nULA,2020\n"};

class RedisFaults : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }

  static HttpAnswer readiness(const ApiProcess& api) { return http(api.probe_port(), "GET", "/readyz"); }

  // A 503 that says when to come back, while the process lives and says so.
  static void expect_unavailable(const ApiProcess& api, const HttpAnswer& answer) {
    EXPECT_EQ(answer.status, 503) << answer.body;
    EXPECT_NE(answer.header("retry-after"), "");
    EXPECT_EQ(answer.header("content-type"), "application/problem+json") << answer.body;
    EXPECT_EQ(http(api.probe_port(), "GET", "/livez").status, 200);
    EXPECT_EQ(http(api.probe_port(), "GET", "/metrics").status, 200);
  }

  static void expect_recovery(const ApiProcess& api) {
    EXPECT_TRUE(api.wait_for_ready(10)) << readiness(api).body;
    EXPECT_EQ(api.request("POST", "/data", kUpload).status, 201);
    EXPECT_EQ(api.request("GET", "/data").status, 200);
  }

  // The first refusal, of the answers given within some seconds. Rows that were on their way when the fault came are
  // cut short, which the client reads as no answer at all.
  static HttpAnswer first_refusal(const ApiProcess& api) {
    HttpAnswer answer;
    for (const auto end = steady_clock::now() + 10s; steady_clock::now() < end; std::this_thread::sleep_for(10ms))
      if (answer = api.request("GET", "/data"); answer.status != 200 && answer.status != 0) break;
    return answer;
  }
};

bool says(const HttpAnswer& answer, std::string_view words) { return answer.body.find(words) != std::string::npos; }

TEST_F(RedisFaults, AKilledOneIsA503AndItsDataAreThereAfterItsRestart) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  const std::string before = api.request("GET", "/data").body;
  api.redis().kill();
  expect_unavailable(api, api.request("GET", "/data"));
  expect_unavailable(api, api.request("POST", "/data", kOther));
  expect_unavailable(api, api.request("POST", "/analyze/timeline"));
  EXPECT_EQ(readiness(api).status, 503);
  api.redis().start();
  EXPECT_TRUE(api.wait_for_ready(10));
  EXPECT_EQ(api.request("GET", "/data").body, before);
  expect_recovery(api);
}

TEST_F(RedisFaults, AStoppedOneIsA503WithinSecondsAndReadinessTurnsRed) {
  ApiProcess api;
  api.redis().pause();
  const auto begun = steady_clock::now();
  expect_unavailable(api, api.request("GET", "/datasets"));
  EXPECT_EQ(readiness(api).status, 503);
  EXPECT_LT(steady_clock::now() - begun, 5s);
  api.redis().resume();
  expect_recovery(api);
}

TEST_F(RedisFaults, OnlyTheFirstOnesWaitForAStoppedOneAndTheOthersAreToldAtOnce) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  api.redis().pause();
  expect_unavailable(api, api.request("GET", "/data"));
  const auto begun = steady_clock::now();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(api.request("GET", "/data").status, 503);
  EXPECT_LT(steady_clock::now() - begun, 2s);  // without a breaker each waits for 2 s
  api.redis().resume();
  expect_recovery(api);
}

TEST_F(RedisFaults, ManyClientsAtOnceAreAllAnsweredWhileItIsStopped) {
  ApiOptions options;
  options.flags = {"--threads", "8"};
  ApiProcess api(options);
  api.redis().pause();
  std::atomic<int> refused = 0;
  const auto begun = steady_clock::now();
  std::vector<std::thread> clients;
  for (int i = 0; i < 32; ++i)
    clients.emplace_back([&] { refused += api.request("GET", "/datasets").status == 503 ? 1 : 0; });
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(refused, 32);
  EXPECT_LT(steady_clock::now() - begun, 6s);
  api.redis().resume();
  expect_recovery(api);
}

TEST_F(RedisFaults, OneThatLoadsItsDataIsA503UntilItHasThem) {
  RedisServer redis({.extra = {"--key-load-delay", "20000", "--loading-process-events-interval-bytes", "1024"}});
  ApiOptions options;
  options.redis = &redis;
  const ApiProcess api(options);
  for (int key = 0; key < 60; ++key) redis.ask("SET key" + std::to_string(key) + ' ' + std::string(300, 'x'));
  redis.ask("BGREWRITEAOF");
  while (redis.ask("INFO persistence").find("aof_rewrite_in_progress:1") != std::string::npos) {
  }
  redis.kill();
  redis.start_without_wait();
  HttpAnswer answer;
  for (int i = 0; i < 500 && !says(answer, "loading its data"); ++i) answer = api.request("GET", "/data");
  EXPECT_TRUE(says(answer, "loading its data")) << answer.body;
  expect_unavailable(api, answer);
  expect_recovery(api);
}

TEST_F(RedisFaults, OneBusyWithAScriptIsA503UntilTheScriptEnds) {
  RedisServer redis({.extra = {"--lua-time-limit", "50"}});
  ApiOptions options;
  options.redis = &redis;
  const ApiProcess api(options);
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  std::thread script([&] { redis.ask("EVAL \"while true do end\" 0"); });
  const HttpAnswer answer = first_refusal(api);
  expect_unavailable(api, answer);
  EXPECT_EQ(readiness(api).status, 503);
  for (std::string said; said.find("NOTBUSY") == std::string::npos;) said = redis.ask("SCRIPT KILL");
  script.join();
  expect_recovery(api);
}

TEST_F(RedisFaults, AReplicaServesReadsAndRefusesWritesInWords) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  const std::string before = api.request("GET", "/data").body;
  api.redis().ask("CONFIG SET replica-serve-stale-data yes");
  api.redis().ask("REPLICAOF 127.0.0.1 1");  // demoted, and its primary is away: it keeps what it has
  const HttpAnswer answer = api.request("POST", "/data", kOther);
  expect_unavailable(api, answer);
  EXPECT_TRUE(says(answer, "read-only replica")) << answer.body;
  EXPECT_EQ(api.request("GET", "/data").body, before);
  EXPECT_TRUE(says(readiness(api), "read-only replica")) << readiness(api).body;
  api.redis().ask("REPLICAOF NO ONE");
  expect_recovery(api);
}

TEST_F(RedisFaults, AWrongPasswordIsA503ThatNeverShowsItAndIsOverWhenItFits) {
  RedisServer redis;
  ApiOptions options;
  options.redis = &redis;
  options.redis_url = "unix://perigee:n0t-told@" + redis.socket();
  options.wait_until_ready = false;
  const ApiProcess api(options);
  const HttpAnswer answer = api.request("GET", "/data");
  expect_unavailable(api, answer);
  EXPECT_TRUE(says(answer, "refuses this user name or password")) << answer.body;
  EXPECT_FALSE(says(answer, "n0t-told"));
  EXPECT_EQ(readiness(api).status, 503);
  EXPECT_EQ(api.log().find("n0t-told"), std::string::npos);
  redis.ask("ACL SETUSER perigee on >n0t-told ~* &* +@all");
  expect_recovery(api);
}

TEST_F(RedisFaults, AnAclThatForbidsWritesIsA503ThatNamesItUntilItAllowsThem) {
  RedisServer redis;
  redis.ask("ACL SETUSER perigee on >pw ~* &* +@all");
  ApiOptions options;
  options.redis = &redis;
  options.redis_url = "unix://perigee:pw@" + redis.socket();
  const ApiProcess api(options);
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  redis.ask("ACL SETUSER perigee -@write");
  const HttpAnswer answer = api.request("POST", "/data", kOther);
  expect_unavailable(api, answer);
  EXPECT_TRUE(says(answer, "ACL")) << answer.body;
  redis.ask("ACL SETUSER perigee +@all");
  expect_recovery(api);
}

TEST_F(RedisFaults, OneThatDropsKeysOrForgetsThemIsNotReadyAndItsSettingIsNamed) {
  RedisServer redis({.appendonly = "no", .maxmemory_policy = "allkeys-lru"});
  ApiOptions options;
  options.redis = &redis;
  options.wait_until_ready = false;
  const ApiProcess api(options);
  const HttpAnswer answer = readiness(api);
  EXPECT_EQ(answer.status, 503);
  EXPECT_TRUE(says(answer, "noeviction")) << answer.body;
  EXPECT_TRUE(says(answer, "appendonly")) << answer.body;
  redis.ask("CONFIG SET maxmemory-policy noeviction");
  redis.ask("CONFIG SET appendonly yes");
  expect_recovery(api);
}

TEST_F(RedisFaults, AResultThatSomebodyDeletedIsSaidToBeLostAndCanBeDrawnAgain) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data").status, 201);
  const auto drawn = [&] {
    const std::string id = nlohmann::json::parse(api.request("POST", "/analyze/timeline").body).at("job_id");
    api.request("GET", "/jobs/" + id + "?wait=30");
    return id;
  };
  const std::string id = drawn(), picture = api.request("GET", "/results/" + id).body;
  api.redis().ask("EVAL \"redis.call('SELECT', 3) return redis.call('FLUSHDB')\" 0");
  const HttpAnswer lost = api.request("GET", "/results/" + id);
  EXPECT_EQ(lost.status, 404);
  EXPECT_TRUE(says(lost, "result-lost")) << lost.body;
  EXPECT_EQ(api.request("GET", "/results/" + drawn()).body, picture);
}

TEST_F(RedisFaults, OneThatWasEmptiedServesOnAsANewOne) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  api.redis().ask("FLUSHALL");
  EXPECT_EQ(nlohmann::json::parse(api.request("GET", "/datasets").body).at("datasets").size(), 0u);
  EXPECT_EQ(api.request("GET", "/jobs/00000000-0000-4000-8000-000000000000").status, 404);
  expect_recovery(api);
  const std::string id = nlohmann::json::parse(api.request("POST", "/analyze/timeline").body).at("job_id");
  EXPECT_TRUE(says(api.request("GET", "/jobs/" + id + "?wait=30"), "failed"));  // of what it is told about two columns
}

// The file of the append-only log that holds what came after the base.
std::string increments_of(const RedisServer& redis) {
  return redis.directory() + "/appendonlydir/appendonly.aof.1.incr.aof";
}

// Breaks the first command in its second half.
void damage(const std::string& log) {
  std::fstream file(log, std::ios::in | std::ios::out | std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  file.seekp(static_cast<std::streamoff>(bytes.find("\r\n*", bytes.size() / 2) + 2));
  file << 'X';
}

TEST_F(RedisFaults, ALogCutInItsLastCommandIsLoadedWithoutIt) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  const std::string before = api.request("GET", "/data").body;
  api.redis().ask("SET the-last-one " + std::string(200, 'x'));
  api.redis().kill();
  const std::string log = increments_of(api.redis());
  if (!std::filesystem::exists(log)) GTEST_SKIP() << "this version of Redis keeps its log in another place";
  std::filesystem::resize_file(log, std::filesystem::file_size(log) - 20);
  api.redis().start();
  EXPECT_TRUE(api.wait_for_ready(10));
  EXPECT_EQ(api.request("GET", "/data").body, before);
  expect_recovery(api);
}

TEST_F(RedisFaults, ALogDamagedInItsMiddleKeepsItDownAndTheApiUpUntilItIsMended) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data", kUpload).status, 201);
  api.redis().kill();
  const std::string log = increments_of(api.redis());
  if (!std::filesystem::exists(log)) GTEST_SKIP() << "this version of Redis keeps its log in another place";
  const std::string check = "yes | redis-check-aof --fix " + log + " > /dev/null 2>&1";
  damage(log);
  api.redis().start_without_wait();
  EXPECT_TRUE(api.redis().wait_for_exit(10));
  expect_unavailable(api, api.request("GET", "/data"));
  ASSERT_EQ(std::system(check.c_str()), 0) << "redis-check-aof is missing";
  api.redis().start();
  expect_recovery(api);
}

}  // namespace
}  // namespace perigee::testing
