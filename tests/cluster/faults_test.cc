// What a real cluster survives: processes killed in the middle of work, upgrades, controllers that change places, and a
// namespace that goes while nobody looks after it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

const std::string kController = "app.kubernetes.io/component=controller";
const std::string kApi = "app.kubernetes.io/component=api";
const std::string kRedis = "app.kubernetes.io/component=redis";
constexpr int kJobs = 8;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

class UnderFaults : public OnACluster {
 protected:
  void SetUp() override {
    OnACluster::SetUp();
    if (!IsSkipped() && !cluster().is_own()) GTEST_SKIP() << "processes can be killed in a cluster of our own only";
  }

  static void submit_all(const std::string& prefix) {
    for (int i = 0; i < kJobs; ++i) perigee().submit(prefix + std::to_string(i), slow_spec());
  }
  // All have one result, which can be fetched.
  static void expect_all_done(const std::string& prefix) {
    for (int i = 0; i < kJobs; ++i) {
      const std::string job = prefix + std::to_string(i);
      ASSERT_TRUE(perigee().is_finished(job, 240)) << perigee().story();
      EXPECT_EQ(perigee().state(job), "Succeeded") << perigee().object("aj/" + job).dump(2);
      EXPECT_TRUE(is_png(perigee().http("GET", "/results/" + job).body)) << job;
    }
  }
  static int attempts(const std::string& job) {
    return perigee().object("aj/" + job).value("/status/attempts"_json_pointer, 0);
  }
  static void kill_all(const std::string& labels) {
    const json pods = perigee().object("pods -l " + labels);
    ASSERT_FALSE(pods["items"].empty()) << labels;
    for (const json& pod : pods["items"]) EXPECT_GT(cluster().kill_processes(pod["metadata"]["uid"]), 0u) << labels;
  }
  static void wait_until_ready(const std::string& workload) {
    EXPECT_EQ(perigee().kubectl("rollout status " + workload + " --timeout=180s").code, 0) << perigee().story();
  }
  // "<pod>_<process>_<time>": the same pod stands for election as another after its container was started again.
  static std::string leader() {
    return perigee().object("lease/charts-perigee-controller").value("/spec/holderIdentity"_json_pointer, "");
  }
  static std::string pod_of(const std::string& identity) { return identity.substr(0, identity.find('_')); }
};

TEST_F(UnderFaults, KilledControllersLoseNothing) {
  submit_all("controller-");
  kill_all(kController);
  expect_all_done("controller-");
  wait_until_ready("deployment/charts-perigee-controller");
}

TEST_F(UnderFaults, AKilledApiLosesNoJobThatItAccepted) {
  const HttpAnswer accepted = perigee().http("POST", "/analyze/timeline?from=1980");
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  const std::string id = json::parse(accepted.body).at("job_id");
  kill_all(kApi);
  EXPECT_TRUE(perigee().is_finished(id, 180)) << perigee().story();
  wait_until_ready("deployment/charts-perigee-api");
  ASSERT_TRUE(comes_true(60, [&] { return perigee().http("GET", "/results/" + id).status == 200; }));
}

TEST_F(UnderFaults, AKilledRunnerIsAnAttemptAndTriedAgain) {
  const std::string pod = submit_held("killed");
  ASSERT_FALSE(pod.empty());
  ASSERT_GT(cluster().kill_processes(pod), 0u);
  ASSERT_TRUE(perigee().is_finished("killed", 240)) << perigee().story();
  EXPECT_EQ(perigee().state("killed"), "Succeeded");
  EXPECT_EQ(attempts("killed"), 2);
}

TEST_F(UnderFaults, AKilledRedisForgetsNothing) {
  perigee().submit("before", R"({"analysis":"timeline","dataset":"launches"})");
  ASSERT_TRUE(perigee().is_finished("before")) << perigee().story();
  submit_all("redis-");
  kill_all(kRedis);
  wait_until_ready("statefulset/charts-perigee-redis");
  wait_until_ready("deployment/charts-perigee-api");
  expect_all_done("redis-");
  EXPECT_TRUE(is_png(perigee().http("GET", "/results/before").body));
}

TEST_F(UnderFaults, AnUpgradeLetsARunningJobEnd) {
  const std::string pod = submit_held("upgraded");
  ASSERT_FALSE(pod.empty());
  const Outcome upgraded = perigee().upgrade("--set controller.logLevel=debug,api.logLevel=warn");
  release(pod);
  ASSERT_EQ(upgraded.code, 0) << upgraded.out << perigee().story();
  ASSERT_TRUE(perigee().is_finished("upgraded", 240)) << perigee().story();
  EXPECT_EQ(perigee().state("upgraded"), "Succeeded");
  EXPECT_EQ(attempts("upgraded"), 1);
}

TEST_F(UnderFaults, AnotherControllerTakesOverAtOnceFromOneThatStops) {
  ASSERT_TRUE(comes_true(60, [] { return !leader().empty(); }));
  const std::string before = leader();
  const auto start = Clock::now();
  ASSERT_EQ(perigee().kubectl("delete pod " + pod_of(before) + " --wait=false").code, 0);
  ASSERT_TRUE(comes_true(60, [&] { return !leader().empty() && leader() != before; })) << perigee().story();
  std::printf("told to stop → another leads: %.2f s as kubectl sees it\n", seconds_since(start));
  EXPECT_LT(seconds_since(start), 10);
  wait_until_ready("deployment/charts-perigee-controller");
}

TEST_F(UnderFaults, AnotherControllerTakesOverFromOneThatIsStuck) {
  const std::string before = leader();
  const json pod = perigee().object("pod/" + pod_of(before));
  ASSERT_FALSE(pod.is_null()) << before;
  const auto start = Clock::now();
  cluster().stop_processes(pod["metadata"]["uid"]);  // it can not give the lease back
  ASSERT_TRUE(comes_true(90, [&] { return leader() != before; })) << perigee().story();
  std::printf("stuck → another leads: %.1f s of a lease of 15 s\n", seconds_since(start));
  perigee().submit("led", R"({"analysis":"timeline","dataset":"launches"})");
  EXPECT_TRUE(perigee().is_finished("led")) << perigee().story();
  cluster().kill_processes(pod["metadata"]["uid"]);
  wait_until_ready("deployment/charts-perigee-controller");
}

TEST_F(UnderFaults, WhatIsDeletedWhileNoControllerRunsIsCancelledByTheNext) {
  ASSERT_FALSE(submit_held("orphan").empty());
  ASSERT_EQ(perigee().kubectl("scale deployment/charts-perigee-controller --replicas=0").code, 0);
  ASSERT_TRUE(comes_true(90, [] { return perigee().object("pods -l " + kController)["items"].empty(); }));
  ASSERT_EQ(perigee().kubectl("delete aj/orphan --timeout=60s").code, 0);
  EXPECT_TRUE(
      comes_true(60, [] { return perigee().object("pods -l perigee.dev/analysis-job=orphan")["items"].empty(); }));
  ASSERT_EQ(perigee().kubectl("scale deployment/charts-perigee-controller --replicas=2").code, 0);
  wait_until_ready("deployment/charts-perigee-controller");
  const auto start = Clock::now();
  EXPECT_TRUE(comes_true(60, [] {
    return json::parse(perigee().http("GET", "/jobs/orphan").body).value("status", "") == "cancelled";
  })) << perigee().http("GET", "/jobs/orphan").body;
  std::printf("a controller runs again → the record is cancelled: %.1f s\n", seconds_since(start));
}

TEST_F(UnderFaults, ANamespaceGoesWithoutItsController) {
  perigee();  // it brought the resource
  const auto other = std::make_unique<Installation>(cluster(), "doomed", "--set api.replicas=1,controller.replicas=1");
  other->submit("held",
                R"({"analysis":"timeline","dataset":"launches","runner":{"nodeSelector":{"there-is":"none"}}})");
  ASSERT_TRUE(comes_true(60, [&] { return !other->object("jobs")["items"].empty(); })) << other->story();
  ASSERT_EQ(other->kubectl("scale deployment/doomed-perigee-controller --replicas=0").code, 0);
  ASSERT_TRUE(comes_true(90, [&] { return other->object("pods -l " + kController)["items"].empty(); }));
  const auto start = Clock::now();
  EXPECT_EQ(cluster().kubectl("delete namespace doomed --timeout=120s").code, 0);
  std::printf("a namespace without its controller is gone after %.1f s\n", seconds_since(start));
  EXPECT_LT(seconds_since(start), 60);
}

}  // namespace
}  // namespace perigee::testing
