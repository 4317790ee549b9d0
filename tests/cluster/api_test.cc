// What the API asks of a cluster, alone and beside another API.
#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "tests/cluster/api_cluster_fixture.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST_F(ApiInACluster, APostMakesAnAnalysisJobThatBearsTheIdOfTheJob) {
  const auto answer = post("/analyze/timeline?from=1990&title=Mine", "", {{"X-Request-Id", "asked-here"}});
  ASSERT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(state_of(answer), "queued");
  const std::string id = json::parse(answer.body)["job_id"];
  const auto made = analysis_job(id);
  EXPECT_EQ(made["spec"]["analysis"], "timeline");
  EXPECT_EQ(made["spec"]["parameters"], json({{"from", 1990}}));
  EXPECT_EQ(made["spec"]["output"]["title"], "Mine");
  const auto record = jobs().find(id);
  EXPECT_EQ(record->uid, made["metadata"]["uid"]);
  EXPECT_EQ(record->executor, "kubernetes");
  EXPECT_EQ(record->request_id, "asked-here");
  EXPECT_EQ(jobs().queue_length(), 0u);
}

TEST_F(ApiInACluster, AnIdempotencyKeyMakesOneAnalysisJob) {
  const HttpHeaders key = {{"Idempotency-Key", "once"}};
  const auto before = count_analysis_jobs();
  const auto first = post("/analyze/sector", "", key), again = post("/analyze/sector", "", key);
  EXPECT_EQ(json::parse(first.body)["job_id"], json::parse(again.body)["job_id"]);
  EXPECT_EQ(again.header("idempotent-replayed"), "true");
  EXPECT_EQ(count_analysis_jobs(), before + 1);
  EXPECT_EQ(post("/analyze/sector?from=1990", "", key).status, 422);
}

TEST_F(ApiInACluster, ACancelledJobIsCancelledAtOnceAndItsAnalysisJobIsTold) {
  const auto id = submitted("/analyze/timeline");
  const auto answer = post("/jobs/" + id + "/cancel");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(state_of(answer), "cancelled");
  EXPECT_EQ(analysis_job(id)["spec"]["cancel"], true);
  EXPECT_EQ(post("/jobs/" + id + "/cancel").status, 200);
}

TEST_F(ApiInACluster, AJobWhoseAnalysisJobIsGoneCanBeCancelledAndDeleted) {
  const auto id = submitted("/analyze/timeline");
  delete_analysis_job(id);
  EXPECT_EQ(state_of(api_->request("DELETE", "/jobs/" + id)), "cancelled");
  EXPECT_EQ(api_->request("DELETE", "/jobs/" + id).status, 200);
  EXPECT_EQ(get("/jobs/" + id).status, 404);
}

TEST_F(ApiInACluster, ADeletedJobTakesItsAnalysisJobAlong) {
  const auto id = submitted("/analyze/timeline");
  post("/jobs/" + id + "/cancel");
  EXPECT_EQ(state_of(api_->request("DELETE", "/jobs/" + id)), "deleted");
  EXPECT_TRUE(analysis_job(id).is_null());
  EXPECT_FALSE(jobs().find(id));
  EXPECT_EQ(get("/jobs/" + id).status, 404);
}

TEST_F(ApiInACluster, AnotherObjectByTheNameOfOursIsNeitherCancelledNorDeleted) {
  const auto id = submitted("/analyze/timeline");
  put_a_stranger_in_the_place_of(id);
  EXPECT_EQ(state_of(post("/jobs/" + id + "/cancel")), "cancelled");
  EXPECT_FALSE(analysis_job(id)["spec"].contains("cancel"));
  EXPECT_EQ(state_of(api_->request("DELETE", "/jobs/" + id)), "deleted");
  EXPECT_FALSE(analysis_job(id).is_null());
}

TEST_F(ApiInACluster, ANumberWithAPointIsTakenAsTheRestApiTakesIt) {
  const auto id = submitted("/jobs", R"({"analysis": "timeline", "parameters": {"from": 1990.0}})");
  EXPECT_EQ(analysis_job(id)["spec"]["parameters"]["from"], 1990);
}

// Two of them side by side.

TEST_F(ApiInACluster, WhatOneApiAcceptsAnotherOneShowsCancelsAndDeletes) {
  const ApiProcess other(options(server_->file("kubeconfig")));
  const auto id = submitted("/analyze/timeline");
  std::string stream;
  std::thread listener([&] { stream = other.request("GET", "/jobs/" + id + "/events").body; });
  std::thread later([&] {
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(state_of(other.request("POST", "/jobs/" + id + "/cancel")), "cancelled");
  });
  EXPECT_EQ(end_of(id)["status"], "cancelled");
  later.join();
  listener.join();
  EXPECT_THAT(stream, HasSubstr("\"status\":\"cancelled\""));
  EXPECT_EQ(other.request("DELETE", "/jobs/" + id).status, 200);
  EXPECT_EQ(get("/jobs/" + id).status, 404);
}

TEST_F(ApiInACluster, OneKeySentToTwoApisAtOnceMakesOneAnalysisJob) {
  const ApiProcess other(options(server_->file("kubeconfig")));
  const auto before = count_analysis_jobs();
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client)
    clients.emplace_back([&, client] {
      const auto& api = client % 2 == 0 ? *api_ : other;
      const auto answer = api.request("POST", "/analyze/sector", std::nullopt, {{"Idempotency-Key", "both"}});
      EXPECT_EQ(answer.status, 202) << answer.body;
    });
  for (auto& client : clients) client.join();
  EXPECT_EQ(count_analysis_jobs(), before + 1);
}

}  // namespace
}  // namespace perigee::api
