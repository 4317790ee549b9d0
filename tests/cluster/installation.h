// Perigee in a namespace of a cluster: installed from the project's chart with the images of its Dockerfile, where Pod
// Security "restricted" is enforced, and reached as its users reach it, by kubectl and by HTTP through an ingress.
//
// Not thread-safe. The namespace goes with the object, or with the cluster where that is our own.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "tests/cluster/cluster.h"
#include "tests/support/http_client.h"

namespace perigee::testing {

class Installation {
 public:
  // Further flags of helm may set values. Throws std::runtime_error with helm's words and the pods' states.
  Installation(const Cluster& cluster, std::string name, const std::string& helm_flags = "");
  ~Installation();
  Installation(const Installation&) = delete;
  Installation& operator=(const Installation&) = delete;

  // In the namespace, which has the installation's name.
  Outcome kubectl(const std::string& arguments) const { return cluster_.kubectl("-n " + name_ + " " + arguments); }
  Outcome helm(const std::string& arguments) const { return cluster_.helm("-n " + name_ + " " + arguments); }
  // helm upgrade with these flags on top of the values as they are.
  Outcome upgrade(const std::string& flags) const;
  HttpAnswer http(std::string_view method, std::string_view target,
                  const std::optional<HttpBody>& body = std::nullopt) const;

  // An AnalysisJob of this spec (JSON).
  void submit(const std::string& job, const std::string& spec) const;
  // Waits until jsonpath `{path}` of the job has the value; false when it has not within the time.
  bool comes_to(const std::string& job, const std::string& path, const std::string& value) const;
  bool is_finished(const std::string& job, int seconds = 120) const;
  nlohmann::json object(const std::string& what) const;  // "aj/timeline"; null: there is none
  std::string state(const std::string& job) const;
  // The uid of the first pod whose labels match that runs; waits for one. Empty: none came.
  std::string pod(const std::string& labels) const;
  // A description of everything, for a failure's message.
  std::string story() const;

  const std::string& name() const { return name_; }

 private:
  void make_namespace() const;
  void make_volume() const;
  void open_ingress();

  const Cluster& cluster_;
  std::string name_;
  std::optional<Process> ingress_;
  int port_ = 0;
};

}  // namespace perigee::testing
