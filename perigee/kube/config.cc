#include "perigee/kube/config.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "perigee/base/text.h"

namespace perigee::kube {
namespace {

constexpr const char* kNotInACluster = "not-in-a-cluster";

Problem not_in_a_cluster(std::string what) {
  return {kNotInACluster,
          "",
          std::move(what),
          "Set KUBECONFIG, or run in a pod whose service account's token is mounted.",
          {},
          {}};
}

std::string url_of(const std::string& host, const std::string& port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return "https://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + port;
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Surroundings own_surroundings(std::string kubeconfig) {
  Surroundings seen;
  seen.service_host = variable("KUBERNETES_SERVICE_HOST");
  seen.service_port = variable("KUBERNETES_SERVICE_PORT");
  seen.home = variable("HOME");
  const bool is_settled = !kubeconfig.empty() || !seen.service_host.empty();
  seen.kubeconfig = is_settled ? std::move(kubeconfig) : variable("KUBECONFIG");
  return seen;
}

Result<Config> find_config(const Surroundings& surroundings) {
  if (surroundings.kubeconfig.find(':') != std::string::npos)
    return Problem{"kubeconfig-list",
                   "KUBECONFIG",
                   "KUBECONFIG names several files, which are not merged here.",
                   "Name one; 'kubectl config view --flatten --minify' writes one out of many.",
                   {},
                   {}};
  if (!surroundings.kubeconfig.empty()) return read_kubeconfig(surroundings.kubeconfig);
  if (!surroundings.service_host.empty()) return in_cluster_config(surroundings);
  if (const auto file = surroundings.home / ".kube" / "config"; std::filesystem::exists(file))
    return read_kubeconfig(file);
  return not_in_a_cluster("There is no cluster to talk to: neither KUBECONFIG nor KUBERNETES_SERVICE_HOST is set.");
}

Result<Config> in_cluster_config(const Surroundings& surroundings) {
  if (surroundings.service_host.empty() || surroundings.service_port.empty())
    return not_in_a_cluster("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not both set.");
  const auto& folder = surroundings.service_account;
  Problems problems;
  for (const char* name : {"token", "ca.crt", "namespace"})
    if (!std::filesystem::exists(folder / name))
      problems.push_back(not_in_a_cluster((folder / name).string() + " does not exist."));
  if (!problems.empty()) return problems;
  std::ifstream in(folder / "namespace");
  const std::string name_of_namespace(std::istreambuf_iterator<char>(in), {});
  return Config{url_of(surroundings.service_host, surroundings.service_port),
                std::string(trim(name_of_namespace)),
                {"", folder / "ca.crt"},
                {"", folder / "token"},
                {},
                {}};
}

}  // namespace perigee::kube
