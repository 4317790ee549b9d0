// A real Kubernetes API server with its etcd, in a sandbox. The rest of a cluster stands beside it: cluster.h.
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
  // The same in a sandbox that was entered already: where it listens, and what else it is told.
  ApiServer(std::string folder, std::string address, std::vector<std::string> flags);

  struct Answer {
    long status = 0;
    std::string body;
  };
  // As the cluster's administrator; the body is JSON.
  Answer request(const std::string& method, const std::string& path, const std::string& body = "") const;

  // The programs of the same version: kubectl("get aj").
  Outcome kubectl(const std::string& arguments) const { return program("kubectl", arguments); }
  Outcome helm(const std::string& arguments) const { return program("helm", arguments); }

  // The API server alone dies, and comes back: what it had not read by then is lost.
  void kill();
  void start_again();

  // A certificate of the cluster: <name>.crt and <name>.key in the folder, of the subject "/O=group/CN=user".
  void issue(const std::string& name, const std::string& subject, const std::string& host) const;
  // A kubeconfig with it: <file> in the folder.
  void write_kubeconfig(const std::string& file, const std::string& certificate) const;

  const std::string& programs() const { return programs_; }  // the folder they are in
  const std::string& folder() const { return folder_; }      // free to be written to
  pid_t pid() const { return apiserver_->pid(); }            // to be stopped and continued
  std::string url() const;
  std::string file(const std::string& name) const {
    return folder_ + "/" + name;
  }  // "ca.crt", "admin.crt", "admin.key"

 private:
  void make_certificates() const;
  void openssl(const std::string& commands) const;
  Process start_etcd() const;
  Process start_apiserver() const;
  void wait_until_ready() const;
  Outcome program(const std::string& name, const std::string& arguments) const;

  std::string programs_, folder_, address_;
  std::vector<std::string> flags_;
  std::optional<Process> etcd_, apiserver_;  // ended in the reverse order
};

}  // namespace perigee::testing
