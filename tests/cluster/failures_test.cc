// Every way in which a pod can fail, provoked on a real cluster, and the class and reason that the AnalysisJob then
// says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

class AFailure : public OnACluster {
 protected:
  // "Platform/ImagePull", or how it stands if it does not fail.
  static std::string of(const Installation& on, const std::string& job, int seconds = 120) {
    if (!on.is_finished(job, seconds)) return "unfinished: " + on.story();
    const json status = on.object("aj/" + job)["status"];
    if (!status.contains("failure")) return status.value("state", "no state");
    const json& failure = status["failure"];
    EXPECT_FALSE(failure.value("message", "").empty());
    EXPECT_EQ(status["state"], "Failed");
    return failure.value("class", "") + "/" + failure.value("reason", "");
  }
  static std::string of(const std::string& job, const std::string& spec) {
    perigee().submit(job, spec);
    return of(perigee(), job);
  }
  static std::string timeline(const std::string& further) {
    return R"({"analysis":"timeline","dataset":"launches","backoffLimit":0,"pendingDeadlineSeconds":5,)" + further +
           "}";
  }
  static void apply(const std::string& object) {
    const std::string file = cluster().folder() + "/object.json";
    std::ofstream(file) << object;
    const Outcome applied = perigee().kubectl("apply -f " + file);
    ASSERT_EQ(applied.code, 0) << applied.out;
  }
};

TEST_F(AFailure, OfTheUserIsFinal) {
  EXPECT_EQ(of("no-dataset", R"({"analysis":"timeline","dataset":"nothing"})"), "UserError/NoSuchDataset");
  ASSERT_EQ(perigee().http("POST", "/datasets/odd", HttpBody{"text/csv", "A,B\n1,2\n"}).status / 100, 2);
  EXPECT_EQ(of("no-column", R"({"analysis":"timeline","dataset":"odd"})"), "UserError/MissingColumn");
  EXPECT_EQ(perigee().object("aj/no-column")["status"]["attempts"], 1);
}

TEST_F(AFailure, OfSchedulingIsNamedAtThePendingDeadline) {
  EXPECT_EQ(of("nowhere", timeline(R"("runner":{"nodeSelector":{"there-is":"none"}})")), "Platform/Unschedulable");
}

TEST_F(AFailure, OfTimeIsADeadline) {
  if (!cluster().is_own()) GTEST_SKIP() << "a runner can be held in a cluster of our own only";
  ASSERT_FALSE(submit_held("late", R"(,"activeDeadlineSeconds":20,"pendingDeadlineSeconds":19)").empty());
  EXPECT_EQ(of(perigee(), "late"), "Infrastructure/DeadlineExceeded");
}

// The kernel kills it; where the runner can see its limit (control groups of version 2), it gives up by itself.
TEST_F(AFailure, OfMemoryIsKnown) {
  EXPECT_THAT(of("starved", R"({"analysis":"timeline","dataset":"launches","backoffLimit":0,
                                "output":{"width":4000,"height":4000,"scale":1},
                                "runner":{"resources":{"limits":{"memory":"10Mi"},"requests":{"memory":"10Mi"}}}})"),
              ::testing::AnyOf("Infrastructure/OOMKilled", "Infrastructure/OutOfMemory"));
}

TEST_F(AFailure, OfTheQuotaIsFoundInTheJobsEvents) {
  apply(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"tight"},
            "spec":{"hard":{"requests.ephemeral-storage":"1Mi"}}})");
  EXPECT_EQ(of("too-much", timeline(R"("runner":{"resources":{"requests":{"ephemeral-storage":"2Mi"}}})")),
            "Platform/Quota");
  ASSERT_EQ(perigee().kubectl("delete resourcequota tight").code, 0);
}

TEST_F(AFailure, OfAdmissionIsFoundInTheJobsEvents) {
  apply(R"({"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"small"},
            "spec":{"limits":[{"type":"Container","max":{"ephemeral-storage":"1Mi"}}]}})");
  EXPECT_EQ(of("not-allowed", timeline(R"("runner":{"resources":{"limits":{"ephemeral-storage":"2Mi"}}})")),
            "Platform/Admission");
  ASSERT_EQ(perigee().kubectl("delete limitrange small").code, 0);
}

TEST_F(AFailure, OfTheNodeIsTriedAgainUncounted) {
  if (!cluster().is_own()) GTEST_SKIP() << "a runner can be held in a cluster of our own only";
  ASSERT_FALSE(submit_held("evicted", R"(,"backoffLimit":0)").empty());
  const json pods = perigee().object("pods -l perigee.dev/analysis-job=evicted");
  const std::string pod = pods["items"][0]["metadata"]["name"];
  const std::string file = cluster().folder() + "/eviction.json";
  std::ofstream(file) << json{{"apiVersion", "policy/v1"}, {"kind", "Eviction"}, {"metadata", {{"name", pod}}}};
  const Outcome evicted = perigee().kubectl("create --raw /api/v1/namespaces/" + perigee().name() + "/pods/" + pod +
                                            "/eviction -f " + file);
  ASSERT_EQ(evicted.code, 0) << evicted.out;
  EXPECT_EQ(of(perigee(), "evicted", 240), "Succeeded");
}

// What only an installation can be wrong about: its runners' image, and the Secret with the address of Redis.
TEST_F(AFailure, OfTheInstallationIsNamed) {
  perigee();  // it brought the resource
  const Installation other(cluster(), "misled",
                           "--set api.replicas=1,controller.replicas=1,images.runner.tag=missing "
                           "--set controller.env.PERIGEE_RUNNER_REDIS_SECRET=missing");
  other.submit("no-image", timeline(R"("output":{"format":"png"})"));
  EXPECT_EQ(of(other, "no-image"), "Platform/ImagePull");
  const Outcome mended = other.upgrade("--set images.runner.tag=test");
  ASSERT_EQ(mended.code, 0) << mended.out;
  other.submit("no-secret", timeline(R"("output":{"format":"png"})"));
  EXPECT_EQ(of(other, "no-secret"), "Platform/Config");
}

}  // namespace
}  // namespace perigee::testing
