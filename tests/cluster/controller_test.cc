// One controller on a real API server: what each wish of a user becomes.
#include <gtest/gtest.h>

#include <string>

#include "tests/cluster/controller_fixture.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::comes_true;
using testing::WithController;

class AController : public WithController {};

TEST_F(AController, MakesAJobOfAnAnalysisJobAndSaysHowItEnded) {
  const std::string uid = bed().create("plain");
  const json job = bed().job("plain", 1);
  ASSERT_TRUE(job.is_object());
  EXPECT_EQ(job["metadata"]["ownerReferences"][0]["uid"], uid);
  EXPECT_EQ(bed().record("plain")->uid, uid);
  EXPECT_EQ(bed().record("plain")->executor, "kubernetes");

  bed().start_pod(job);
  EXPECT_TRUE(bed().reaches("plain", "Running"));
  bed().commit("plain");
  bed().end_pod(job, 0);
  EXPECT_TRUE(bed().reaches("plain", "Succeeded"));
  EXPECT_EQ(bed().condition("plain", "Finished"), "True");
  EXPECT_EQ(bed().condition("plain", "Succeeded"), "True");
  EXPECT_EQ(bed().condition("plain", "ResultAvailable"), "True");
  EXPECT_EQ(status("plain")["result"]["sha256"], bed().record("plain")->result->sha256);
  EXPECT_EQ(status("plain")["attempts"], 1);
}

TEST_F(AController, CancelsAndDeletesTheJobThatRuns) {
  bed().create("cancelled");
  bed().start_pod(bed().job("cancelled", 1));
  ASSERT_TRUE(bed().reaches("cancelled", "Running"));
  bed().patch("cancelled", R"({"spec":{"cancel":true}})");
  EXPECT_TRUE(bed().reaches("cancelled", "Cancelled"));
  EXPECT_EQ(bed().record("cancelled")->state, JobState::cancelled);
  EXPECT_TRUE(comes_true([] { return bed().jobs("cancelled").empty(); }));
}

TEST_F(AController, StopsWhatIsSuspendedAndStartsTheNextAttemptWhenItIsResumed) {
  bed().create("paused");
  ASSERT_TRUE(bed().job("paused", 1).is_object());
  bed().patch("paused", R"({"spec":{"suspend":true}})");
  ASSERT_TRUE(bed().reaches("paused", "Suspended"));
  ASSERT_TRUE(comes_true([] { return bed().jobs("paused").empty(); }));
  bed().patch("paused", R"({"spec":{"suspend":false}})");
  const json second = bed().job("paused", 2);
  ASSERT_TRUE(second.is_object());
  bed().commit("paused");
  bed().end_pod(second, 0);
  EXPECT_TRUE(bed().reaches("paused", "Succeeded"));
  EXPECT_FALSE(status("paused").contains("failures"));
}

TEST_F(AController, MakesNoJobOfWhatIsSuspendedFromTheStart) {
  bed().create("asleep", R"(,"suspend":true)");
  ASSERT_TRUE(bed().reaches("asleep", "Suspended"));
  EXPECT_TRUE(bed().jobs("asleep").empty());
}

TEST_F(AController, EndsTheRecordOfWhatIsDeleted) {
  bed().create("deleted");
  ASSERT_TRUE(bed().job("deleted", 1).is_object());
  bed().remove("deleted");
  EXPECT_TRUE(comes_true([] { return bed().record("deleted")->state == JobState::cancelled; }));
}

TEST_F(AController, TakesANewAnalysisJobByAnOldNameForAnotherOne) {
  bed().create("again");
  bed().end_pod(bed().job("again", 1), 0);
  bed().commit("again", "the first picture");
  ASSERT_TRUE(bed().reaches("again", "Succeeded"));
  bed().remove("again");
  const std::string uid = bed().create("again");
  ASSERT_TRUE(comes_true([&] { return bed().record("again")->uid == uid; }));
  EXPECT_FALSE(bed().record("again")->result);
  EXPECT_TRUE(comes_true([&] {
    for (const json& job : bed().jobs("again"))
      if (job["metadata"]["ownerReferences"][0]["uid"] == uid) return true;
    return false;
  }));
}

TEST_F(AController, BindsWhatWasAcceptedToItsAnalysisJob) {
  JobRecord accepted;
  accepted.id = "accepted";
  accepted.executor = "kubernetes";
  accepted.state = JobState::accepted;
  accepted.spec.analysis = "timeline";
  accepted.request_id = "request-7";
  ASSERT_TRUE(Jobs(bed().pool()).accept(accepted, {}));
  const std::string uid = bed().create("accepted");
  ASSERT_TRUE(bed().job("accepted", 1).is_object());
  EXPECT_EQ(bed().record("accepted")->uid, uid);
  EXPECT_EQ(bed().record("accepted")->request_id, "request-7");
}

TEST_F(AController, LeavesTheStartOfAQueuedJobToItsQueue) {
  bed().create("queued", R"(,"queueName":"charts")");
  const json job = bed().job("queued", 1);
  ASSERT_TRUE(job.is_object());
  EXPECT_EQ(job["spec"]["suspend"], true);
  EXPECT_EQ(job["metadata"]["labels"]["kueue.x-k8s.io/queue-name"], "charts");
  EXPECT_TRUE(comes_true([] { return bed().condition("queued", "Suspended", "reason") == "Queued"; }));
  ASSERT_TRUE(
      bed().client().merge(kube::kJobs, job["metadata"]["name"].get<std::string>(), R"({"spec":{"suspend":false}})"));
  EXPECT_TRUE(comes_true([] { return bed().condition("queued", "Suspended") == "False"; }));
  bed().start_pod(job);
  EXPECT_TRUE(bed().reaches("queued", "Running"));
}

TEST_F(AController, DeletesWhatIsOlderThanItsRetention) {
  bed().create("brief", R"(,"retention":{"afterSuccess":"2s"})");
  const json job = bed().job("brief", 1);
  bed().commit("brief");
  bed().end_pod(job, 0);
  EXPECT_TRUE(comes_true([] { return bed().get("brief").is_null(); }));
}

}  // namespace
}  // namespace perigee
