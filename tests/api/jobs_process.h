// Jobs whose runner does what their title says (local_fake_runner.cc), through the real API.
#pragma once

#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "tests/api/jobs_api.h"

namespace perigee::api {

using namespace std::chrono_literals;

template <class Condition>
bool eventually(Condition holds) {
  for (int tries = 0; tries < 1000; ++tries) {
    if (holds()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

class JobsProcessTest : public JobsApiTest {
 protected:
  static void SetUpTestSuite() {
    ApiOptions options;
    options.runner = PERIGEE_FAKE_RUNNER;
    options.flags = {"--max-queued-jobs", "3", "--threads", "8"};
    start(std::move(options));
  }

  void TearDown() override {
    if (!api_) return;
    const auto active = json::parse(get("/jobs?state=queued&state=in-progress").body);
    for (const auto& job : active["jobs"]) post("/jobs/" + std::string(job["id"]) + "/cancel");
  }

  // A job that does what the fake runner is told, begun.
  static std::string begun(const std::string& behaviour) {
    const auto id = submitted("/analyze/timeline?title=" + behaviour);
    EXPECT_TRUE(eventually([&] { return pid_of(id) > 0; }));
    return id;
  }

  static int pid_of(const std::string& id) {
    const auto reply = api_->redis().ask("EVAL \"redis.call('SELECT',9);return redis.call('GET','pid:" + id + "')\" 0");
    const auto at = reply.find("\r\n");
    return reply.starts_with("$-1") || at == std::string::npos ? 0 : std::atoi(reply.c_str() + at + 2);
  }

  static bool disappears(int pid) {
    return eventually([pid] { return ::kill(pid, 0) != 0; });
  }
};

}  // namespace perigee::api
