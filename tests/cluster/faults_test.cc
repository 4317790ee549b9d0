// What a real cluster survives: processes killed in the middle of work, upgrades, and deletion while nobody looks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

const std::string kController = "app.kubernetes.io/component=controller";
const std::string kApi = "app.kubernetes.io/component=api";
const std::string kRedis = "app.kubernetes.io/component=redis";
constexpr int kJobs = 5;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class UnderFaults : public OnACluster {
 protected:
  static void SetUpTestSuite() {
    if (unavailable().empty() && cluster().is_own()) left_ = accept_without_posting();
  }
  void SetUp() override {
    OnACluster::SetUp();
    if (!IsSkipped() && !cluster().is_own()) GTEST_SKIP() << "processes can be killed in a cluster of our own only";
  }

  static void submit_all(const std::string& prefix) {
    for (int i = 0; i < kJobs; ++i) perigee().submit(prefix + std::to_string(i), slow_spec());
    EXPECT_NE(perigee().pod("perigee.dev/analysis-job=" + prefix + "0"), "");  // it runs, others wait
  }
  // All have one result, which can be fetched.
  static void expect_all_done(const std::string& prefix) {
    for (int i = 0; i < kJobs; ++i) {
      const std::string job = prefix + std::to_string(i);
      ASSERT_TRUE(ends(job)) << perigee().story();
      EXPECT_EQ(perigee().state(job), "Succeeded") << perigee().object("aj/" + job).dump(2);
      EXPECT_TRUE(is_png(perigee().http("GET", "/results/" + job).body)) << job;
    }
  }
  static int attempts(const std::string& job) {
    return perigee().object("aj/" + job).value("/status/attempts"_json_pointer, 0);
  }
  static std::vector<std::string> pods(const std::string& labels) {
    std::vector<std::string> uids;
    const json found = perigee().object("pods -l " + labels);
    for (const json& pod : found["items"]) uids.push_back(pod["metadata"]["uid"]);
    return uids;
  }
  static void kill_all(const std::vector<std::string>& pods) {
    ASSERT_FALSE(pods.empty());
    for (const std::string& pod : pods) EXPECT_GT(cluster().signal(pod, SIGKILL), 0u);
  }
  static void wait_until_ready(const std::string& workload) {
    EXPECT_EQ(perigee().kubectl("rollout status " + workload + " --timeout=180s").code, 0) << perigee().story();
  }

  // The id of a job that the API accepted while there was no API server, and was killed then.
  static std::string accept_without_posting() {
    const auto apis = pods(kApi);
    cluster().server().kill();
    const HttpAnswer accepted = perigee().http("POST", "/analyze/timeline?from=1970");
    kill_all(apis);
    cluster().server().start_again();
    EXPECT_EQ(accepted.status, 202) << accepted.body;
    const json job = json::parse(accepted.body);
    EXPECT_EQ(job.value("status", ""), "accepted");
    wait_until_ready("deployment/charts-perigee-api");
    return job.value("job_id", "");
  }

  static inline std::string left_;
};

TEST_F(UnderFaults, KilledControllersLoseNothing) {
  submit_all("controller-");
  kill_all(pods(kController));
  expect_all_done("controller-");
  wait_until_ready("deployment/charts-perigee-controller");
}

TEST_F(UnderFaults, AKilledApiLosesNoJobThatItAccepted) {
  const HttpAnswer accepted = perigee().http("POST", "/analyze/timeline?from=1980");
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  const std::string id = json::parse(accepted.body).at("job_id");
  kill_all(pods(kApi));
  EXPECT_TRUE(perigee().is_finished(id)) << perigee().story();
  wait_until_ready("deployment/charts-perigee-api");
  EXPECT_TRUE(comes_true([&] { return is_png(perigee().http("GET", "/results/" + id).body); }));
}

TEST_F(UnderFaults, AKilledRunnerIsAnAttemptAndTriedAgain) {
  const std::string pod = submit_held("killed");
  ASSERT_FALSE(pod.empty());
  ASSERT_GT(cluster().signal(pod, SIGKILL), 0u);
  ASSERT_TRUE(ends("killed")) << perigee().story();
  EXPECT_EQ(perigee().state("killed"), "Succeeded");
  EXPECT_EQ(attempts("killed"), 2);
}

TEST_F(UnderFaults, AKilledRedisForgetsNothing) {
  perigee().submit("before", R"({"analysis":"timeline","dataset":"launches"})");
  ASSERT_TRUE(perigee().is_finished("before")) << perigee().story();
  submit_all("redis-");
  kill_all(pods(kRedis));
  wait_until_ready("statefulset/charts-perigee-redis");
  wait_until_ready("deployment/charts-perigee-api");
  expect_all_done("redis-");
  EXPECT_TRUE(is_png(perigee().http("GET", "/results/before").body));
}

TEST_F(UnderFaults, AnUpgradeLetsARunningJobEnd) {
  const std::string pod = submit_held("upgraded");
  ASSERT_FALSE(pod.empty());
  const Outcome upgraded = perigee().upgrade("--set controller.logLevel=debug,api.logLevel=warn --wait --timeout 4m");
  release(pod);
  ASSERT_EQ(upgraded.code, 0) << upgraded.out << perigee().story();
  ASSERT_TRUE(perigee().is_finished("upgraded")) << perigee().story();
  EXPECT_EQ(perigee().state("upgraded"), "Succeeded");
  EXPECT_EQ(attempts("upgraded"), 1);
}

TEST_F(UnderFaults, WhatIsDeletedWhileNoControllerRunsIsCancelledByTheNext) {
  const std::string pod = submit_held("orphan");
  ASSERT_FALSE(pod.empty());
  ASSERT_EQ(perigee().kubectl("scale deployment/charts-perigee-controller --replicas=0").code, 0);
  ASSERT_TRUE(comes_true([] { return pods(kController).empty(); }));
  ASSERT_EQ(perigee().kubectl("delete aj/orphan --timeout=60s").code, 0);
  cluster().signal(pod, SIGCONT);  // it hears that it is to stop
  EXPECT_TRUE(comes_true([] { return pods("perigee.dev/analysis-job=orphan").empty(); }));
  ASSERT_EQ(perigee().kubectl("scale deployment/charts-perigee-controller --replicas=2").code, 0);
  const auto start = Clock::now();
  EXPECT_TRUE(comes_true([] {
    return json::parse(perigee().http("GET", "/jobs/orphan").body).value("status", "") == "cancelled";
  })) << perigee().http("GET", "/jobs/orphan").body;
  std::printf("controllers are started → the record is cancelled: %.1f s\n", seconds_since(start));
  wait_until_ready("deployment/charts-perigee-controller");
}

// Looked at last: it is posted when it is half a minute old.
TEST_F(UnderFaults, WhatTheApiAcceptedAndDidNotPostTheControllerPosts) {
  ASSERT_FALSE(left_.empty());
  EXPECT_TRUE(comes_true([] { return !perigee().object("aj/" + left_).is_null(); })) << perigee().story();
  EXPECT_TRUE(perigee().is_finished(left_)) << perigee().story();
  EXPECT_EQ(perigee().state(left_), "Succeeded");
  EXPECT_TRUE(is_png(perigee().http("GET", "/results/" + left_).body));
}

}  // namespace
}  // namespace perigee::testing
