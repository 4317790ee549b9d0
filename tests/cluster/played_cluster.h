// A cluster whose node is played (pod_player.h): real etcd, API server and controller manager, and in a namespace of
// its own each an installation of Perigee with a real redis-server and the real perigee-controller.
//
// Not thread-safe. Everything ends with the objects, and with the thread that made them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/cluster/api_server.h"
#include "tests/cluster/pod_player.h"
#include "tests/cluster/process.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {

class PlayedCluster {
 public:
  // Why there can be none on this machine, in words; empty where there can.
  static std::string unavailable();

  PlayedCluster();  // with the AnalysisJob's definition; throws std::runtime_error with what went wrong

  ApiServer& server() { return server_; }

 private:
  ApiServer server_;
  Process manager_;
};

class PlayedInstallation {
 public:
  // `runner` is the program that stands in for the runner's image. `cluster` outlives it.
  PlayedInstallation(PlayedCluster& cluster, std::string namespace_name, std::string runner);
  ~PlayedInstallation();

  RedisServer& redis() { return redis_; }
  const std::string& namespace_name() const { return namespace_; }
  // Flags of an API that belongs to it.
  std::vector<std::string> api_flags() const;

  pid_t controller_pid() const { return controller_->pid(); }
  void kill_controller() { controller_->kill(); }
  void start_controller();

 private:
  void make_namespace() const;

  PlayedCluster* cluster_;
  std::string namespace_, folder_;
  RedisServer redis_;
  std::optional<Process> controller_;
  std::unique_ptr<PodPlayer> player_;
};

}  // namespace perigee::testing
