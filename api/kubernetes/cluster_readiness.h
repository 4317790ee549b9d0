// Whether the API server answers and knows AnalysisJobs. Nobody polls: who asks is told the last answer, and asks the
// API server where that is older than a few seconds. Thread-safe.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "perigee/base/clock.h"
#include "perigee/kube/client.h"

namespace perigee::api {

class ClusterReadiness {
 public:
  // Both outlive it.
  ClusterReadiness(kube::Client& client, const Clock& clock) : client_(&client), clock_(&clock) {}

  static constexpr std::chrono::seconds kFresh{3};

  // Empty, or why not in one sentence.
  std::string not_ready() const;

 private:
  using TimePoint = std::chrono::steady_clock::time_point;

  std::string ask() const;

  kube::Client* client_;
  const Clock* clock_;
  mutable std::mutex mutex_;  // held while the API server is asked: one question at a time
  mutable std::string last_;
  mutable std::optional<TimePoint> asked_at_;
};

}  // namespace perigee::api
