// Every setting of the controller in one struct, with flags, environment and --help from one table.
#pragma once

#include <string>

#include "perigee/base/problem.h"

namespace perigee::controller {

struct Config {
  std::string namespace_name;  // empty: the one this process runs in
  std::string redis_url = "redis://127.0.0.1:6379";
  std::string kubeconfig;  // empty: the pod's own account, else $KUBECONFIG, else ~/.kube/config

  std::string runner_image;
  std::string runner_pull_policy = "IfNotPresent";
  std::string runner_service_account = "default";
  std::string runner_redis_secret = "perigee-redis";
  std::string runner_resources =  // JSON
      R"({"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"memory":"512Mi"}})";
  std::string runner_tolerations = "[]";  // JSON

  int workers = 16;
  std::string lease;  // empty: no election
  int lease_seconds = 15;
  std::string identity;  // empty: the host's name

  std::string probe_host = "0.0.0.0";
  int probe_port = 8081;
  std::string log_level = "info";
};

// Flags win over the environment, the environment over the defaults. All problems at once.
Result<Config> read_config(int argc, const char* const* argv);

std::string config_help();
std::string settings_table();  // in Markdown, as in docs/controller.md

}  // namespace perigee::controller
