// How long one analysis takes on a real node, for `make bench`: disabled as a test, for it measures the machine.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "perigee/base/text.h"
#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr int kJobs = 20;  // one after the other

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double median(std::vector<double> all) {
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

class AnIdleNode : public OnACluster {
 protected:
  static std::string in_namespace(const std::string& group, const std::string& rest) {
    return group + "/namespaces/" + perigee().name() + "/" + rest;
  }
  static std::string answer(const std::string& path) { return cluster().server().request("GET", path).body; }

  // What the controllers have spent by now on what is Perigee's own: from an AnalysisJob to its Job, and from the end
  // of a container to the status.
  static double own_seconds() {
    double sum = 0;
    const json pods = perigee().object("pods -l app.kubernetes.io/component=controller");
    for (const json& pod : pods["items"])
      for (const auto& line :
           split(answer(in_namespace("/api/v1",
                                     "pods/" + pod["metadata"]["name"].get<std::string>() + ":8081/proxy/metrics")),
                 '\n'))
        for (const char* const stage : {"posted", "told"})
          if (line.starts_with("perigee_stage_seconds_sum{stage=\"" + std::string(stage)))
            sum += std::stod(std::string(line.substr(line.rfind(' '))));
    return sum;
  }
};

TEST_F(AnIdleNode, DISABLED_DrawsWhatIsPosted) {
  perigee();
  if (!cluster().is_own()) GTEST_SKIP() << "another cluster may be anywhere";
  std::vector<double> fetched, told;
  const double own_before = own_seconds();
  for (int i = 0; i < kJobs; ++i) {
    const auto start = Clock::now();
    const std::string id = json::parse(perigee().http("POST", "/analyze/timeline").body).at("job_id");
    ASSERT_TRUE(comes_true([&] { return is_png(perigee().http("GET", "/results/" + id + "?wait=30").body); }));
    fetched.push_back(seconds_since(start));
    const std::string path = in_namespace("/apis/perigee.dev/v1alpha1", "analysisjobs/" + id);
    ASSERT_TRUE(comes_true([&] { return answer(path).find(R"("state":"Succeeded")") != std::string::npos; }));
    told.push_back(seconds_since(start));
  }
  std::printf("fetched %.3f\ntold %.3f\nown %.4f\n", median(fetched), median(told),
              (own_seconds() - own_before) / kJobs);
}

TEST_F(AnIdleNode, DISABLED_IsInstalledAndDraws) {
  cluster();
  const auto start = Clock::now();
  perigee().submit("first", R"({"analysis":"timeline","dataset":"launches"})");
  ASSERT_TRUE(comes_true([&] { return is_png(perigee().http("GET", "/results/first?wait=30").body); }));
  std::printf("installed %.1f\n", seconds_since(start));
}

}  // namespace
}  // namespace perigee::testing
