// The executor under which the tests of a binary run. Each executor has its own file, and the same tests are linked
// with either, so that all routes behave the same under both.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "tests/support/api_process.h"

namespace perigee::api {

class ExecutorUnderTest {
 public:
  // Why it can not run on this machine, in words; empty where it can.
  static std::string unavailable();

  // Starts what stands beside the API, and tells the API of it. It stays for as long as the API runs.
  static std::unique_ptr<ExecutorUnderTest> start(testing::ApiOptions& options);
  virtual ~ExecutorUnderTest() = default;

  // From POST to picture, on a machine that does other things meanwhile.
  static const std::chrono::milliseconds kLongestWay;
  // Commands of Redis that the API and what it starts need for a job, at least.
  static const int kLeastCommands;
};

}  // namespace perigee::api
