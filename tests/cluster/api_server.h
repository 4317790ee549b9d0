// A real Kubernetes API server with its etcd, in a sandbox. The rest of a cluster will stand beside it.
//
// Not thread-safe. Everything ends with the object, and with the thread that made it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/cluster/process.h"

namespace perigee::testing {

class ApiServer {
 public:
  // Why there can be none on this machine, in words; empty where there can. Builds the programs if need be, and then
  // takes minutes.
  static std::string unavailable();

  // Starts both and waits until they are ready; throws std::runtime_error with their logs. Enters the sandbox.
  ApiServer();

  struct Answer {
    long status = 0;
    std::string body;
  };
  // As the cluster's administrator; the body is JSON.
  Answer request(const std::string& method, const std::string& path, const std::string& body = "") const;

  // The program of the same version: kubectl("get aj").
  Outcome kubectl(const std::string& arguments) const;

  const std::string& folder() const { return folder_; }  // free to be written to
  std::string url() const;
  std::string file(const std::string& name) const {
    return folder_ + "/" + name;
  }  // "ca.crt", "admin.crt", "admin.key"

 private:
  void make_certificates() const;
  void write_kubeconfig() const;
  Process start_etcd() const;
  Process start_apiserver() const;
  void wait_until_ready() const;

  std::string programs_, folder_;
  std::optional<Process> etcd_, apiserver_;  // ended in the reverse order
};

}  // namespace perigee::testing
