// Every way in which a pod can fail, provoked on a real cluster, and the class and reason that the AnalysisJob then
// says. All are provoked at once, for most of them are the end of a deadline; each test looks at one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using ::testing::AnyOf;

// With further members of the spec.
std::string brief(const std::string& further) {
  return R"({"analysis":"timeline","dataset":"launches","backoffLimit":0,"pendingDeadlineSeconds":5,)" + further + "}";
}

class AFailure : public OnACluster {
 protected:
  static void SetUpTestSuite() {
    if (!unavailable().empty()) return;
    be_a_stranger("taken");
    if (cluster().is_own()) {
      submit_held("late", R"(,"activeDeadlineSeconds":20,"pendingDeadlineSeconds":19)");
      submit_held("evicted", R"(,"backoffLimit":0)");
      evict("evicted");
    }
    perigee().http("POST", "/datasets/odd", HttpBody{"text/csv", "A,B\n1,2\n"});
    perigee().submit("no-dataset", R"({"analysis":"timeline","dataset":"nothing"})");
    perigee().submit("no-column", R"({"analysis":"timeline","dataset":"odd"})");
    perigee().submit("nowhere", brief(R"("runner":{"nodeSelector":{"there-is":"none"}})"));
    perigee().submit("starved", R"({"analysis":"timeline","dataset":"launches","backoffLimit":0,
                                    "output":{"width":4000,"height":4000,"scale":1},
                                    "runner":{"resources":{"limits":{"memory":"10Mi"},"requests":{"memory":"10Mi"}}}})");
    create(R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"tight"},
               "spec":{"hard":{"requests.ephemeral-storage":"1Mi"}}})");
    perigee().submit("too-much", brief(R"("runner":{"resources":{"requests":{"ephemeral-storage":"2Mi"}}})"));
    perigee().submit("not-allowed", brief(R"("runner":{"priorityClassName":"there-is-none"})"));
  }
  static void TearDownTestSuite() {
    if (unavailable().empty()) perigee().kubectl("delete resourcequota tight");
  }

  // "Platform/ImagePull", or how it stands if it does not fail.
  static std::string of(const std::string& job) {
    if (!ends(job)) return "unfinished: " + perigee().story();
    const json status = perigee().object("aj/" + job)["status"];
    if (!status.contains("failure")) return status.value("state", "no state");
    const json& failure = status["failure"];
    EXPECT_FALSE(failure.value("message", "").empty());
    EXPECT_EQ(status["state"], "Failed");
    return failure.value("class", "") + "/" + failure.value("reason", "");
  }

  static void create(const std::string& object, const std::string& flags = "") {
    const std::string file = cluster().folder() + "/object.json";
    std::ofstream(file) << object;
    const Outcome created = perigee().kubectl("create " + flags + " -f " + file);
    ASSERT_EQ(created.code, 0) << created.out;
  }

  static void evict(const std::string& job) {
    const json pods = perigee().object("pods -l perigee.dev/analysis-job=" + job);
    const std::string pod = pods["items"][0]["metadata"]["name"];
    create(json{{"apiVersion", "policy/v1"}, {"kind", "Eviction"}, {"metadata", {{"name", pod}}}}.dump(),
           "--raw /api/v1/namespaces/" + perigee().name() + "/pods/" + pod + "/eviction");
  }

  // Somebody else's Job has the name that the first one of this AnalysisJob will have.
  static void be_a_stranger(const std::string& job) {
    perigee().submit(job, R"({"analysis":"timeline","dataset":"launches","suspend":true})");
    const std::string uid = perigee().object("aj/" + job)["metadata"]["uid"];
    stranger_ = job + "-" + uid.substr(0, 8) + "-1";
    const json pod = {{"restartPolicy", "Never"}, {"containers", {{{"name", "main"}, {"image", "stranger:test"}}}}};
    create(json{{"apiVersion", "batch/v1"},
                {"kind", "Job"},
                {"metadata", {{"name", stranger_}}},
                {"spec", {{"suspend", true}, {"template", {{"spec", pod}}}}}}
               .dump());
    ASSERT_EQ(perigee().kubectl("patch aj/" + job + " --type merge -p '{\"spec\":{\"suspend\":false}}'").code, 0);
  }

  static inline std::string stranger_;
};

TEST_F(AFailure, OfTheUserIsFinal) {
  EXPECT_EQ(of("no-dataset"), "UserError/NoSuchDataset");
  EXPECT_EQ(of("no-column"), "UserError/MissingColumn");
  EXPECT_EQ(perigee().object("aj/no-column")["status"]["attempts"], 1);
}

// No end, but an obstacle: it says so and goes on when it is gone.
TEST_F(AFailure, OfNamesIsWaitedFor) {
  EXPECT_TRUE(perigee().comes_to("taken", R"(.status.conditions[?(@.type=="Stalled")].reason)", "NameConflict"))
      << perigee().story();
  EXPECT_EQ(perigee().kubectl("delete job " + stranger_).code, 0);
  EXPECT_EQ(of("taken"), "Succeeded");
}

TEST_F(AFailure, OfSchedulingIsNamedAtThePendingDeadline) { EXPECT_EQ(of("nowhere"), "Platform/Unschedulable"); }

// The kernel kills it; where the runner can see its limit (control groups of version 2), it gives up by itself.
TEST_F(AFailure, OfMemoryIsKnown) {
  EXPECT_THAT(of("starved"), AnyOf("Infrastructure/OOMKilled", "Infrastructure/OutOfMemory"));
}

TEST_F(AFailure, OfTheQuotaIsFoundInTheJobsEvents) { EXPECT_EQ(of("too-much"), "Platform/Quota"); }

TEST_F(AFailure, OfAdmissionIsFoundInTheJobsEvents) { EXPECT_EQ(of("not-allowed"), "Platform/Admission"); }

TEST_F(AFailure, OfTheNodeIsTriedAgainUncounted) {
  if (!cluster().is_own()) GTEST_SKIP() << "a runner can be held in a cluster of our own only";
  EXPECT_EQ(of("evicted"), "Succeeded");
}

TEST_F(AFailure, OfTimeIsADeadline) {
  if (!cluster().is_own()) GTEST_SKIP() << "a runner can be held in a cluster of our own only";
  EXPECT_EQ(of("late"), "Infrastructure/DeadlineExceeded");
}

}  // namespace
}  // namespace perigee::testing
