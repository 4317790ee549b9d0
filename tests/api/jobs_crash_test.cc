// The API is killed at each of its own Redis commands, and of those of the runners that it starts, from the POST of a
// job to its end: whatever was accepted ends complete after a restart, once, with the same bytes.
#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "tests/api/jobs_api.h"
#include "tests/support/redis_proxy.h"

namespace perigee::api {
namespace {

using perigee::testing::RedisProxy;
using perigee::testing::RedisServer;

constexpr int kMostCommands = 60;  // a job needs fewer; the rest of a round then runs undisturbed

class JobsCrashTest : public ::testing::TestWithParam<RedisProxy::Action> {
 protected:
  void SetUp() override {
    if (const auto why = ExecutorUnderTest::unavailable(); !why.empty()) GTEST_SKIP() << why;
    ApiOptions options;
    options.runner = PERIGEE_FAKE_RUNNER;
    executor_ = ExecutorUnderTest::start(options);
    if (options.redis == nullptr) options.redis = (own_redis_ = std::make_unique<RedisServer>()).get();
    redis_ = options.redis;
    proxy_ = std::make_unique<RedisProxy>(redis_->socket());
    proxy_->set_hook([this](int number, const std::string&) {
      if (struck_ || number != fatal_) return RedisProxy::Action::pass;
      ::kill(victim_.load(), SIGKILL);
      struck_ = true;
      return GetParam();
    });
    options.redis_url = proxy_->url();
    api_ = std::make_unique<ApiProcess>(options);
  }

  HttpAnswer post(int round) {
    try {
      return api_->request("POST", "/analyze/timeline?title=commit", std::nullopt,
                           {{"Idempotency-Key", "round-" + std::to_string(round)}});
    } catch (const std::runtime_error&) {  // it died before it could be asked
      return {};
    }
  }

  // The answer's job id, or empty when the API died before it answered.
  static std::string id_of(const HttpAnswer& answer) {
    return answer.status == 202 ? std::string(json::parse(answer.body)["job_id"]) : "";
  }

  std::string job_killed_at(int command) {
    victim_ = api_->pid();
    proxy_->reset_count();
    struck_ = false;
    fatal_ = command;
    const std::string id = id_of(post(command));
    for (int tries = 0; tries < 40 && !struck_; ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    fatal_ = -1;
    return id;
  }

  std::unique_ptr<RedisServer> own_redis_;
  std::unique_ptr<ExecutorUnderTest> executor_;
  RedisServer* redis_ = nullptr;
  std::unique_ptr<RedisProxy> proxy_;
  std::unique_ptr<ApiProcess> api_;
  std::atomic<pid_t> victim_ = 0;
  std::atomic<int> fatal_ = -1;
  std::atomic<bool> struck_ = false;
};

TEST_P(JobsCrashTest, EveryAcceptedJobEndsCompleteAfterARestart) {
  std::string picture;
  int killed = 0;
  for (int command = 1; command <= kMostCommands; ++command) {
    const std::string accepted = job_killed_at(command);
    if (struck_) {
      ++killed;
      api_->kill();
      api_->start();
    }
    const std::string id = id_of(post(command));
    ASSERT_NE(id, "") << "command " << command;
    EXPECT_TRUE(accepted.empty() || id == accepted) << "command " << command;
    const auto result = api_->request("GET", "/results/" + id + "?wait=30");
    ASSERT_EQ(result.status, 200) << "command " << command << ": " << result.body;
    if (picture.empty()) picture = result.body;
    EXPECT_EQ(result.body, picture) << "command " << command;
  }
  EXPECT_GE(killed, ExecutorUnderTest::kLeastCommands);
  const auto page = json::parse(api_->request("GET", "/jobs?limit=1000").body);
  EXPECT_EQ(page["total"], kMostCommands);
  for (const auto& job : page["jobs"]) EXPECT_EQ(job["status"], "complete");
  EXPECT_THAT(redis_->ask("EVAL \"redis.call('SELECT',1);return redis.call('LLEN','queue')\" 0"), ":0\r\n");
}

INSTANTIATE_TEST_SUITE_P(BeforeOrAfterTheCommand, JobsCrashTest,
                         ::testing::Values(RedisProxy::Action::cut, RedisProxy::Action::pass), [](const auto& test) {
                           return test.param == RedisProxy::Action::cut ? std::string("Before") : std::string("After");
                         });

}  // namespace
}  // namespace perigee::api
