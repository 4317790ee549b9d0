// A real Redis, the local executor in this process and the fake runner: a language to tell what becomes of a job.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "api/local/local_executor.h"
#include "perigee/store/jobs.h"
#include "tests/support/redis_server.h"

namespace perigee::api {

using namespace std::chrono_literals;

class LocalExecutorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!perigee::testing::RedisServer::available()) GTEST_SKIP() << "no redis-server is installed";
    redis_ = std::make_unique<perigee::testing::RedisServer>();
    pool_ = std::make_unique<RedisPool>(*parse_redis_url(redis_->url()), RedisTimeouts{200ms, 500ms}, 8);
    jobs_ = std::make_unique<Jobs>(*pool_);
  }

  LocalSettings settings() const {
    LocalSettings settings;
    settings.runner = PERIGEE_FAKE_RUNNER;
    settings.redis_url = redis_->url();
    settings.first_retry = 10ms;
    settings.grace = 150ms;
    settings.drain = 300ms;
    settings.lease = 1500ms;
    return settings;
  }

  std::unique_ptr<Executor> started() { return started(settings()); }
  std::unique_ptr<Executor> started(LocalSettings settings) {
    auto executor = make_local_executor(std::move(settings), *pool_);
    EXPECT_TRUE(eventually([&] { return executor->not_ready().empty(); })) << executor->not_ready();
    return executor;
  }

  static JobSpec spec(const std::string& behaviour) {
    JobSpec spec;
    spec.analysis = "timeline";
    spec.output.title = behaviour;
    return spec;
  }

  std::string submit(Executor& executor, const std::string& behaviour) { return submit(executor, spec(behaviour)); }
  std::string submit(Executor& executor, JobSpec spec) {
    return executor.submit(std::move(spec), {}, "request-1")->record.id;
  }

  template <class Condition>
  static bool eventually(Condition holds, std::chrono::milliseconds longest = 10s) {
    const auto deadline = std::chrono::steady_clock::now() + longest;
    while (!holds()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(2ms);
    }
    return true;
  }

  JobRecord record(const std::string& id) { return *jobs_->find(id); }

  JobRecord end_of(const std::string& id) {
    EXPECT_TRUE(eventually([&] { return is_terminal(record(id).state); })) << id;
    return record(id);
  }

  int pid_of(const std::string& id) {
    const auto key = "pid:" + id;
    EXPECT_TRUE(eventually([&] { return !pool_->lend()->command(9, {"GET", key}).is_nil(); }));
    return std::stoi(pool_->lend()->command(9, {"GET", key}).bytes);
  }

  bool disappears(int pid) {
    return eventually([pid] { return ::kill(pid, 0) != 0; }, 5s);
  }

  std::unique_ptr<perigee::testing::RedisServer> redis_;
  std::unique_ptr<RedisPool> pool_;
  std::unique_ptr<Jobs> jobs_;
};

}  // namespace perigee::api
