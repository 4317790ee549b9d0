// A real Kubernetes: etcd, API server, controller manager, scheduler, and one node with containerd, kubelet, kube-proxy
// and CoreDNS, in a sandbox, with the project's images loaded; or the cluster that PERIGEE_TEST_KUBECONFIG names, where
// they have to be loaded already.
//
// Not thread-safe. One a process; everything of the sandbox ends with the object, and with the thread that made it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/cluster/api_server.h"
#include "tests/cluster/cgroup.h"
#include "tests/cluster/process.h"

namespace perigee::testing {

class Cluster {
 public:
  // Why there can be none on this machine, in words; empty where there can. Builds programs and images if need be, and
  // then takes many minutes.
  static std::string unavailable();

  // Boots it and waits until its node is ready; throws std::runtime_error with the logs.
  Cluster();
  ~Cluster();

  // Programs of the cluster's own version: kubectl("get pods").
  Outcome kubectl(const std::string& arguments) const { return program("kubectl", arguments); }
  Outcome helm(const std::string& arguments) const { return program("helm", arguments); }

  // A shell script that finds these programs and the cluster, in the folder; ends at the first failure.
  Outcome script(const std::string& text) const;
  // kubectl as a command that goes on, for a Process.
  std::vector<std::string> kubectl_words(std::vector<std::string> arguments) const;

  // A place for files that the node can read and write, too.
  const std::string& folder() const { return folder_; }

  // The rest is only in the sandbox.
  bool is_own() const { return server_.has_value(); }
  ApiServer& server() { return *server_; }
  // Signals the programs of Perigee and Redis in a pod, by its uid; how many processes that were.
  std::size_t signal(const std::string& pod_uid, int number) const;
  // Whatever its limits say, the pod gets all the time of the processors that there is.
  void lift_cpu_limits(const std::string& pod_uid) const { cgroup_->lift_cpu_limits("pod" + pod_uid); }

 private:
  void boot();
  void start_node(const std::string& archive);
  void start_managers();
  void wait_for_file(const std::string& name) const;
  void wait_until_ready() const;
  Outcome program(const std::string& name, const std::string& arguments) const;

  std::string programs_, folder_, kubeconfig_;
  std::optional<Cgroup> cgroup_;
  std::optional<Process> node_;
  std::optional<ApiServer> server_;
  std::optional<Process> manager_, scheduler_;
};

}  // namespace perigee::testing
