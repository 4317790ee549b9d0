#include "controller/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "controller/evidence.h"
#include "tests/controller/scene.h"

namespace perigee::controller::testing {
namespace {

using nlohmann::json;
using ::testing::Contains;

AnalysisJob job_with(const std::string& runner) {
  AnalysisJob job = *fresh().job;
  job.runner = runner;
  return job;
}
RunnerTemplate runner() {
  RunnerTemplate made;
  made.namespace_name = "charts";
  made.image = "perigee-runner:1";
  made.redis_secret = "perigee-redis";
  return made;
}
json manifest_of(const AnalysisJob& job) { return json::parse(job_manifest(job, 2, 321, runner())); }

TEST(JobManifest, IsOneAttemptOfOneJobAndOwnedByIt) {
  const json made = manifest_of(job_with(""));
  EXPECT_EQ(made["metadata"]["name"], "first-crossover-0f9c4f6e-2");
  EXPECT_EQ(made["spec"]["backoffLimit"], 0);
  EXPECT_EQ(made["spec"]["activeDeadlineSeconds"], 321);
  EXPECT_EQ(made["spec"]["template"]["spec"]["restartPolicy"], "Never");
  const json& owner = made["metadata"]["ownerReferences"][0];
  EXPECT_EQ(owner["uid"], kUid);
  EXPECT_TRUE(owner["controller"]);
  EXPECT_FALSE(owner.contains("blockOwnerDeletion"));
  EXPECT_FALSE(made["spec"].contains("podFailurePolicy"));
}

TEST(JobManifest, IsReadBackAsAnAttemptOfOurs) {
  json made = manifest_of(job_with(""));
  made["metadata"]["uid"] = "u";
  EXPECT_EQ(read_job(made.dump())->attempt, 2);
}

TEST(JobManifest, TellsTheRunnerTheJobItsUidAndItsTime) {
  const json args = manifest_of(job_with(""))["spec"]["template"]["spec"]["containers"][0]["args"];
  EXPECT_EQ(args, json::parse(R"(["--job", "first-crossover", "--uid", "0f9c4f6e-1111-4222-8333-444455556666",
                                  "--deadline", "321", "--termination-message", "/dev/termination-log"])"));
}

TEST(JobManifest, IsRestrictedAndHasNoToken) {
  const json pod = manifest_of(job_with(""))["spec"]["template"]["spec"];
  EXPECT_TRUE(pod["securityContext"]["runAsNonRoot"]);
  EXPECT_EQ(pod["securityContext"]["seccompProfile"]["type"], "RuntimeDefault");
  EXPECT_FALSE(pod["automountServiceAccountToken"]);
  const json& container = pod["containers"][0]["securityContext"];
  EXPECT_FALSE(container["allowPrivilegeEscalation"]);
  EXPECT_TRUE(container["readOnlyRootFilesystem"]);
  EXPECT_EQ(container["capabilities"]["drop"], json::array({"ALL"}));
}

TEST(JobManifest, TakesWhatTheUserSaysOfThePod) {
  const json made = manifest_of(job_with(R"({
      "resources": {"limits": {"memory": "2Gi"}}, "nodeSelector": {"disk": "ssd"}, "priorityClassName": "low",
      "tolerations": [{"key": "gpu", "operator": "Exists"}], "labels": {"team": "a"}, "annotations": {"note": "b"}})"));
  const json& pod = made["spec"]["template"]["spec"];
  EXPECT_EQ(pod["containers"][0]["resources"]["limits"]["memory"], "2Gi");
  EXPECT_EQ(pod["containers"][0]["resources"]["requests"]["cpu"], "100m");
  EXPECT_EQ(pod["nodeSelector"]["disk"], "ssd");
  EXPECT_EQ(pod["priorityClassName"], "low");
  EXPECT_THAT(pod["tolerations"], Contains(json::parse(R"({"key": "gpu", "operator": "Exists"})")));
  EXPECT_EQ(made["metadata"]["labels"]["team"], "a");
  EXPECT_EQ(made["spec"]["template"]["metadata"]["annotations"]["note"], "b");
}

TEST(JobManifest, LeavesWhatItIsKnownByAlone) {
  const json made = manifest_of(job_with(R"({"labels": {"perigee.dev/attempt": "9", "app.kubernetes.io/name": "x"}})"));
  for (const json& labels : {made["metadata"]["labels"], made["spec"]["template"]["metadata"]["labels"]}) {
    EXPECT_EQ(labels["perigee.dev/attempt"], "2");
    EXPECT_EQ(labels["app.kubernetes.io/name"], "perigee");
  }
}

TEST(JobManifest, TakesTextForTextWhateverIsInIt) {
  AnalysisJob job = job_with(R"({"annotations": {"note": "a \"quoted\" $name"}})");
  const json made = manifest_of(job);
  EXPECT_EQ(made["metadata"]["annotations"]["note"], "a \"quoted\" $name");
}

TEST(JobManifest, GivesALostNodeHalfAMinute) {
  const json tolerations = manifest_of(job_with(""))["spec"]["template"]["spec"]["tolerations"];
  ASSERT_EQ(tolerations.size(), 2u);
  for (const json& one : tolerations) EXPECT_EQ(one["tolerationSeconds"], 30);
}

TEST(JobManifest, WaitsForItsQueueAndOnlyTheJobNamesIt) {
  AnalysisJob job = job_with("");
  EXPECT_FALSE(manifest_of(job)["spec"].contains("suspend"));
  job.queue = "charts";
  const json made = manifest_of(job);
  EXPECT_TRUE(made["spec"]["suspend"]);
  EXPECT_EQ(made["metadata"]["labels"]["kueue.x-k8s.io/queue-name"], "charts");
  EXPECT_FALSE(made["spec"]["template"]["metadata"]["labels"].contains("kueue.x-k8s.io/queue-name"));
}

}  // namespace
}  // namespace perigee::controller::testing
