// What a user sees of an AnalysisJob on a real cluster, from kubectl apply to the picture, and all that may be done to
// it in between.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <png.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cluster/ground.h"
#include "tests/support/api_process.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

const std::string kSamples = std::string(PERIGEE_SOURCE_DIR) + "/samples/";
constexpr const char* kTimeline = R"({"analysis":"timeline","dataset":"launches","parameters":{"from":1990}})";
// Never scheduled, so it stays pending as long as a test likes.
constexpr const char* kHeld =
    R"({"analysis":"timeline","dataset":"launches","runner":{"nodeSelector":{"there-is":"none"}}})";

// Four bytes a pixel; empty: it can not be read.
std::string pixels(const std::string& bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return "";
  image.format = PNG_FORMAT_RGBA;
  std::string all(PNG_IMAGE_SIZE(image), '\0');
  return png_image_finish_read(&image, nullptr, all.data(), 0, nullptr) == 0 ? "" : all;
}

// The same question, answered by the programs of this build without a cluster.
std::string drawn_locally(const std::string& spec) {
  ApiOptions options;
  options.flags = {"--seed", "sample", "--seed-at-start=true"};
  const ApiProcess api(options);
  const HttpAnswer accepted = api.request("POST", "/jobs", HttpBody{"application/json", spec});
  const std::string id = json::parse(accepted.body).at("job_id");
  api.request("GET", "/jobs/" + id + "?wait=60");
  return api.request("GET", "/results/" + id).body;
}

class AnAnalysisJob : public OnACluster {
 protected:
  static std::string picture(const std::string& job) { return perigee().http("GET", "/results/" + job).body; }
  static int jobs_of(const std::string& job) {
    const json jobs = perigee().object("jobs");
    int count = 0;
    for (const json& one : jobs["items"])
      if (one["metadata"]["ownerReferences"][0]["name"] == job) ++count;
    return count;
  }
  static void remove(const std::string& job) {
    EXPECT_EQ(perigee().kubectl("delete aj/" + job + " --timeout=60s").code, 0);
    EXPECT_TRUE(comes_true([&] { return jobs_of(job) == 0; })) << perigee().story();
  }
  static std::string record_state(const std::string& job) {
    const HttpAnswer answer = perigee().http("GET", "/jobs/" + job);
    return answer.status == 200 ? json::parse(answer.body).value("status", "") : "";
  }
};

TEST_F(AnAnalysisJob, BecomesThePictureThatTheLocalRunnerDraws) {
  ASSERT_EQ(perigee().kubectl("apply -f " + kSamples + "timeline.yaml").code, 0);
  ASSERT_TRUE(perigee().is_finished("timeline")) << perigee().story();
  EXPECT_EQ(perigee().state("timeline"), "Succeeded");
  const std::string drawn = pixels(picture("timeline")), expected = pixels(drawn_locally(kTimeline));
  ASSERT_FALSE(expected.empty());
  EXPECT_TRUE(drawn == expected) << drawn.size() << " and " << expected.size() << " bytes of pixels";
  EXPECT_EQ(record_state("timeline"), "complete");
}

TEST_F(AnAnalysisJob, IsMadeByAPostThroughTheIngress) {
  const HttpAnswer accepted = perigee().http("POST", "/analyze/geography?from=1990&top=8");
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  const std::string id = json::parse(accepted.body).at("job_id");
  EXPECT_EQ(json::parse(perigee().http("GET", "/jobs/" + id + "?wait=60").body).at("status"), "complete")
      << perigee().story();
  EXPECT_TRUE(is_png(picture(id)));
  EXPECT_TRUE(perigee().comes_to(id, ".status.state", "Succeeded"));
}

TEST_F(AnAnalysisJob, IsDrawnFromEverySample) {
  for (const char* const name : {"biopsies", "sightings"})
    ASSERT_EQ(perigee()
                      .http("POST", std::string("/datasets/") + name,
                            HttpBody{"text/csv", file_content(kSamples + name + ".csv")})
                      .status /
                  100,
              2)
        << name;
  ASSERT_EQ(perigee().kubectl("apply -f " + kSamples).code, 0);
  int count = 0;
  for (const auto& entry : fs::directory_iterator(kSamples)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string job = entry.path().stem();
    ++count;
    ASSERT_TRUE(perigee().is_finished(job)) << perigee().story();
    EXPECT_EQ(perigee().state(job), "Succeeded") << perigee().kubectl("get aj/" + job + " -o yaml").out;
    const HttpAnswer result = perigee().http("GET", "/results/" + job);
    EXPECT_TRUE(is_png(result.body)) << job << ": " << result.status << " " << result.body.substr(0, 200);
  }
  EXPECT_GE(count, 25);
}

TEST_F(AnAnalysisJob, IsCancelledByItsSpec) {
  perigee().submit("cancelled", kHeld);
  ASSERT_TRUE(comes_true([] { return jobs_of("cancelled") == 1; }));
  ASSERT_EQ(perigee().kubectl("patch aj/cancelled --type merge -p '{\"spec\":{\"cancel\":true}}'").code, 0);
  EXPECT_TRUE(perigee().is_finished("cancelled")) << perigee().story();
  EXPECT_EQ(perigee().state("cancelled"), "Cancelled");
  EXPECT_EQ(record_state("cancelled"), "cancelled");
  EXPECT_TRUE(
      comes_true([] { return perigee().object("pods -l perigee.dev/analysis-job=cancelled")["items"].empty(); }));
}

TEST_F(AnAnalysisJob, IsCancelledOverHttp) {
  perigee().submit("stopped", kHeld);
  ASSERT_TRUE(comes_true([] { return jobs_of("stopped") == 1; })) << perigee().story();
  const HttpAnswer cancelled = perigee().http("POST", "/jobs/stopped/cancel");
  ASSERT_EQ(cancelled.status / 100, 2) << cancelled.body;
  EXPECT_EQ(record_state("stopped"), "cancelled");
  EXPECT_TRUE(perigee().comes_to("stopped", ".status.state", "Cancelled")) << perigee().story();
  EXPECT_TRUE(comes_true([] { return jobs_of("stopped") == 0; }));
}

TEST_F(AnAnalysisJob, RestsWhileItIsSuspended) {
  perigee().submit("resting", R"({"analysis":"timeline","dataset":"launches","suspend":true})");
  ASSERT_TRUE(perigee().comes_to("resting", ".status.state", "Suspended")) << perigee().story();
  EXPECT_EQ(jobs_of("resting"), 0);
  ASSERT_EQ(perigee().kubectl("patch aj/resting --type merge -p '{\"spec\":{\"suspend\":false}}'").code, 0);
  EXPECT_TRUE(perigee().is_finished("resting")) << perigee().story();
  EXPECT_EQ(perigee().state("resting"), "Succeeded");
}

TEST_F(AnAnalysisJob, IsSuspendedWhileItRuns) {
  if (!cluster().is_own()) GTEST_SKIP() << "a runner can be held in a cluster of our own only";
  ASSERT_FALSE(submit_held("halted").empty());
  ASSERT_TRUE(perigee().comes_to("halted", ".status.state", "Running")) << perigee().story();
  ASSERT_EQ(perigee().kubectl("patch aj/halted --type merge -p '{\"spec\":{\"suspend\":true}}'").code, 0);
  EXPECT_TRUE(perigee().comes_to("halted", ".status.state", "Suspended")) << perigee().story();
  EXPECT_TRUE(comes_true([] { return jobs_of("halted") == 0; }));
  ASSERT_EQ(perigee().kubectl("patch aj/halted --type merge -p '{\"spec\":{\"suspend\":false}}'").code, 0);
  EXPECT_TRUE(ends("halted")) << perigee().story();
  EXPECT_EQ(perigee().state("halted"), "Succeeded");
}

TEST_F(AnAnalysisJob, CanBeDeletedInEveryPhase) {
  perigee().submit("pending", kHeld);
  ASSERT_TRUE(comes_true([] { return jobs_of("pending") == 1; }));
  remove("pending");
  EXPECT_TRUE(comes_true([] { return record_state("pending") == "cancelled"; })) << record_state("pending");

  if (cluster().is_own()) {
    ASSERT_FALSE(submit_held("running").empty());
    remove("running");
    EXPECT_TRUE(comes_true([] { return record_state("running") == "cancelled"; })) << record_state("running");
  }

  perigee().submit("done", kTimeline);
  ASSERT_TRUE(perigee().is_finished("done")) << perigee().story();
  remove("done");
  EXPECT_EQ(record_state("done"), "complete");  // its result stays as long as its retention says
  EXPECT_TRUE(is_png(picture("done")));
}

TEST_F(AnAnalysisJob, IsDeletedOverHttpWithItsResult) {
  perigee().submit("discarded", kTimeline);
  ASSERT_TRUE(perigee().is_finished("discarded")) << perigee().story();
  EXPECT_EQ(perigee().http("DELETE", "/jobs/discarded").status / 100, 2);
  EXPECT_TRUE(comes_true([] { return perigee().object("aj/discarded").is_null(); }));
  EXPECT_EQ(perigee().http("GET", "/results/discarded").status, 404);
}

TEST_F(AnAnalysisJob, GoesWhenItsRetentionIsOver) {
  perigee().submit("brief", R"({"analysis":"timeline","dataset":"launches","retention":{"afterSuccess":"3s"}})");
  EXPECT_TRUE(comes_true([] { return record_state("brief") == "complete"; })) << perigee().story();
  EXPECT_TRUE(comes_true([] { return perigee().object("aj/brief").is_null() && jobs_of("brief") == 0; }));
}

TEST_F(AnAnalysisJob, MayTakeTheNameOfAnother) {
  perigee().submit("again", kTimeline);
  ASSERT_TRUE(perigee().is_finished("again")) << perigee().story();
  const std::string first = picture("again");
  ASSERT_EQ(perigee().kubectl("delete aj/again --timeout=60s").code, 0);
  perigee().submit("again", R"({"analysis":"organisations","dataset":"launches"})");
  ASSERT_TRUE(perigee().is_finished("again")) << perigee().story();
  EXPECT_EQ(perigee().state("again"), "Succeeded");
  const std::string second = picture("again");
  EXPECT_TRUE(is_png(second));
  EXPECT_NE(first, second);
}

}  // namespace
}  // namespace perigee::testing
