// The API with the Kubernetes executor on a real API server, without a controller: what it asks of the cluster, and
// what it does when the cluster does not answer, refuses, or the API dies in between.
#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include "perigee/store/jobs.h"
#include "tests/api/jobs_api.h"
#include "tests/cluster/api_server.h"

namespace perigee::api {
namespace {

using namespace std::chrono_literals;
using perigee::testing::ApiServer;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

const std::string kAnalysisJobs = "/apis/perigee.dev/v1alpha1/namespaces/default/analysisjobs";

template <class Condition>
bool comes_true(Condition holds) {
  for (const auto deadline = steady_clock::now() + 60s; steady_clock::now() < deadline;
       std::this_thread::sleep_for(5ms))
    if (holds()) return true;
  return false;
}

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

// The cluster in trouble.

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
