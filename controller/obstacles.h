// Why Jobs could not be made, remembered for a while: until then nothing is tried again. Thread-safe.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "controller/observed.h"
#include "perigee/base/clock.h"
#include "perigee/kube/api_error.h"

namespace perigee::controller {

// What stands in the way of the Job that the server refused: a quota, a policy, missing rights, a manifest that makes
// no sense. Nothing where the same request may do better at once or the fault is not the request's.
std::optional<Obstacle> obstacle_of(const kube::ApiError& error);

// Somebody else's Job bears the name.
Obstacle name_conflict(const std::string& job_name);

class Obstacles {
 public:
  void remember(const std::string& name, Obstacle obstacle, Millis now);
  // Nothing: there is none, or it was met longer ago than kObstacleRetry.
  std::optional<Obstacle> find(const std::string& name, Millis now);
  void forget(const std::string& name);

 private:
  struct Met {
    Obstacle obstacle;
    Millis at = 0;
  };
  std::mutex mutex_;
  std::unordered_map<std::string, Met> met_;
};

}  // namespace perigee::controller
