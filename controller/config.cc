#include "controller/config.h"

#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>

#include "perigee/schema/env.h"

namespace perigee::controller {
namespace {

Settings<Config> settings() {
  Settings<Config> table("perigee-controller: one Kubernetes Job for each attempt at an AnalysisJob.");
  table.setting(&Config::namespace_name, "namespace", "PERIGEE_NAMESPACE",
                "namespace whose AnalysisJobs are worked on; without one, that of the pod or the kubeconfig");
  table.setting(&Config::redis_url, "redis", "PERIGEE_REDIS_URL",
                "redis://[user[:password]@]host[:port] or unix://path");
  table.setting(&Config::kubeconfig, "kubeconfig", "PERIGEE_KUBECONFIG",
                "how to reach the API server; without one, the pod's own account, $KUBECONFIG or ~/.kube/config");
  table.setting(&Config::runner_image, "runner-image", "PERIGEE_RUNNER_IMAGE",
                "image of the runner, best by its digest; required");
  table
      .setting(&Config::runner_pull_policy, "runner-pull-policy", "PERIGEE_RUNNER_PULL_POLICY",
               "when nodes pull the runner's image")
      .choices({"Always", "IfNotPresent", "Never"});
  table.setting(&Config::runner_service_account, "runner-service-account", "PERIGEE_RUNNER_SERVICE_ACCOUNT",
                "service account of runner pods, which get no token of it");
  table.setting(&Config::runner_redis_secret, "runner-redis-secret", "PERIGEE_RUNNER_REDIS_SECRET",
                "Secret whose key 'url' tells runners where Redis is");
  table.setting(&Config::runner_resources, "runner-resources", "PERIGEE_RUNNER_RESOURCES",
                "requests and limits of runners as JSON; those of an AnalysisJob go before them");
  table.setting(&Config::runner_tolerations, "runner-tolerations", "PERIGEE_RUNNER_TOLERATIONS",
                "further tolerations of runner pods, as a JSON array");
  table.setting(&Config::workers, "workers", "PERIGEE_WORKERS", "AnalysisJobs looked at at once").between(1, 256);
  table.setting(&Config::lease, "lease", "PERIGEE_LEASE",
                "Lease by which one of several controllers leads; without one there is no election");
  table
      .setting(&Config::lease_seconds, "lease-seconds", "PERIGEE_LEASE_SECONDS",
               "after so long without a renewal another controller takes the lead")
      .between(3, 600);
  table.setting(&Config::identity, "identity", "PERIGEE_IDENTITY",
                "name of this controller among others; without one, the host's");
  table.setting(&Config::probe_host, "probe-host", "PERIGEE_PROBE_HOST",
                "address to listen on for /livez, /readyz and /metrics");
  table
      .setting(&Config::probe_port, "probe-port", "PERIGEE_PROBE_PORT",
               "port for /livez, /readyz and /metrics; 0 takes a free one")
      .between(0, 65535);
  table.setting(&Config::log_level, "log-level", "PERIGEE_LOG_LEVEL", "least level that is logged")
      .choices({"debug", "info", "warn", "error", "off"});
  return table;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "perigee-controller";
}

Problem wrong(const char* setting, const char* what, const char* remedy) {
  return {"bad-setting", setting, what, remedy, {}, {}};
}

// What the table can not say.
Problems check(const Config& config) {
  using nlohmann::json;
  Problems problems;
  if (config.runner_image.empty())
    problems.push_back(wrong("--runner-image", "Nothing says which image runners have.", "Set PERIGEE_RUNNER_IMAGE."));
  if (!json::parse(config.runner_resources, nullptr, false).is_object())
    problems.push_back(wrong("--runner-resources", "The resources of runners are no JSON object.",
                             R"(Write them as {"limits": {"memory": "512Mi"}}.)"));
  if (!json::parse(config.runner_tolerations, nullptr, false).is_array())
    problems.push_back(wrong("--runner-tolerations", "The tolerations of runners are no JSON array.",
                             R"(Write them as [{"key": "dedicated", "operator": "Exists"}].)"));
  return problems;
}

}  // namespace

Result<Config> read_config(int argc, const char* const* argv) {
  auto config = settings().read(argc, argv);
  if (!config) return config;
  if (Problems problems = check(*config); !problems.empty()) return problems;
  if (config->identity.empty()) config->identity = host_name();
  return config;
}

std::string config_help() { return settings().help_text(); }

std::string settings_table() { return settings().markdown(); }

}  // namespace perigee::controller
