// The API and the real controller on one cluster, whose node is played: who is first, who dies, who comes late.
#include <gmock/gmock.h>
#include <signal.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "perigee/job/resource.h"
#include "perigee/store/jobs.h"
#include "tests/api/jobs_api.h"
#include "tests/cluster/played_cluster.h"
#include "tests/support/comes_true.h"
#include "tests/support/redis_proxy.h"

namespace perigee::api {
namespace {

using perigee::testing::comes_true;
using perigee::testing::PlayedCluster;
using perigee::testing::PlayedInstallation;
using perigee::testing::RedisProxy;
using ::testing::HasSubstr;

const std::string kNamespace = "perigee";
const std::string kAnalysisJobs = "/apis/perigee.dev/v1alpha1/namespaces/" + kNamespace + "/analysisjobs";
const std::string kJobs = "/apis/batch/v1/namespaces/" + kNamespace + "/jobs";
const std::string kPods = "/api/v1/namespaces/" + kNamespace + "/pods";

class ApiAndController : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    unavailable_ = ApiProcess::available() ? PlayedCluster::unavailable() : "perigee-api was not built";
    if (!unavailable_.empty()) return;
    cluster_ = std::make_unique<PlayedCluster>();
    installation_ = std::make_unique<PlayedInstallation>(*cluster_, kNamespace, PERIGEE_FAKE_RUNNER);
    api_ = std::make_unique<ApiProcess>(options());
    pool_ = std::make_unique<RedisPool>(*parse_redis_url(installation_->redis().url()), RedisTimeouts{}, 4);
  }
  static void TearDownTestSuite() {
    pool_.reset();
    api_.reset();
    installation_.reset();
    cluster_.reset();
  }

  static ApiOptions options() {
    ApiOptions options;
    options.redis = &installation_->redis();
    options.flags = installation_->api_flags();
    return options;
  }

  static json items(const std::string& path, const std::string& id = "") {
    const std::string query = id.empty() ? "" : "?labelSelector=perigee.dev%2Fanalysis-job%3D" + id;
    return json::parse(cluster_->server().request("GET", path + query).body)["items"];
  }
  static json analysis_job(const std::string& id) {
    const auto answer = cluster_->server().request("GET", kAnalysisJobs + "/" + id);
    return answer.status == 200 ? json::parse(answer.body) : json();
  }
  static bool reaches(const std::string& id, const std::string& state) {
    return comes_true([&] {
      const auto found = analysis_job(id);
      return found.is_object() && found.contains("status") && found["status"].value("state", "") == state;
    });
  }

  static Jobs jobs() { return Jobs(*pool_); }
  static bool has_ended(const std::string& id) {
    const auto record = jobs().find(id);
    return record && is_terminal(record->state);
  }

  static inline std::unique_ptr<PlayedCluster> cluster_;
  static inline std::unique_ptr<PlayedInstallation> installation_;
  static inline std::unique_ptr<RedisPool> pool_;
};

TEST_F(ApiAndController, AJobIsDrawnOnceAndRecordAndAnalysisJobAgree) {
  const auto id = submitted("/analyze/timeline?title=commit");
  const auto ended = end_of(id);
  EXPECT_EQ(ended["status"], "complete");
  ASSERT_TRUE(reaches(id, "Succeeded"));
  const auto status = analysis_job(id)["status"];
  EXPECT_EQ(status["result"]["sha256"], ended["result"]["sha256"]);
  EXPECT_EQ(status["attempts"], 1);
  EXPECT_EQ(items(kJobs, id).size(), 1u);
}

TEST_F(ApiAndController, TheControllerMayBindTheRecordBeforeTheApiDoes) {
  std::atomic<bool> is_armed = false;
  std::atomic<int> watches = 0;
  std::string id;
  RedisProxy proxy(installation_->redis().socket());
  // The first WATCH accepts the job, the second one would bind it: the API is held there until the job is over.
  proxy.set_hook([&](int, const std::string& command) {
    if (!is_armed || command != "WATCH" || ++watches != 2) return RedisProxy::Action::pass;
    JobQuery query;
    query.text = "held";
    EXPECT_TRUE(comes_true([&] {
      const auto page = jobs().list(query);
      return !page.jobs.empty() && is_terminal(page.jobs[0].state);
    }));
    return RedisProxy::Action::pass;
  });
  ApiOptions through = options();
  through.redis_url = proxy.url();
  const ApiProcess held(through);
  is_armed = true;
  const auto answer = held.request("POST", "/analyze/timeline?title=commit,held");
  is_armed = false;
  ASSERT_EQ(answer.status, 202) << answer.body;
  EXPECT_GE(watches, 2);
  const auto ended = job(json::parse(answer.body)["job_id"]);
  EXPECT_EQ(ended["status"], "complete");
  EXPECT_EQ(ended["attempts"], 1);
}

TEST_F(ApiAndController, TheApiMayBindTheRecordBeforeTheControllerDoes) {
  ::kill(installation_->controller_pid(), SIGSTOP);
  const auto answer = post("/analyze/timeline?title=commit");
  EXPECT_EQ(json::parse(answer.body)["status"], "queued");
  const std::string id = json::parse(answer.body)["job_id"];
  EXPECT_EQ(jobs().find(id)->uid, analysis_job(id)["metadata"]["uid"]);
  ::kill(installation_->controller_pid(), SIGCONT);
  const auto ended = end_of(id);
  EXPECT_EQ(ended["status"], "complete");
  EXPECT_EQ(ended["attempts"], 1);
}

TEST_F(ApiAndController, AJobThatWasCancelledStaysSoWhenItsAnalysisJobComesLate) {
  JobRecord record;
  record.id = "comes-late";
  record.executor = "kubernetes";
  record.state = JobState::accepted;
  record.spec.analysis = "timeline";
  record.spec.output.title = "commit";
  ASSERT_TRUE(jobs().accept(record, {}));
  EXPECT_EQ(json::parse(post("/jobs/comes-late/cancel").body)["status"], "cancelled");
  EXPECT_EQ(cluster_->server().request("POST", kAnalysisJobs, analysis_job_manifest(record)).status, 201);
  EXPECT_TRUE(reaches("comes-late", "Cancelled"));
  EXPECT_TRUE(items(kJobs, "comes-late").empty());
  EXPECT_EQ(job("comes-late")["status"], "cancelled");
}

TEST_F(ApiAndController, AJobOfKubectlIsListedShownAndCancelledAsAnyOther) {
  std::ofstream(cluster_->server().file("mine.yaml"))
      << "apiVersion: perigee.dev/v1alpha1\nkind: AnalysisJob\nmetadata: {name: mine}\n"
         "spec: {analysis: timeline, output: {title: hang}}\n";
  const auto applied = cluster_->server().kubectl("apply -n " + kNamespace + " -f mine.yaml");
  ASSERT_EQ(applied.code, 0) << applied.out;
  EXPECT_TRUE(comes_true([] { return get("/jobs/mine").body.find("in progress") != std::string::npos; }));
  EXPECT_THAT(get("/jobs?text=mine").body, HasSubstr("\"id\":\"mine\""));
  const auto answer = post("/jobs/mine/cancel");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(json::parse(answer.body)["status"], "cancelled");
  EXPECT_TRUE(reaches("mine", "Cancelled"));
  EXPECT_EQ(analysis_job("mine")["spec"]["cancel"], true);
  EXPECT_TRUE(comes_true([] { return items(kJobs, "mine").empty(); }));
}

TEST_F(ApiAndController, OfAJobThatIsDeletedWhileItRunsNothingIsLeftAndNothingComesBack) {
  const auto id = submitted("/analyze/timeline?title=hang");
  EXPECT_TRUE(comes_true([&] { return job(id)["status"] == "in progress"; }));
  EXPECT_EQ(api_->request("DELETE", "/jobs/" + id).status, 202);
  EXPECT_EQ(api_->request("DELETE", "/jobs/" + id).status, 200);
  EXPECT_TRUE(comes_true([&] { return items(kJobs, id).empty() && items(kPods, id).empty(); }));
  EXPECT_TRUE(analysis_job(id).is_null());
  EXPECT_FALSE(jobs().find(id));
}

TEST_F(ApiAndController, AnApiThatIsKilledAmongManyRequestsLosesNothingAndDoublesNothing) {
  constexpr int kRequests = 40, kClients = 8;
  const auto before = items(kAnalysisJobs).size();
  ApiProcess victim(options());
  const auto send = [&](const ApiProcess& api, int number) {
    try {
      return api.request("POST", "/analyze/sector?title=commit", std::nullopt,
                         {{"Idempotency-Key", "many-" + std::to_string(number)}});
    } catch (const std::runtime_error&) {  // it died before it answered
      return HttpAnswer{};
    }
  };
  std::atomic<int> accepted = 0;
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client)
    clients.emplace_back([&, client] {
      for (int number = client; number < kRequests; number += kClients) accepted += send(victim, number).status == 202;
    });
  EXPECT_TRUE(comes_true([&] { return accepted >= kRequests / 4; }));
  victim.kill();
  for (auto& client : clients) client.join();

  std::set<std::string> ids;
  for (int number = 0; number < kRequests; ++number) {
    const auto answer = send(*api_, number);
    ASSERT_EQ(answer.status, 202) << answer.body;
    ids.insert(json::parse(answer.body)["job_id"]);
  }
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(kRequests));
  for (const auto& id : ids) EXPECT_EQ(end_of(id)["status"], "complete") << id;
  EXPECT_EQ(items(kAnalysisJobs).size(), before + kRequests);
}

TEST_F(ApiAndController, ADeadControllerKeepsNobodyFromAcceptingAndCancelling) {
  installation_->kill_controller();
  const auto kept = submitted("/analyze/timeline?title=commit"), dropped = submitted("/analyze/timeline?title=commit");
  EXPECT_EQ(json::parse(post("/jobs/" + dropped + "/cancel").body)["status"], "cancelled");
  installation_->start_controller();
  EXPECT_EQ(end_of(kept)["status"], "complete");
  EXPECT_TRUE(reaches(dropped, "Cancelled"));
  EXPECT_TRUE(items(kJobs, dropped).empty());
}

}  // namespace
}  // namespace perigee::api
