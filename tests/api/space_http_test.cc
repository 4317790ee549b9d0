// The launches API: every request of its README as it stands there, at the root and below /space.
#include <gmock/gmock.h>

#include "tests/api/jobs_api.h"

namespace perigee::api {
namespace {

using ::testing::AnyOf;
using ::testing::StartsWith;

class SpaceHttp : public JobsApiTest, public ::testing::WithParamInterface<std::string> {
 protected:
  static void SetUpTestSuite() { start({}); }

  static HttpAnswer call(const std::string& method, const std::string& target, const std::string& body = "") {
    return api_->request(method, GetParam() + target, body.empty() ? std::nullopt : std::optional(json_body(body)));
  }
  static std::string queued(const std::string& target, const std::string& body = "") {
    const auto answer = call("POST", target, body);
    EXPECT_EQ(answer.status, 202) << answer.body;
    return json::parse(answer.body)["job_id"];
  }
  static std::string picture_of(const std::string& id) { return call("GET", "/results/" + id + "?wait=30").body; }
};

INSTANTIATE_TEST_SUITE_P(At, SpaceHttp, ::testing::Values("", "/space"),
                         [](const auto& one) { return one.param.empty() ? "TheRoot" : "ItsPrefix"; });

TEST_P(SpaceHttp, DataAreLoadedListedAndDeleted) {
  const auto loaded = call("POST", "/data");
  EXPECT_EQ(loaded.status, 201);
  EXPECT_EQ(json::parse(loaded.body)["status"], "success");
  const auto rows = json::parse(call("GET", "/data").body);
  EXPECT_EQ(rows.size(), json::parse(loaded.body)["count"]);
  EXPECT_TRUE(rows[0].contains("id"));
  EXPECT_TRUE(rows[0].contains("Country of Launch"));
  EXPECT_EQ(call("DELETE", "/data").body, "{\"status\":\"all records deleted\"}\n");
}

TEST_P(SpaceHttp, ASmokeTestOfOneRecordDrawsAPlot) {
  EXPECT_EQ(call("GET", "/help").status, 200);
  const auto seeded = call("POST", "/data", R"([{"Company Name":"PodTest","Year":"2025","Private or State Run":"P"}])");
  EXPECT_EQ(seeded.status, 201) << seeded.body;
  EXPECT_FALSE(json::parse(call("GET", "/data").body).empty());
  EXPECT_THAT(picture_of(queued("/analyze/timeline")), StartsWith("\x89PNG"));
}

TEST_P(SpaceHttp, EveryAnalysisIsEnqueuedAndItsJobToldOf) {
  call("POST", "/data");
  for (const char* analysis : {"timeline", "sector", "geography", "top-private"}) {
    const std::string id = queued(std::string("/analyze/") + analysis, "{}");
    const auto job = json::parse(call("GET", "/jobs/" + id).body);
    EXPECT_EQ(job["id"], id);
    EXPECT_THAT(job["status"], AnyOf("queued", "in progress", "complete"));
    EXPECT_TRUE(job["result_ready"].is_boolean());
    EXPECT_THAT(picture_of(id), StartsWith("\x89PNG")) << analysis;
  }
}

TEST_P(SpaceHttp, WhatIsNotThereIsToldInItsWords) {
  EXPECT_EQ(json::parse(call("GET", "/jobs/nobody").body)["error"], "Job not found");
  EXPECT_EQ(json::parse(call("GET", "/results/nobody").body)["error"], "Result not found");
}

}  // namespace
}  // namespace perigee::api
