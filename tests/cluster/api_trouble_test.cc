// What the API does when the cluster does not answer or refuses, and when the API itself dies in between.
#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/cluster/api_cluster_fixture.h"
#include "tests/support/comes_true.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;
using perigee::testing::comes_true;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

class ApiOfATroubledCluster : public ApiInACluster {
 protected:
  void TearDown() override {
    if (stopped_) ::kill(server_->pid(), SIGCONT);
  }

  void stop_server() {
    ::kill(server_->pid(), SIGSTOP);
    stopped_ = true;
  }
  void continue_server() {
    ::kill(server_->pid(), SIGCONT);
    stopped_ = false;
    EXPECT_TRUE(comes_true([] { return server_->request("GET", "/readyz").status == 200; }));
  }

  static std::string write(const std::string& name, const std::string& text) {
    std::ofstream(server_->file(name)) << text;
    return server_->file(name);
  }

  static std::string kubeconfig(const std::string& name, const std::string& server, const std::string& user) {
    return write(name, "current-context: test\nclusters: [{name: test, cluster: {server: \"" + server +
                           "\", certificate-authority: ca.crt}}]\nusers: [{name: user, user: " + user +
                           "}]\ncontexts: [{name: test, context: {cluster: test, user: user}}]\n");
  }
  static std::string of_a_dead_server() {
    return kubeconfig("dead", "https://127.0.0.1:1", "{client-certificate: admin.crt, client-key: admin.key}");
  }
  // Of an account that may do nothing.
  static std::string of_a_nobody() {
    const std::string accounts = "/api/v1/namespaces/default/serviceaccounts";
    server_->request("POST", accounts, R"({"metadata": {"name": "nobody"}})");
    const auto token = server_->request("POST", accounts + "/nobody/token", R"({"spec": {}})");
    EXPECT_EQ(token.status, 201) << token.body;
    return kubeconfig("nobody", server_->url(),
                      "{token: " + json::parse(token.body)["status"].value("token", "") + "}");
  }

  static ApiOptions not_waiting(ApiOptions options) {
    options.wait_until_ready = false;
    return options;
  }

  static HttpAnswer readiness(const ApiProcess& api) {
    return perigee::testing::http(api.probe_port(), "GET", "/readyz");
  }

  bool stopped_ = false;
};

TEST_F(ApiOfATroubledCluster, WithoutAnApiServerJobsAreAcceptedAllTheSame) {
  const ApiProcess api(not_waiting(options(of_a_dead_server())));
  EXPECT_EQ(readiness(api).status, 503);
  EXPECT_THAT(readiness(api).body, HasSubstr("The API server can not be reached"));
  const auto answer = api.request("POST", "/analyze/timeline");
  EXPECT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(state_of(answer), "accepted");
  const std::string id = json::parse(answer.body)["job_id"];
  EXPECT_EQ(jobs().find(id)->uid, "");
  EXPECT_EQ(json::parse(get("/jobs?state=accepted").body)["jobs"][0]["id"], id);
  EXPECT_THAT(get("/results/" + id).body, HasSubstr("not-finished"));
}

TEST_F(ApiOfATroubledCluster, WithoutAnApiServerJobsAreCancelledButNotDeleted) {
  const ApiProcess api(not_waiting(options(of_a_dead_server())));
  const auto id = submitted("/analyze/timeline");
  EXPECT_EQ(state_of(api.request("POST", "/jobs/" + id + "/cancel")), "cancelled");
  const auto kept = api.request("DELETE", "/jobs/" + id);
  EXPECT_EQ(kept.status, 503);
  EXPECT_THAT(kept.body, HasSubstr("so the job is kept"));
  EXPECT_EQ(state_of(get("/jobs/" + id)), "cancelled");
}

TEST_F(ApiOfATroubledCluster, AnApiServerThatHangsIsNotWaitedForForEver) {
  stop_server();
  const HttpHeaders key = {{"Idempotency-Key", "while-it-hangs"}};
  const auto before = steady_clock::now();
  const auto accepted = post("/analyze/timeline", "", key);
  EXPECT_LT(steady_clock::now() - before, 25s);
  EXPECT_EQ(accepted.status, 202);
  EXPECT_EQ(state_of(accepted), "accepted");
  continue_server();
  const std::string id = json::parse(accepted.body)["job_id"];
  EXPECT_EQ(json::parse(post("/analyze/timeline", "", key).body)["job_id"], id);
  EXPECT_FALSE(analysis_job(id).is_null());
}

TEST_F(ApiOfATroubledCluster, AJobThatTheServerRefusesFailsWithTheServersWords) {
  const ApiProcess api(options(of_a_nobody()));
  const auto answer = api.request("POST", "/analyze/timeline");
  ASSERT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(state_of(answer), "failed");
  const auto ended = job(json::parse(answer.body)["job_id"]);
  EXPECT_EQ(ended["failure"]["class"], "Platform");
  EXPECT_EQ(ended["failure"]["reason"], "Refused");
  EXPECT_THAT(std::string(ended["failure"]["message"]), HasSubstr("refused with 403 Forbidden"));
  EXPECT_THAT(std::string(ended["failure"]["message"]), HasSubstr("cannot create resource \"analysisjobs\""));
}

TEST_F(ApiOfATroubledCluster, AnApiThatDiesBetweenRecordAndAnalysisJobLosesNothing) {
  const auto before = count_analysis_jobs();
  stop_server();
  ApiProcess api(not_waiting(options(server_->file("kubeconfig"))));
  const HttpHeaders key = {{"Idempotency-Key", "died-in-between"}};
  HttpAnswer answer;
  std::thread client([&] {
    try {
      answer = api.request("POST", "/analyze/sector?title=survivor", std::nullopt, key);
    } catch (const std::runtime_error&) {  // it died before it answered
    }
  });
  std::vector<JobRecord> accepted;
  EXPECT_TRUE(comes_true([&] {
    JobQuery query;
    query.text = "survivor";
    accepted = jobs().list(query).jobs;
    return !accepted.empty();
  }));
  api.kill();
  client.join();
  continue_server();
  EXPECT_NE(answer.status, 202);
  ASSERT_EQ(accepted.size(), 1u);
  EXPECT_EQ(accepted[0].state, JobState::accepted);
  const auto again = post("/analyze/sector?title=survivor", "", key);
  EXPECT_EQ(json::parse(again.body)["job_id"], accepted[0].id);
  EXPECT_EQ(count_analysis_jobs(), before + 1);
  EXPECT_FALSE(analysis_job(accepted[0].id).is_null());
}

TEST_F(ApiOfATroubledCluster, WithoutTheCustomResourceItIsNotReadyAndSaysWhatToDo) {
  must(server_->kubectl("delete crd analysisjobs.perigee.dev"));
  ApiProcess api(not_waiting(options(server_->file("kubeconfig"))));
  EXPECT_TRUE(comes_true([&] { return readiness(api).body.find("Apply crds/analysisjobs") != std::string::npos; }));
  EXPECT_EQ(readiness(api).status, 503);
  install_crd();
  EXPECT_TRUE(api.wait_for_ready(60));
}

TEST_F(ApiOfATroubledCluster, AKubeconfigThatIsNoneIsRefusedInWords) {
  try {
    const ApiProcess api(not_waiting(options("/nowhere/config")));
    FAIL() << "it started";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("/nowhere/config can not be read"));
  }
}

TEST_F(ApiOfATroubledCluster, ReadinessAsksTheServerOnceInSeconds) {
  const auto requests = [&] {
    const auto text = server_->request("GET", "/metrics").body;
    const std::string name = "apiserver_request_total{";
    double sum = 0;
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
      const auto line = text.substr(at, text.find('\n', at) - at);
      if (line.find("group=\"perigee.dev\"") == std::string::npos) continue;
      sum += std::stod(line.substr(line.rfind(' ')));
    }
    return sum;
  };
  readiness(*api_);
  const double before = requests();
  for (int i = 0; i < 50; ++i) EXPECT_EQ(readiness(*api_).status, 200);
  for (int i = 0; i < 20; ++i) get("/jobs");
  EXPECT_LE(requests() - before, 10);
}

}  // namespace
}  // namespace perigee::api
