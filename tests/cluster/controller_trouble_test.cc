// One controller on a real API server: what becomes of attempts that fail, of deadlines, and of what stands in the way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cluster/controller_fixture.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::comes_true;
using ::testing::HasSubstr;
using testing::WithController;

class AControllerInTrouble : public WithController {};

TEST_F(AControllerInTrouble, TriesAgainAfterTheFaultsOfOthersAndNotMoreOftenThanAllowed) {
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

TEST_F(AControllerInTrouble, FailsAtOnceForAMistakeOfTheUser) {
  bed().create("mistaken");
  bed().end_pod(bed().job("mistaken", 1), 12);
  ASSERT_TRUE(bed().reaches("mistaken", "Failed"));
  EXPECT_EQ(status("mistaken")["failure"]["class"], "UserError");
  EXPECT_EQ(bed().record("mistaken")->state, JobState::failed);
}

TEST_F(AControllerInTrouble, CountsAJobThatFailedWithoutATraceAndOneThatSomebodyDeleted) {
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

TEST_F(AControllerInTrouble, EndsWhatTakesLongerThanItsDeadline) {
  bed().create("slow", R"(,"activeDeadlineSeconds":3,"pendingDeadlineSeconds":2)");
  bed().start_pod(bed().job("slow", 1));
  ASSERT_TRUE(bed().reaches("slow", "Failed"));
  EXPECT_EQ(status("slow")["failure"]["reason"], "DeadlineExceeded");
  EXPECT_TRUE(comes_true([] { return bed().jobs("slow").empty(); }));
}

TEST_F(AControllerInTrouble, SaysWhyAPodNeverStarted) {
  bed().create("imageless", R"(,"activeDeadlineSeconds":60,"pendingDeadlineSeconds":3)");
  bed().pod_waits(bed().job("imageless", 1), "ImagePullBackOff", "no such image");
  ASSERT_TRUE(bed().reaches("imageless", "Failed"));
  EXPECT_EQ(status("imageless")["failure"]["reason"], "ImagePull");
  EXPECT_THAT(status("imageless")["failure"]["message"].get<std::string>(), HasSubstr("no such image"));
}

TEST_F(AControllerInTrouble, FindsInTheEventsOfAJobWhyItHasNoPod) {
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

TEST_F(AControllerInTrouble, StallsWhileAJobOfSomebodyElseBearsTheName) {
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

TEST_F(AControllerInTrouble, SaysThatAQuotaStandsInTheWayAndGoesOnWhenItIsLifted) {
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

}  // namespace
}  // namespace perigee
