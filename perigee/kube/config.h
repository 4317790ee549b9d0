// How a process reaches its API server, and as whom: from the files in a pod, or from a kubeconfig.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "perigee/base/problem.h"

namespace perigee::kube {

// A text, or the file that holds it and is read again from time to time. Both empty: there is none.
struct Source {
  std::string text;
  std::filesystem::path file;
  bool is_given() const { return !text.empty() || !file.empty(); }
  bool operator==(const Source&) const = default;
};

struct Config {
  std::string server;  // "https://host:port", perhaps with a path, without a slash at its end
  std::string namespace_name;
  Source ca;                // not given: the machine's own authorities
  Source token;             // or
  Source certificate, key;  // of the client
  bool operator==(const Config&) const = default;
};

// What a process can see of where it runs; each empty where it is not set.
struct Surroundings {
  std::string kubeconfig;                  // KUBECONFIG
  std::string service_host, service_port;  // KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT
  std::filesystem::path service_account = "/var/run/secrets/kubernetes.io/serviceaccount";
  std::filesystem::path home;  // HOME
};

// Those of this process. A kubeconfig that is named here wins; else a pod's own account does over KUBECONFIG.
Surroundings own_surroundings(std::string kubeconfig = "");

// The kubeconfig that is named, else the pod's own account, else ~/.kube/config.
Result<Config> find_config(const Surroundings& surroundings);

Result<Config> in_cluster_config(const Surroundings& surroundings);

// The context that is named, or the current one. Paths in it are relative to its own folder. What this client does not
// do (plugins, passwords, unverified servers, proxies) is refused in words, all at once.
Result<Config> read_kubeconfig(const std::filesystem::path& file, std::string_view context = "");

}  // namespace perigee::kube
