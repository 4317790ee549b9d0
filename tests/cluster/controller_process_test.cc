// The controller as a process: its probes and metrics, how little it writes, what it does without Redis and after its
// death.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>

#include "tests/cluster/controller_fixture.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::comes_true;
using ::testing::HasSubstr;
using testing::Process;
using testing::WithController;

class AControllerProcess : public WithController {
 protected:
  // An analysis without faults, from the AnalysisJob to its end; the uid.
  static std::string complete(const std::string& name) {
    const std::string uid = bed().create(name);
    const json job = bed().job(name, 1);
    bed().start_pod(job);
    EXPECT_TRUE(bed().reaches(name, "Running"));
    bed().commit(name);
    bed().end_pod(job, 0);
    EXPECT_TRUE(bed().reaches(name, "Succeeded"));
    return uid;
  }
};

TEST_F(AControllerProcess, WritesLittleTellsTwoEventsAndThenIsQuiet) {
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
  const std::string uid = complete("quiet");
  const auto events = [&] { return bed().client().list(kube::kEvents, {{"fieldSelector", "regarding.uid=" + uid}}); };
  EXPECT_TRUE(comes_true([&] { return events()->size() == 2; }));
  EXPECT_LE(writes() - before, 4 + 2);
  const double then = writes();
  std::this_thread::sleep_for(std::chrono::seconds(3));
  EXPECT_EQ(writes(), then);
  EXPECT_EQ(events()->size(), 2u);
}

TEST_F(AControllerProcess, AnswersProbesAndMeasuresStages) {
  complete("measured");
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

TEST_F(AControllerProcess, SaysThatItIsNotReadyWhileRedisIsAway) {
  bed().redis().stop();
  EXPECT_TRUE(comes_true([] { return bed().probe(kPort, "/readyz").status == 503; }));
  EXPECT_EQ(bed().probe(kPort, "/livez").status, 200);
  bed().create("blind");
  EXPECT_TRUE(comes_true([] { return bed().condition("blind", "Stalled", "reason") == "StoreUnavailable"; }));
  bed().redis().start();
  EXPECT_TRUE(comes_true([] { return bed().probe(kPort, "/readyz").status == 200; }));
  EXPECT_TRUE(bed().job("blind", 1).is_object());
}

TEST_F(AControllerProcess, GoesOnAfterARestartWhereItWas) {
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

TEST_F(AControllerProcess, RefusesTheRedisOfAnotherInstallation) {
  const std::string ours = bed().pool().lend()->command(2, {"GET", "installation"}).bytes;
  bed().pool().lend()->command(2, {"SET", "installation", "somebody-else"});
  Process other = bed().start("other", {"--probe-port", "0"});
  EXPECT_TRUE(comes_true([&] { return !other.runs(); }));
  bed().pool().lend()->command(2, {"SET", "installation", ours});
  EXPECT_THAT(other.log(), HasSubstr("belongs to the installation 'somebody-else'"));
}

}  // namespace
}  // namespace perigee
