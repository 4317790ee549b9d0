// Runs jobs as processes of this machine: one perigee-runner per attempt, started and reaped by one thread.
//
// What is promised, and by what: docs/executor.md. Thread-safe, as Executor is.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "api/executor.h"
#include "perigee/base/clock.h"
#include "perigee/store/redis.h"

namespace perigee::api {

struct LocalSettings {
  std::string runner;     // path of perigee-runner
  std::string redis_url;  // handed to the runner, which opens its own connection
  int parallel = 2;       // runner processes at once
  int max_queued = 10'000;
  std::uint64_t runner_memory_bytes = 512ull << 20;

  std::chrono::milliseconds first_retry{1000};  // doubled for each further one
  std::chrono::milliseconds grace{2000};        // from SIGTERM to SIGKILL
  std::chrono::milliseconds drain{5000};        // what running attempts get when the API stops
  std::chrono::milliseconds lease{30'000};      // renewed at a third of it
  std::chrono::milliseconds sweep{600'000};     // between two sweeps of expired jobs
};

// `pool` and `clock` outlive the executor.
std::unique_ptr<Executor> make_local_executor(LocalSettings settings, RedisPool& pool,
                                              const Clock& clock = system_clock());

// Codes of the problems that submit() answers; the routes turn them into a status.
inline constexpr char kQueueFull[] = "queue-full";

}  // namespace perigee::api
