// The Job controller, the kubelet and the runner in one: each Job gets a pod at once, which ends as the name of its
// AnalysisJob says, and commits to a real Redis as the real runner does.
//
//   ok      commits, exits 0              retry   exits 20 at first, then as ok
//   user    exits 12                      oom     is killed for its memory at first, then as ok
//   die     commits and is killed         lost    is evicted at first, then as ok
//   hold    runs until it is deleted
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "perigee/store/redis.h"
#include "tests/controller/wire/cluster_model.h"

namespace perigee::testing {

class JobMachine {
 public:
  // Both outlive it.
  JobMachine(ClusterModel& model, RedisPool& redis);
  ~JobMachine();

 private:
  void run();
  void run_job(const nlohmann::json& job);
  void end_pod(const std::string& pod, nlohmann::json terminated, bool is_evicted);
  void end_job(const std::string& job, bool is_complete);
  void commit(const std::string& id, const std::string& uid);

  ClusterModel* model_;
  RedisPool* redis_;
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

// The word before the first '-' of an AnalysisJob's name.
std::string kind_of(const std::string& name);

}  // namespace perigee::testing
