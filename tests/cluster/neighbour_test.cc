// A second installation beside the first, with mistakes that only an installation can make, and its end: its namespace
// is deleted while its controller is away.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr const char* kBrief = R"({"analysis":"timeline","dataset":"launches","pendingDeadlineSeconds":5})";
const std::string kController = "deployment/doomed-perigee-controller";

class ANeighbour : public OnACluster {
 protected:
  static void SetUpTestSuite() {
    if (!unavailable().empty()) return;
    perigee();  // it brought the resource
    neighbour_ = std::make_unique<Installation>(cluster(), "doomed",
                                                "--set api.replicas=1,controller.replicas=1,images.runner.tag=missing "
                                                "--set controller.env.PERIGEE_RUNNER_REDIS_SECRET=missing");
  }
  static void TearDownTestSuite() { neighbour_.reset(); }

  // "Platform/ImagePull", or how it stands if it does not fail.
  static std::string failure_of(const std::string& job) {
    neighbour_->submit(job, kBrief);
    if (!neighbour_->is_finished(job)) return "unfinished: " + neighbour_->story();
    const json failure = neighbour_->object("aj/" + job)["status"].value("failure", json::object());
    return failure.value("class", "") + "/" + failure.value("reason", "");
  }

  static inline std::unique_ptr<Installation> neighbour_;
};

TEST_F(ANeighbour, IsLeftAloneByTheOther) {
  neighbour_->submit("shared", R"({"analysis":"timeline","dataset":"launches","suspend":true})");
  perigee().submit("shared", R"({"analysis":"timeline","dataset":"launches"})");
  EXPECT_TRUE(perigee().is_finished("shared")) << perigee().story();
  EXPECT_EQ(perigee().state("shared"), "Succeeded");
  EXPECT_TRUE(neighbour_->comes_to("shared", ".status.state", "Suspended")) << neighbour_->story();
}

TEST_F(ANeighbour, NamesWhatItsRunnersLack) {
  EXPECT_EQ(failure_of("no-image"), "Platform/ImagePull");
  const Outcome mended = neighbour_->kubectl("set env " + kController + " PERIGEE_RUNNER_IMAGE=perigee-runner:test");
  ASSERT_EQ(mended.code, 0) << mended.out;
  ASSERT_EQ(neighbour_->kubectl("rollout status " + kController + " --timeout=180s").code, 0) << neighbour_->story();
  EXPECT_EQ(failure_of("no-secret"), "Platform/Config");
}

TEST_F(ANeighbour, GoesWithItsNamespaceWithoutItsController) {
  neighbour_->submit("held",
                     R"({"analysis":"timeline","dataset":"launches","runner":{"nodeSelector":{"there-is":"none"}}})");
  ASSERT_TRUE(comes_true([] { return !neighbour_->object("jobs -l perigee.dev/analysis-job=held")["items"].empty(); }))
      << neighbour_->story();
  ASSERT_EQ(neighbour_->kubectl("scale " + kController + " --replicas=0").code, 0);
  ASSERT_TRUE(comes_true([] {
    return neighbour_->object("pods -l app.kubernetes.io/component=controller")["items"].empty();
  })) << neighbour_->story();
  const auto start = Clock::now();
  EXPECT_EQ(cluster().kubectl("delete namespace doomed --timeout=600s").code, 0);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("a namespace without its controller is gone after %.1f s\n", seconds);
}

}  // namespace
}  // namespace perigee::testing
