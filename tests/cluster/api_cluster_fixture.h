// The API with the Kubernetes executor on a real API server, without a controller: one pair for the tests of a suite.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>

#include "perigee/store/jobs.h"
#include "tests/api/jobs_api.h"
#include "tests/cluster/api_server.h"

namespace perigee::api {

using perigee::testing::ApiServer;

inline const std::string kAnalysisJobs = "/apis/perigee.dev/v1alpha1/namespaces/default/analysisjobs";

class ApiInACluster : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    unavailable_ = ApiProcess::available() ? ApiServer::unavailable() : "redis-server or perigee-api is missing";
    if (!unavailable_.empty()) return;
    server_ = std::make_unique<ApiServer>();
    install_crd();
    api_ = std::make_unique<ApiProcess>(options(server_->file("kubeconfig")));
    pool_ = std::make_unique<RedisPool>(*parse_redis_url(api_->redis().url()), RedisTimeouts{}, 2);
  }
  static void TearDownTestSuite() {
    pool_.reset();
    api_.reset();
    server_.reset();
  }

  static ApiOptions options(const std::string& kubeconfig) {
    ApiOptions options;
    options.flags = {"--executor", "kubernetes", "--kubeconfig", kubeconfig, "--namespace", "default"};
    if (api_) options.redis = &api_->redis();
    return options;
  }

  static void install_crd() {
    must(server_->kubectl("apply -f " PERIGEE_SOURCE_DIR "/crds"));
    must(server_->kubectl("wait --for=condition=Established crd/analysisjobs.perigee.dev"));
  }
  static void must(const perigee::testing::Outcome& outcome) { ASSERT_EQ(outcome.code, 0) << outcome.out; }

  // The AnalysisJob of this name; null: there is none.
  static json analysis_job(const std::string& id) {
    const auto answer = server_->request("GET", kAnalysisJobs + "/" + id);
    return answer.status == 200 ? json::parse(answer.body) : json();
  }
  static std::size_t count_analysis_jobs() {
    return json::parse(server_->request("GET", kAnalysisJobs).body)["items"].size();
  }
  static std::string uid_of(const std::string& id) { return analysis_job(id)["metadata"]["uid"]; }

  static void delete_analysis_job(const std::string& id) {
    EXPECT_EQ(server_->request("DELETE", kAnalysisJobs + "/" + id).status, 200);
    EXPECT_TRUE(analysis_job(id).is_null());
  }
  // Somebody's own, by the name of ours, which is gone.
  static void put_a_stranger_in_the_place_of(const std::string& id) {
    json stranger = analysis_job(id);
    delete_analysis_job(id);
    stranger["metadata"] = {{"name", id}};
    EXPECT_EQ(server_->request("POST", kAnalysisJobs, stranger.dump()).status, 201);
  }

  static Jobs jobs() { return Jobs(*pool_); }
  static std::string state_of(const HttpAnswer& answer) { return json::parse(answer.body)["status"]; }

  static inline std::unique_ptr<ApiServer> server_;
  static inline std::unique_ptr<RedisPool> pool_;
};

}  // namespace perigee::api
