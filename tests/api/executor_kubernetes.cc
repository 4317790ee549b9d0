// The Kubernetes executor: for all tests one cluster, and for each API an installation in a namespace of its own.
#include <string>

#include "tests/api/executor_under_test.h"
#include "tests/cluster/played_cluster.h"

namespace perigee::api {
namespace {

using testing::PlayedCluster;
using testing::PlayedInstallation;

class InACluster final : public ExecutorUnderTest {
 public:
  explicit InACluster(testing::ApiOptions& options)
      : installation_(cluster(), "perigee-" + std::to_string(++count_),
                      options.runner.empty() ? PERIGEE_RUNNER_PATH : options.runner) {
    options.redis = &installation_.redis();
    const auto flags = installation_.api_flags();
    options.flags.insert(options.flags.end(), flags.begin(), flags.end());
  }

 private:
  static PlayedCluster& cluster() {
    static PlayedCluster only;
    return only;
  }

  static inline int count_ = 0;
  PlayedInstallation installation_;
};

}  // namespace

const std::chrono::milliseconds ExecutorUnderTest::kLongestWay{30'000};
const int ExecutorUnderTest::kLeastCommands = 10;

std::string ExecutorUnderTest::unavailable() {
  return testing::ApiProcess::available() ? PlayedCluster::unavailable()
                                          : "no redis-server is installed, or perigee-api was not built";
}

std::unique_ptr<ExecutorUnderTest> ExecutorUnderTest::start(testing::ApiOptions& options) {
  return std::make_unique<InACluster>(options);
}

}  // namespace perigee::api
