// The API as a client of jobs sees it: a few verbs over HTTP, for the tests of the jobs' routes.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "tests/api/executor_under_test.h"
#include "tests/support/api_process.h"

namespace perigee::api {

using nlohmann::json;
using perigee::testing::ApiOptions;
using perigee::testing::ApiProcess;
using perigee::testing::HttpAnswer;
using perigee::testing::HttpBody;
using perigee::testing::HttpHeaders;

inline HttpBody json_body(std::string text) { return {"application/json", std::move(text)}; }

// One API, under the executor of this binary, for all tests of a suite; each test makes jobs of its own.
class JobsApiTest : public ::testing::Test {
 protected:
  static void TearDownTestSuite() {
    api_.reset();
    executor_.reset();
  }

  static void start(ApiOptions options) {
    unavailable_ = ExecutorUnderTest::unavailable();
    if (!unavailable_.empty() || api_) return;
    executor_ = ExecutorUnderTest::start(options);
    api_ = std::make_unique<ApiProcess>(std::move(options));
  }

  void SetUp() override {
    if (!api_) GTEST_SKIP() << unavailable_;
  }

  static HttpAnswer get(const std::string& target, const HttpHeaders& headers = {}) {
    return api_->request("GET", target, std::nullopt, headers);
  }
  static HttpAnswer post(const std::string& target, const std::string& body = "", const HttpHeaders& headers = {}) {
    return api_->request("POST", target, body.empty() ? std::nullopt : std::optional(json_body(body)), headers);
  }

  static std::string submitted(const std::string& target, const std::string& body = "") {
    const auto answer = post(target, body);
    EXPECT_EQ(answer.status, 202) << answer.body;
    return answer.status == 202 ? std::string(json::parse(answer.body)["job_id"]) : "";
  }

  static json job(const std::string& id) { return json::parse(get("/jobs/" + id).body); }
  static json end_of(const std::string& id) { return json::parse(get("/jobs/" + id + "?wait=30").body); }

  static inline std::string unavailable_;
  static inline std::unique_ptr<ExecutorUnderTest> executor_;
  static inline std::unique_ptr<ApiProcess> api_;
};

}  // namespace perigee::api
