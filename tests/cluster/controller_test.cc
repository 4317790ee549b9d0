// One controller on a real API server: what each wish of a user and each end of a pod becomes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <string>

#include "tests/cluster/controller_bed.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::comes_true;
using testing::ControllerBed;
using ::testing::HasSubstr;
using testing::Process;

class AController : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    unavailable_ = ControllerBed::unavailable();
    if (!unavailable_.empty()) return;
    bed_ = std::make_unique<ControllerBed>();
    controller_ = std::make_unique<Process>(bed_->start("controller", {"--probe-port", "0"}));
  }
  static void TearDownTestSuite() {
    controller_.reset();
    bed_.reset();
  }

  void SetUp() override {
    if (!unavailable_.empty()) GTEST_SKIP() << unavailable_;
    ASSERT_TRUE(controller_->runs()) << controller_->log();
  }
  void TearDown() override {
    if (HasFailure() && controller_) std::fputs(controller_->log().c_str(), stderr);
  }

  static json status(const std::string& name) { return bed_->get(name)["status"]; }

  static inline std::unique_ptr<ControllerBed> bed_;
  static inline std::unique_ptr<Process> controller_;
  static inline std::string unavailable_;
};

TEST_F(AController, MakesAJobOfAnAnalysisJobAndSaysHowItEnded) {
  const std::string uid = bed_->create("plain");
  const json job = bed_->job("plain", 1);
  ASSERT_TRUE(job.is_object());
  EXPECT_EQ(job["metadata"]["ownerReferences"][0]["uid"], uid);
  EXPECT_EQ(bed_->record("plain")->uid, uid);
  EXPECT_EQ(bed_->record("plain")->executor, "kubernetes");

  bed_->start_pod(job);
  EXPECT_TRUE(bed_->reaches("plain", "Running"));
  bed_->commit("plain");
  bed_->end_pod(job, 0);
  EXPECT_TRUE(bed_->reaches("plain", "Succeeded"));
  EXPECT_EQ(bed_->condition("plain", "Finished"), "True");
  EXPECT_EQ(bed_->condition("plain", "Succeeded"), "True");
  EXPECT_EQ(bed_->condition("plain", "ResultAvailable"), "True");
  EXPECT_EQ(status("plain")["result"]["sha256"], bed_->record("plain")->result->sha256);
  EXPECT_EQ(status("plain")["attempts"], 1);
}

TEST_F(AController, CancelsAndDeletesTheJobThatRuns) {
  bed_->create("cancelled");
  bed_->start_pod(bed_->job("cancelled", 1));
  ASSERT_TRUE(bed_->reaches("cancelled", "Running"));
  bed_->patch("cancelled", R"({"spec":{"cancel":true}})");
  EXPECT_TRUE(bed_->reaches("cancelled", "Cancelled"));
  EXPECT_EQ(bed_->record("cancelled")->state, JobState::cancelled);
  EXPECT_TRUE(comes_true([] { return bed_->jobs("cancelled").empty(); }));
}

TEST_F(AController, StopsWhatIsSuspendedAndStartsTheNextAttemptWhenItIsResumed) {
  bed_->create("paused");
  ASSERT_TRUE(bed_->job("paused", 1).is_object());
  bed_->patch("paused", R"({"spec":{"suspend":true}})");
  ASSERT_TRUE(bed_->reaches("paused", "Suspended"));
  ASSERT_TRUE(comes_true([] { return bed_->jobs("paused").empty(); }));
  bed_->patch("paused", R"({"spec":{"suspend":false}})");
  const json second = bed_->job("paused", 2);
  ASSERT_TRUE(second.is_object());
  bed_->commit("paused");
  bed_->end_pod(second, 0);
  EXPECT_TRUE(bed_->reaches("paused", "Succeeded"));
  EXPECT_FALSE(status("paused").contains("failures"));
}

TEST_F(AController, MakesNoJobOfWhatIsSuspendedFromTheStart) {
  bed_->create("asleep", R"(,"suspend":true)");
  ASSERT_TRUE(bed_->reaches("asleep", "Suspended"));
  EXPECT_TRUE(bed_->jobs("asleep").empty());
}

TEST_F(AController, EndsTheRecordOfWhatIsDeleted) {
  bed_->create("deleted");
  ASSERT_TRUE(bed_->job("deleted", 1).is_object());
  bed_->remove("deleted");
  EXPECT_TRUE(comes_true([] { return bed_->record("deleted")->state == JobState::cancelled; }));
}

TEST_F(AController, TakesANewAnalysisJobByAnOldNameForAnotherOne) {
  bed_->create("again");
  bed_->end_pod(bed_->job("again", 1), 0);
  bed_->commit("again", "the first picture");
  ASSERT_TRUE(bed_->reaches("again", "Succeeded"));
  bed_->remove("again");
  const std::string uid = bed_->create("again");
  ASSERT_TRUE(comes_true([&] { return bed_->record("again")->uid == uid; }));
  EXPECT_FALSE(bed_->record("again")->result);
  EXPECT_TRUE(comes_true([&] {
    for (const json& job : bed_->jobs("again"))
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
  ASSERT_TRUE(Jobs(bed_->pool()).accept(accepted, {}));
  const std::string uid = bed_->create("accepted");
  ASSERT_TRUE(bed_->job("accepted", 1).is_object());
  EXPECT_EQ(bed_->record("accepted")->uid, uid);
  EXPECT_EQ(bed_->record("accepted")->request_id, "request-7");
}

TEST_F(AController, TriesAgainAfterTheFaultsOfOthersAndNotMoreOftenThanAllowed) {
  bed_->create("unlucky", R"(,"backoffLimit":1)");
  bed_->end_pod(bed_->job("unlucky", 1), 20, R"({"error":"Redis was away."})");
  const json second = bed_->job("unlucky", 2);
  ASSERT_TRUE(second.is_object());
  EXPECT_EQ(bed_->jobs("unlucky").size(), 1u);  // the old one is deleted before the next is made
  EXPECT_EQ(status("unlucky")["failures"], 1);
  bed_->end_pod(second, 20);
  ASSERT_TRUE(bed_->reaches("unlucky", "Failed"));
  EXPECT_EQ(status("unlucky")["failure"]["class"], "Infrastructure");
  EXPECT_EQ(status("unlucky")["failure"]["exitCode"], 20);
}

TEST_F(AController, FailsAtOnceForAMistakeOfTheUser) {
  bed_->create("mistaken");
  bed_->end_pod(bed_->job("mistaken", 1), 12);
  ASSERT_TRUE(bed_->reaches("mistaken", "Failed"));
  EXPECT_EQ(status("mistaken")["failure"]["class"], "UserError");
  EXPECT_EQ(bed_->record("mistaken")->state, JobState::failed);
}

TEST_F(AController, CountsAJobThatFailedWithoutATraceAndOneThatSomebodyDeleted) {
  bed_->create("hunted", R"(,"backoffLimit":2)");
  bed_->fail_job(bed_->job("hunted", 1), "BackoffLimitExceeded");
  const json second = bed_->job("hunted", 2);
  ASSERT_TRUE(second.is_object());
  bed_->start_pod(second);
  ASSERT_TRUE(bed_->reaches("hunted", "Running"));
  ASSERT_FALSE(bed_->client().remove(kube::kJobs, second["metadata"]["name"].get<std::string>(), {}));
  ASSERT_TRUE(bed_->job("hunted", 3).is_object());
  EXPECT_EQ(status("hunted")["failures"], 2);
}

TEST_F(AController, EndsWhatTakesLongerThanItsDeadline) {
  bed_->create("slow", R"(,"activeDeadlineSeconds":3,"pendingDeadlineSeconds":2)");
  bed_->start_pod(bed_->job("slow", 1));
  ASSERT_TRUE(bed_->reaches("slow", "Failed"));
  EXPECT_EQ(status("slow")["failure"]["reason"], "DeadlineExceeded");
  EXPECT_TRUE(comes_true([] { return bed_->jobs("slow").empty(); }));
}

TEST_F(AController, SaysWhyAPodNeverStarted) {
  bed_->create("imageless", R"(,"activeDeadlineSeconds":60,"pendingDeadlineSeconds":3)");
  bed_->pod_waits(bed_->job("imageless", 1), "ImagePullBackOff", "no such image");
  ASSERT_TRUE(bed_->reaches("imageless", "Failed"));
  EXPECT_EQ(status("imageless")["failure"]["reason"], "ImagePull");
  EXPECT_THAT(status("imageless")["failure"]["message"].get<std::string>(), HasSubstr("no such image"));
}

TEST_F(AController, FindsInTheEventsOfAJobWhyItHasNoPod) {
  bed_->create("podless", R"(,"activeDeadlineSeconds":60,"pendingDeadlineSeconds":3)");
  const json job = bed_->job("podless", 1);
  const json event = {
      {"apiVersion", "v1"},
      {"kind", "Event"},
      {"metadata", {{"name", "podless-1"}}},
      {"involvedObject",
       {{"kind", "Job"}, {"namespace", "default"}, {"name", job["metadata"]["name"]}, {"uid", job["metadata"]["uid"]}}},
      {"reason", "FailedCreate"},
      {"message", "pods is forbidden: exceeded quota: small"},
      {"type", "Warning"}};
  ASSERT_TRUE(bed_->client().create({"", "v1", "events"}, event.dump()));
  ASSERT_TRUE(bed_->reaches("podless", "Failed"));
  EXPECT_EQ(status("podless")["failure"]["reason"], "Quota");
}

TEST_F(AController, StallsWhileAJobOfSomebodyElseBearsTheName) {
  const std::string uid = bed_->create("taken", R"(,"suspend":true)");
  ASSERT_TRUE(bed_->reaches("taken", "Suspended"));
  const json stranger = {
      {"apiVersion", "batch/v1"},
      {"kind", "Job"},
      {"metadata", {{"name", "taken-" + uid.substr(0, 8) + "-1"}}},
      {"spec",
       {{"template",
         {{"spec", {{"restartPolicy", "Never"}, {"containers", {{{"name", "main"}, {"image", "stranger:test"}}}}}}}}}}};
  ASSERT_TRUE(bed_->client().create(kube::kJobs, stranger.dump()));
  bed_->patch("taken", R"({"spec":{"suspend":false}})");
  EXPECT_TRUE(comes_true([] { return bed_->condition("taken", "Stalled", "reason") == "NameConflict"; }));
  ASSERT_FALSE(bed_->client().remove(kube::kJobs, "taken-" + uid.substr(0, 8) + "-1", {}));
  EXPECT_TRUE(bed_->job("taken", 1).is_object());
}

TEST_F(AController, SaysThatAQuotaStandsInTheWayAndGoesOnWhenItIsLifted) {
  const kube::ResourceType quotas{"", "v1", "resourcequotas"};
  ASSERT_TRUE(bed_->client().create(quotas, R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},)"
                                            R"("spec":{"hard":{"count/jobs.batch":"0"}}})"));
  ASSERT_TRUE(bed_->client().merge(  // the controller-manager would
      quotas, "none", R"({"status":{"hard":{"count/jobs.batch":"0"},"used":{"count/jobs.batch":"0"}}})", "status"));
  bed_->create("crowded");
  EXPECT_TRUE(comes_true([] { return bed_->condition("crowded", "Stalled", "reason") == "Quota"; }));
  ASSERT_FALSE(bed_->client().remove(quotas, "none", {}));
  EXPECT_TRUE(bed_->job("crowded", 1).is_object());
  bed_->start_pod(bed_->job("crowded", 1));
  EXPECT_TRUE(bed_->reaches("crowded", "Running"));
  EXPECT_EQ(bed_->condition("crowded", "Stalled"), "");
}

TEST_F(AController, LeavesTheStartOfAQueuedJobToItsQueue) {
  bed_->create("queued", R"(,"queueName":"charts")");
  const json job = bed_->job("queued", 1);
  ASSERT_TRUE(job.is_object());
  EXPECT_EQ(job["spec"]["suspend"], true);
  EXPECT_EQ(job["metadata"]["labels"]["kueue.x-k8s.io/queue-name"], "charts");
  EXPECT_TRUE(comes_true([] { return bed_->condition("queued", "Suspended", "reason") == "Queued"; }));
  ASSERT_TRUE(
      bed_->client().merge(kube::kJobs, job["metadata"]["name"].get<std::string>(), R"({"spec":{"suspend":false}})"));
  EXPECT_TRUE(comes_true([] { return bed_->condition("queued", "Suspended") == "False"; }));
  bed_->start_pod(job);
  EXPECT_TRUE(bed_->reaches("queued", "Running"));
}

TEST_F(AController, DeletesWhatIsOlderThanItsRetention) {
  bed_->create("brief", R"(,"retention":{"afterSuccess":"2s"})");
  const json job = bed_->job("brief", 1);
  bed_->commit("brief");
  bed_->end_pod(job, 0);
  EXPECT_TRUE(comes_true([] { return bed_->get("brief").is_null(); }));
}

TEST_F(AController, GoesOnAfterARestartWhereItWas) {
  bed_->create("survivor");
  const json job = bed_->job("survivor", 1);
  ASSERT_EQ(::kill(controller_->pid(), SIGKILL), 0);
  ASSERT_TRUE(comes_true([] { return !controller_->runs(); }));
  bed_->commit("survivor");
  bed_->end_pod(job, 0);
  bed_->create("newborn");
  controller_ = std::make_unique<Process>(bed_->start("controller", {"--probe-port", "0"}));
  EXPECT_TRUE(bed_->reaches("survivor", "Succeeded"));
  EXPECT_TRUE(bed_->job("newborn", 1).is_object());
  EXPECT_EQ(bed_->jobs("survivor").size(), 1u);
}

TEST_F(AController, RefusesTheRedisOfAnotherInstallation) {
  bed_->pool().lend()->command(2, {"SET", "installation", "somebody-else"});
  Process other = bed_->start("other", {"--probe-port", "0"});
  EXPECT_TRUE(comes_true([&] { return !other.runs(); }));
  EXPECT_THAT(other.log(), HasSubstr("belongs to the installation 'somebody-else'"));
}

}  // namespace
}  // namespace perigee
