// Looks at the records of jobs that are not over, from time to time, for what no event tells:
//
//   accepted 30 s ago and still without an AnalysisJob    its author died in between: it is posted again
//   its AnalysisJob is gone, and nobody saw it go         a pass ends the record
//
// Records of other executors are left alone. Threads: one of its own, which sleeps between sweeps.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "controller/memory.h"
#include "perigee/base/clock.h"
#include "perigee/kube/client.h"
#include "perigee/store/jobs.h"

namespace perigee::controller {

inline constexpr Millis kSweepEvery = 30'000, kOutboxAge = 30'000, kTidyEvery = 600'000;

class Sweep {
 public:
  // All of them outlive it.
  struct Parts {
    const Memory& memory;
    kube::Client& client;
    RedisPool& redis;
    std::function<bool()> may_write;
    std::function<void(const std::string& name)> look_at;
    const Clock& clock = system_clock();
  };
  explicit Sweep(Parts parts);
  ~Sweep() { stop(); }
  Sweep(const Sweep&) = delete;
  Sweep& operator=(const Sweep&) = delete;

  void hurry();  // sweeps now: this process has begun to lead
  void stop();   // returns when no sweep is under way any more

 private:
  void work();
  bool sleep();
  void sweep();
  void look_at(const UnfinishedJob& job);
  void post(const JobRecord& record);
  void tidy();

  Parts parts_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_over_ = false, is_hurried_ = false;
  Millis tidied_at_ = 0;
  std::thread thread_;
};

}  // namespace perigee::controller
