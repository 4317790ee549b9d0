// The local executor needs nothing beside the API.
#include "tests/api/executor_under_test.h"

namespace perigee::api {

const std::chrono::milliseconds ExecutorUnderTest::kLongestWay{1000};
const int ExecutorUnderTest::kLeastCommands = 20;

std::string ExecutorUnderTest::unavailable() {
  return testing::ApiProcess::available() ? "" : "no redis-server is installed, or perigee-api was not built";
}

std::unique_ptr<ExecutorUnderTest> ExecutorUnderTest::start(testing::ApiOptions&) {
  return std::make_unique<ExecutorUnderTest>();
}

}  // namespace perigee::api
