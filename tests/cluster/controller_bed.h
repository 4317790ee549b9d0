// The real perigee-controller on a real API server and a real redis-server. Kubernetes' own controllers, the kubelet
// and the runner are played by the test, step by step.
//
// Not thread-safe; one at a time. Everything ends with the object.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "perigee/kube/client.h"
#include "perigee/store/jobs.h"
#include "tests/cluster/api_server.h"
#include "tests/cluster/process.h"
#include "tests/support/comes_true.h"
#include "tests/support/http_client.h"
#include "tests/support/redis_server.h"

namespace perigee::testing {

class ControllerBed {
 public:
  // Why there can be none on this machine; empty where there can.
  static std::string unavailable();

  ControllerBed();  // API server with the CRD, and Redis; no controller yet
  ~ControllerBed();

  // A controller by that name, with further flags.
  Process start(const std::string& name, const std::vector<std::string>& flags = {}) const;

  // What a controller that listens there for probes says; its status is 0 while nobody does.
  static HttpAnswer probe(int port, const std::string& path);
  // The value of a metric's first series that begins so; nothing: there is none.
  static std::optional<double> metric(int port, const std::string& series);

  // The user.
  std::string create(const std::string& name, const std::string& more_spec = "");  // the uid
  void patch(const std::string& name, const std::string& json);
  void remove(const std::string& name);
  nlohmann::json get(const std::string& name);  // null: there is none
  // The condition's status, or nothing.
  std::string condition(const std::string& name, const std::string& type, const std::string& member = "status");
  bool reaches(const std::string& name, const std::string& state);

  // The Job of an attempt; waits for it. Null: it does not come.
  nlohmann::json job(const std::string& name, int attempt);
  std::vector<nlohmann::json> jobs(const std::string& name);

  // The Job controller and the kubelet. A pod is named after its Job.
  void start_pod(const nlohmann::json& job);
  void end_pod(const nlohmann::json& job, int exit_code, const std::string& last_words = "");
  void fail_job(const nlohmann::json& job, const std::string& reason);
  void pod_waits(const nlohmann::json& job, const std::string& reason, const std::string& message);

  // The runner.
  Finished commit(const std::string& name, const std::string& bytes = "a picture");
  std::optional<JobRecord> record(const std::string& name) { return jobs_.find(name); }

  kube::Client& client() { return *client_; }
  ApiServer& server() { return server_; }
  RedisServer& redis() { return redis_; }
  RedisPool& pool() { return *pool_; }

 private:
  void make_pod(const nlohmann::json& job);
  void set_container(const nlohmann::json& job, const std::string& phase, const nlohmann::json& state);

  ApiServer server_;
  RedisServer redis_;
  std::unique_ptr<RedisPool> pool_;
  Jobs jobs_;
  std::unique_ptr<kube::Http> http_;
  std::unique_ptr<kube::Client> client_;
};

}  // namespace perigee::testing
