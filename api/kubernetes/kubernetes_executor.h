// Runs jobs as AnalysisJobs of a cluster: writes down what is wanted, and leaves the doing to the controller.
//
// A job is in Redis before its AnalysisJob is asked for, and the controller asks again for those that stay without one.
// So nothing is lost when the API server is away or the API dies in between, and nothing is made twice: the object
// bears the job's id. Nothing is kept in memory, so that any number of APIs work side by side. docs/architecture.md,
// "From a POST to an AnalysisJob", tells it as a whole. Thread-safe, as Executor is.
#pragma once

#include <memory>
#include <string>

#include "api/executor.h"
#include "perigee/base/clock.h"
#include "perigee/store/redis.h"

namespace perigee::api {

struct KubernetesSettings {
  std::string kubeconfig;      // empty: the pod's own account, else $KUBECONFIG
  std::string namespace_name;  // empty: the pod's, or the kubeconfig's
};

// `pool` and `clock` outlive the executor. A problem where there is no cluster to speak to; throws EnvironmentError
// where the credentials can not be read. Whether the cluster answers is asked later, by not_ready().
Result<std::unique_ptr<Executor>> make_kubernetes_executor(const KubernetesSettings& settings, RedisPool& pool,
                                                           const Clock& clock = system_clock());

}  // namespace perigee::api
