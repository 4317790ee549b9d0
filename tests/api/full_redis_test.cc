// What a client of the API meets while its Redis has no memory or no disk left: writes are refused with the reason,
// reads and deletions go on, no job is lost, and all is well again as soon as there is room.
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/api_process.h"
#include "tests/support/small_disk.h"

namespace perigee::testing {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

class FullRedis : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!ApiProcess::available()) GTEST_SKIP() << "redis-server or perigee-api is missing";
  }

  static HttpAnswer upload(const ApiProcess& api) {
    return api.request("POST", "/data", HttpBody{"text/csv", "Company,Year\nULA," + std::to_string(++year_) + "\n"});
  }

  static std::string submitted(const ApiProcess& api, const std::string& target) {
    const HttpAnswer answer = api.request("POST", target);
    EXPECT_EQ(answer.status, 202) << answer.body;
    return json::parse(answer.body).at("job_id");
  }
  static std::string state(const ApiProcess& api, const std::string& id, const std::string& query = "") {
    return json::parse(api.request("GET", "/jobs/" + id + query).body).at("status");
  }

  static bool uploads_work_again(const ApiProcess& api) {
    for (int i = 0; i < 100; ++i, std::this_thread::sleep_for(100ms))
      if (upload(api).status == 201) return true;
    return false;
  }

  static inline int year_ = 1957;  // each upload is another one
};

TEST_F(FullRedis, RefusesUploadsAndJobsAndServesReadsAndDeletions) {
  ApiProcess api;
  ASSERT_EQ(api.request("POST", "/data").status, 201);
  const std::string done = submitted(api, "/analyze/timeline");
  ASSERT_EQ(state(api, done, "?wait=30"), "complete");
  const std::string before = api.request("GET", "/datasets/launches").body;
  api.redis().ask("CONFIG SET maxmemory 1");
  for (const HttpAnswer& answer : {upload(api), api.request("POST", "/analyze/sector")}) {
    EXPECT_EQ(answer.status, 507) << answer.body;
    EXPECT_NE(answer.header("retry-after"), "");
    EXPECT_NE(answer.body.find("maxmemory"), std::string::npos) << answer.body;
  }
  EXPECT_EQ(json::parse(api.request("GET", "/jobs").body).at("total"), 1);
  EXPECT_EQ(api.request("GET", "/datasets/launches").body, before);
  EXPECT_EQ(api.request("GET", "/data").status, 200);
  EXPECT_EQ(api.request("GET", "/results/" + done).status, 200);
  EXPECT_EQ(api.request("DELETE", "/jobs/" + done).status / 100, 2);
  EXPECT_EQ(api.request("DELETE", "/data").status, 200);
  EXPECT_TRUE(api.wait_for_ready(10));
  api.redis().ask("CONFIG SET maxmemory 0");
  EXPECT_TRUE(uploads_work_again(api));
}

TEST_F(FullRedis, KeepsAJobThatCannotCommitAndEndsItWhenThereIsRoom) {
  ApiOptions options;
  options.runner = PERIGEE_FAKE_RUNNER;
  ApiProcess api(options);
  const std::string id = submitted(api, "/analyze/timeline?title=slow,commit");
  while (state(api, id) == "queued") std::this_thread::sleep_for(5ms);
  api.redis().ask("CONFIG SET maxmemory 1");
  std::this_thread::sleep_for(2s);  // the first attempt ends, the second one can not be recorded
  EXPECT_EQ(state(api, id), "in progress");
  api.redis().ask("CONFIG SET maxmemory 0");
  EXPECT_EQ(state(api, id, "?wait=30"), "complete");
}

class FullDisk : public FullRedis {
 protected:
  void SetUp() override {
    FullRedis::SetUp();
    if (!IsSkipped() && !disk_.is_there()) GTEST_SKIP() << SmallDisk::kWhyNot;
  }

  // The first upload that is not taken.
  static HttpAnswer refused_upload(const ApiProcess& api) {
    HttpAnswer answer;
    for (int i = 0; i < 100; ++i, std::this_thread::sleep_for(20ms))
      if (answer = upload(api); answer.status != 201) break;
    return answer;
  }

  SmallDisk disk_;
};

TEST_F(FullDisk, WithFsyncEverySecondRefusesUploadsServesReadsAndRecoversByItself) {
  RedisServer redis({.appendfsync = "everysec", .directory = disk_.folder()});
  ApiOptions options;
  options.redis = &redis;
  const ApiProcess api(options);
  ASSERT_EQ(upload(api).status, 201);
  disk_.fill();
  const HttpAnswer answer = refused_upload(api);
  EXPECT_EQ(answer.status, 503) << answer.body;
  EXPECT_NE(answer.header("retry-after"), "");
  EXPECT_NE(answer.body.find("disk"), std::string::npos) << answer.body;
  EXPECT_EQ(api.request("GET", "/data").status, 200);
  EXPECT_EQ(api.request("GET", "/livez").status, 200);
  disk_.make_room();
  EXPECT_TRUE(uploads_work_again(api));
  EXPECT_TRUE(api.wait_for_ready(10));
}

TEST_F(FullDisk, WithFsyncAlwaysEndsAndTheApiServesAgainWhenItIsBackWithAllThatWasAcknowledged) {
  RedisServer redis({.directory = disk_.folder()});
  ApiOptions options;
  options.redis = &redis;
  const ApiProcess api(options);
  ASSERT_EQ(upload(api).status, 201);
  disk_.fill();
  std::string acknowledged = api.request("GET", "/data").body;
  HttpAnswer answer = upload(api);
  for (int i = 0; i < 50 && answer.status == 201; ++i, answer = upload(api))
    acknowledged = api.request("GET", "/data").body;
  EXPECT_EQ(answer.status, 503) << answer.body;
  EXPECT_TRUE(redis.wait_for_exit(5));
  EXPECT_EQ(api.request("GET", "/data").status, 503);
  EXPECT_EQ(api.request("GET", "/livez").status, 200);
  disk_.make_room();
  redis.start();
  EXPECT_TRUE(api.wait_for_ready(10));
  EXPECT_EQ(api.request("GET", "/data").body, acknowledged);
  EXPECT_TRUE(uploads_work_again(api));
}

}  // namespace
}  // namespace perigee::testing
