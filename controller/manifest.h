// The Job of one attempt, as it is posted. It satisfies the Pod Security Standard "restricted".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "controller/analysis_job.h"

namespace perigee::controller {

// What the installation says of every runner.
struct RunnerTemplate {
  std::string namespace_name;
  std::string image;
  std::string pull_policy = "IfNotPresent";
  std::string service_account = "default";
  // Where the pod finds the store's address: a Secret with the key "url".
  std::string redis_secret;
  std::string resources = R"({"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"memory":"512Mi"}})";  // JSON
  std::string tolerations = "[]";                                                                        // JSON
};

// Compact JSON. `deadline_seconds` is what is left of the job's own. Owned by the AnalysisJob, without blocking its
// deletion; the controller alone retries; with a queue it is created suspended, and the queue starts it.
std::string job_manifest(const AnalysisJob& job, int attempt, std::int64_t deadline_seconds,
                         const RunnerTemplate& runner);

}  // namespace perigee::controller
