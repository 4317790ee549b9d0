#include "tests/cluster/played_cluster.h"

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>
#include <utility>

namespace perigee::testing {
namespace {

using nlohmann::json;

constexpr const char* kSecret = "perigee-redis";

void must(const Outcome& outcome) {
  if (outcome.code != 0) throw std::runtime_error(outcome.out);
}

kube::Config config_of(const ApiServer& server) {
  auto config = kube::read_kubeconfig(server.file("kubeconfig"));
  if (!config) throw std::runtime_error(to_string(config.problems()));
  return *std::move(config);
}

// Only what runs Jobs and clears up after them.
std::vector<std::string> manager_words(const ApiServer& server) {
  return {server.programs() + "/kube-controller-manager",
          "--kubeconfig=kubeconfig",
          "--service-account-private-key-file=sa.key",
          "--root-ca-file=ca.crt",
          "--leader-elect=false",
          "--kube-api-qps=500",
          "--kube-api-burst=1000",
          "--controllers=job-controller,garbage-collector-controller,namespace-controller,serviceaccount-controller"};
}

ApiServer& with_the_definition(ApiServer& server) {
  must(server.kubectl("apply -f " PERIGEE_SOURCE_DIR "/crds"));
  must(server.kubectl("wait --for=condition=Established crd/analysisjobs.perigee.dev"));
  return server;
}

}  // namespace

std::string PlayedCluster::unavailable() {
  return RedisServer::available() ? ApiServer::unavailable() : "redis-server is not installed";
}

PlayedCluster::PlayedCluster() : manager_("manager", manager_words(with_the_definition(server_)), server_.folder()) {}

PlayedInstallation::PlayedInstallation(PlayedCluster& cluster, std::string namespace_name, std::string runner)
    : cluster_(&cluster), namespace_(std::move(namespace_name)), folder_(cluster.server().file(namespace_)) {
  std::filesystem::create_directory(folder_);
  make_namespace();
  start_controller();
  player_ =
      std::make_unique<PodPlayer>(config_of(cluster.server()), PlayedNode{std::move(runner), folder_, namespace_});
}

PlayedInstallation::~PlayedInstallation() = default;

// A namespace takes pods as soon as the controller manager has made its account.
void PlayedInstallation::make_namespace() const {
  const ApiServer& server = cluster_->server();
  must(server.kubectl("create namespace " + namespace_));
  must(server.kubectl("create secret generic " + std::string(kSecret) + " -n " + namespace_ +
                      " --from-literal=url=" + redis_.url()));
  must(server.kubectl("wait --for=create serviceaccount/default --timeout=120s -n " + namespace_));
}

void PlayedInstallation::start_controller() {
  const ApiServer& server = cluster_->server();
  controller_.reset();
  controller_.emplace(
      "controller",
      std::vector<std::string>{PERIGEE_CONTROLLER_PATH, "--kubeconfig", server.file("kubeconfig"), "--namespace",
                               namespace_, "--redis", redis_.url(), "--runner-image", "played", "--runner-redis-secret",
                               kSecret, "--probe-host", "127.0.0.1", "--probe-port", "0"},
      folder_);
}

std::vector<std::string> PlayedInstallation::api_flags() const {
  return {"--executor", "kubernetes", "--kubeconfig", cluster_->server().file("kubeconfig"), "--namespace", namespace_};
}

}  // namespace perigee::testing
