// One controller on a real API server: what each wish of a user and each end of a pod becomes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "tests/cluster/controller_fixture.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::comes_true;
using ::testing::HasSubstr;
using testing::Process;
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

TEST_F(AController, TriesAgainAfterTheFaultsOfOthersAndNotMoreOftenThanAllowed) {
  bed().create("unlucky", R"(,"backoffLimit":1)");
  bed().end_pod(bed().job("unlucky", 1), 20, R"({"error":"Redis was away."})");
  const json second = bed().job("unlucky", 2);
  ASSERT_TRUE(second.is_object());
  EXPECT_EQ(bed().jobs("unlucky").size(), 1u);  // the old one is deleted before the next is made
  EXPECT_EQ(status("unlucky")["failures"], 1);
  bed().end_pod(second, 20);
  ASSERT_TRUE(bed().reaches("unlucky", "Failed"));
  EXPECT_EQ(status("unlucky")["failure"]["class"], "Infrastructure");
  EXPECT_EQ(status("unlucky")["failure"]["exitCode"], 20);
}

TEST_F(AController, FailsAtOnceForAMistakeOfTheUser) {
  bed().create("mistaken");
  bed().end_pod(bed().job("mistaken", 1), 12);
  ASSERT_TRUE(bed().reaches("mistaken", "Failed"));
  EXPECT_EQ(status("mistaken")["failure"]["class"], "UserError");
  EXPECT_EQ(bed().record("mistaken")->state, JobState::failed);
}

TEST_F(AController, CountsAJobThatFailedWithoutATraceAndOneThatSomebodyDeleted) {
  bed().create("hunted", R"(,"backoffLimit":2)");
  bed().fail_job(bed().job("hunted", 1), "BackoffLimitExceeded");
  const json second = bed().job("hunted", 2);
  ASSERT_TRUE(second.is_object());
  bed().start_pod(second);
  ASSERT_TRUE(bed().reaches("hunted", "Running"));
  ASSERT_FALSE(bed().client().remove(kube::kJobs, second["metadata"]["name"].get<std::string>(), {}));
  ASSERT_TRUE(bed().job("hunted", 3).is_object());
  EXPECT_EQ(status("hunted")["failures"], 2);
}

TEST_F(AController, EndsWhatTakesLongerThanItsDeadline) {
  bed().create("slow", R"(,"activeDeadlineSeconds":3,"pendingDeadlineSeconds":2)");
  bed().start_pod(bed().job("slow", 1));
  ASSERT_TRUE(bed().reaches("slow", "Failed"));
  EXPECT_EQ(status("slow")["failure"]["reason"], "DeadlineExceeded");
  EXPECT_TRUE(comes_true([] { return bed().jobs("slow").empty(); }));
}

TEST_F(AController, SaysWhyAPodNeverStarted) {
  bed().create("imageless", R"(,"activeDeadlineSeconds":60,"pendingDeadlineSeconds":3)");
  bed().pod_waits(bed().job("imageless", 1), "ImagePullBackOff", "no such image");
  ASSERT_TRUE(bed().reaches("imageless", "Failed"));
  EXPECT_EQ(status("imageless")["failure"]["reason"], "ImagePull");
  EXPECT_THAT(status("imageless")["failure"]["message"].get<std::string>(), HasSubstr("no such image"));
}

TEST_F(AController, FindsInTheEventsOfAJobWhyItHasNoPod) {
  bed().create("podless", R"(,"activeDeadlineSeconds":60,"pendingDeadlineSeconds":3)");
  const json job = bed().job("podless", 1);
  const json event = {
      {"apiVersion", "v1"},
      {"kind", "Event"},
      {"metadata", {{"name", "podless-1"}}},
      {"involvedObject",
       {{"kind", "Job"}, {"namespace", "default"}, {"name", job["metadata"]["name"]}, {"uid", job["metadata"]["uid"]}}},
      {"reason", "FailedCreate"},
      {"message", "pods is forbidden: exceeded quota: small"},
      {"type", "Warning"}};
  ASSERT_TRUE(bed().client().create({"", "v1", "events"}, event.dump()));
  ASSERT_TRUE(bed().reaches("podless", "Failed"));
  EXPECT_EQ(status("podless")["failure"]["reason"], "Quota");
}

TEST_F(AController, StallsWhileAJobOfSomebodyElseBearsTheName) {
  const std::string uid = bed().create("taken", R"(,"suspend":true)");
  ASSERT_TRUE(bed().reaches("taken", "Suspended"));
  const json stranger = {
      {"apiVersion", "batch/v1"},
      {"kind", "Job"},
      {"metadata", {{"name", "taken-" + uid.substr(0, 8) + "-1"}}},
      {"spec",
       {{"template",
         {{"spec", {{"restartPolicy", "Never"}, {"containers", {{{"name", "main"}, {"image", "stranger:test"}}}}}}}}}}};
  ASSERT_TRUE(bed().client().create(kube::kJobs, stranger.dump()));
  bed().patch("taken", R"({"spec":{"suspend":false}})");
  EXPECT_TRUE(comes_true([] { return bed().condition("taken", "Stalled", "reason") == "NameConflict"; }));
  ASSERT_FALSE(bed().client().remove(kube::kJobs, "taken-" + uid.substr(0, 8) + "-1", {}));
  EXPECT_TRUE(bed().job("taken", 1).is_object());
}

TEST_F(AController, SaysThatAQuotaStandsInTheWayAndGoesOnWhenItIsLifted) {
  const kube::ResourceType quotas{"", "v1", "resourcequotas"};
  ASSERT_TRUE(bed().client().create(quotas, R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},)"
                                            R"("spec":{"hard":{"count/jobs.batch":"0"}}})"));
  ASSERT_TRUE(bed().client().merge(  // the controller-manager would
      quotas, "none", R"({"status":{"hard":{"count/jobs.batch":"0"},"used":{"count/jobs.batch":"0"}}})", "status"));
  bed().create("crowded");
  EXPECT_TRUE(comes_true([] { return bed().condition("crowded", "Stalled", "reason") == "Quota"; }));
  ASSERT_FALSE(bed().client().remove(quotas, "none", {}));
  EXPECT_TRUE(bed().job("crowded", 1).is_object());
  bed().start_pod(bed().job("crowded", 1));
  EXPECT_TRUE(bed().reaches("crowded", "Running"));
  EXPECT_EQ(bed().condition("crowded", "Stalled"), "");
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

TEST_F(AController, WritesLittleTellsTwoEventsAndThenIsQuiet) {
  const auto writes = [] {
    double sum = 0;
    for (const char* method : {"POST", "PATCH", "PUT", "DELETE"})
      for (const char* code : {"200", "201"})
        sum += bed()
                   .metric(kPort, R"(rest_client_requests_total{code=")" + std::string(code) + R"(",method=")" +
                                      method + "\"}")
                   .value_or(0);
    return sum;
  };
  const double before = writes();
  const std::string uid = bed().create("quiet");
  const json job = bed().job("quiet", 1);
  bed().start_pod(job);
  ASSERT_TRUE(bed().reaches("quiet", "Running"));
  bed().commit("quiet");
  bed().end_pod(job, 0);
  ASSERT_TRUE(bed().reaches("quiet", "Succeeded"));
  const auto events = [&] { return bed().client().list(kube::kEvents, {{"fieldSelector", "regarding.uid=" + uid}}); };
  EXPECT_TRUE(comes_true([&] { return events()->size() == 2; }));
  EXPECT_LE(writes() - before, 4 + 2);
  const double then = writes();
  std::this_thread::sleep_for(std::chrono::seconds(3));
  EXPECT_EQ(writes(), then);
  EXPECT_EQ(events()->size(), 2u);
}

TEST_F(AController, AnswersProbesAndMeasuresStages) {
  EXPECT_EQ(bed().probe(kPort, "/livez").status, 200);
  EXPECT_TRUE(comes_true([] { return bed().probe(kPort, "/readyz").status == 200; }));
  EXPECT_EQ(bed().probe(kPort, "/elsewhere").status, 404);
  const std::string text = bed().probe(kPort, "/metrics").body;
  for (const char* name :
       {"controller_runtime_reconcile_total", "controller_runtime_reconcile_time_seconds_bucket",
        "controller_runtime_active_workers", "controller_runtime_max_concurrent_reconciles", "workqueue_depth",
        "workqueue_adds_total", "workqueue_queue_duration_seconds_bucket", "workqueue_work_duration_seconds_bucket",
        "workqueue_unfinished_work_seconds", "workqueue_longest_running_processor_seconds", "workqueue_retries_total",
        "rest_client_requests_total", "leader_election_master_status"})
    EXPECT_THAT(text, HasSubstr(name));
  for (const char* stage : {"posted", "started", "ended", "told"})
    EXPECT_GT(bed().metric(kPort, R"(perigee_stage_seconds_count{stage=")" + std::string(stage) + "\"}"), 0) << stage;
}

TEST_F(AController, SaysThatItIsNotReadyWhileRedisIsAway) {
  bed().redis().stop();
  EXPECT_TRUE(comes_true([] { return bed().probe(kPort, "/readyz").status == 503; }));
  EXPECT_EQ(bed().probe(kPort, "/livez").status, 200);
  bed().create("blind");
  EXPECT_TRUE(comes_true([] { return bed().condition("blind", "Stalled", "reason") == "StoreUnavailable"; }));
  bed().redis().start();
  EXPECT_TRUE(comes_true([] { return bed().probe(kPort, "/readyz").status == 200; }));
  EXPECT_TRUE(bed().job("blind", 1).is_object());
}

TEST_F(AController, GoesOnAfterARestartWhereItWas) {
  bed().create("survivor");
  const json job = bed().job("survivor", 1);
  ASSERT_EQ(::kill(controller_->pid(), SIGKILL), 0);
  ASSERT_TRUE(comes_true([] { return !controller_->runs(); }));
  bed().commit("survivor");
  bed().end_pod(job, 0);
  bed().create("newborn");
  start();
  EXPECT_TRUE(bed().reaches("survivor", "Succeeded"));
  EXPECT_TRUE(bed().job("newborn", 1).is_object());
  EXPECT_EQ(bed().jobs("survivor").size(), 1u);
}

TEST_F(AController, RefusesTheRedisOfAnotherInstallation) {
  const std::string ours = bed().pool().lend()->command(2, {"GET", "installation"}).bytes;
  bed().pool().lend()->command(2, {"SET", "installation", "somebody-else"});
  Process other = bed().start("other", {"--probe-port", "0"});
  EXPECT_TRUE(comes_true([&] { return !other.runs(); }));
  bed().pool().lend()->command(2, {"SET", "installation", ours});
  EXPECT_THAT(other.log(), HasSubstr("belongs to the installation 'somebody-else'"));
}

}  // namespace
}  // namespace perigee
