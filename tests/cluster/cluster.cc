#include "tests/cluster/cluster.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "perigee/base/text.h"
#include "tests/cluster/sandbox.h"

namespace perigee::testing {
namespace {

constexpr const char* kAddress = "10.250.0.1";
constexpr std::chrono::seconds kPatience{180};

// Who did what, for the comparison of what RBAC grants with what is used.
constexpr const char* kAuditPolicy = R"(apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - {level: Metadata, userGroups: ["system:serviceaccounts"]}
  - {level: None}
)";

std::string source(const std::string& path) { return std::string(PERIGEE_SOURCE_DIR) + "/tests/cluster/" + path; }

std::string last_line(const std::string& text) { return std::string(split(trim(text), '\n').back()); }

std::string named_kubeconfig() {
  const char* const file = std::getenv("PERIGEE_TEST_KUBECONFIG");
  return file == nullptr ? "" : file;
}

const Outcome& images() {
  static const Outcome outcome = run(source("images") + " 2>&1");
  return outcome;
}

std::string missing_program() {
  for (const char* const program : {"containerd", "runc", "ctr", "iptables", "ip", "unshare", "nginx"})
    if (run(std::string("PATH=$PATH:/usr/sbin:/sbin command -v ") + program).code != 0) return program;
  return std::filesystem::exists("/usr/lib/cni/bridge") ? "" : "containernetworking-plugins";
}

}  // namespace

std::string Cluster::unavailable() {
  if (const std::string reason = ApiServer::unavailable(); !reason.empty()) return reason;
  if (!named_kubeconfig().empty()) return "";
  if (const std::string program = missing_program(); !program.empty()) return program + " is not installed";
  return images().code == 0 ? "" : last_line(images().out);
}

Cluster::Cluster() : programs_(last_line(run(source("build")).out)), kubeconfig_(named_kubeconfig()) {
  if (kubeconfig_.empty()) {
    boot();
    return;
  }
  folder_ = std::filesystem::temp_directory_path() / ("perigee-cluster-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder_);
}

Cluster::~Cluster() {
  if (!is_own()) std::filesystem::remove_all(folder_);
  scheduler_.reset();
  manager_.reset();
  if (node_) node_->kill();
}

void Cluster::boot() {
  const std::string archive = last_line(images().out);
  cgroup_.emplace("perigee-test-" + std::to_string(::getpid()));
  folder_ = enter_sandbox("8g");
  kubeconfig_ = folder_ + "/kubeconfig";
  start_node(archive);
  wait_for_file("network");
  std::ofstream(folder_ + "/audit.yaml") << kAuditPolicy;
  server_.emplace(
      folder_, kAddress,
      std::vector<std::string>{"--enable-admission-plugins=NodeRestriction", "--kubelet-client-certificate=admin.crt",
                               "--kubelet-client-key=admin.key", "--kubelet-certificate-authority=ca.crt",
                               "--kubelet-preferred-address-types=InternalIP", "--audit-policy-file=audit.yaml",
                               "--audit-log-path=audit.log"});
  start_managers();
  wait_until_ready();
}

// In a PID namespace that ends with its first process, which ends with this thread.
void Cluster::start_node(const std::string& archive) {
  node_.emplace(
      "node",
      std::vector<std::string>{"/usr/bin/unshare", "--pid", "--fork", "--kill-child", "--mount", "--propagation",
                               "private", source("node"), programs_, folder_, archive, kAddress, "/" + cgroup_->name()},
      folder_);
}

void Cluster::start_managers() {
  server_->issue("node", "/O=system:nodes/CN=system:node:node1", std::string("DNS:node1,IP:") + kAddress);
  for (const char* const user : {"kube-controller-manager", "kube-scheduler", "kube-proxy"})
    server_->issue(user, std::string("/CN=system:") + user, std::string("DNS:") + user);
  server_->write_kubeconfig("node.kubeconfig", "node");
  server_->write_kubeconfig("manager.kubeconfig", "kube-controller-manager");
  server_->write_kubeconfig("scheduler.kubeconfig", "kube-scheduler");
  server_->write_kubeconfig("proxy.kubeconfig", "kube-proxy");
  std::ofstream(folder_ + "/api-server") << "ready";
  manager_.emplace(
      "manager",
      std::vector<std::string>{programs_ + "/kube-controller-manager", "--kubeconfig=manager.kubeconfig",
                               "--use-service-account-credentials", "--service-account-private-key-file=sa.key",
                               "--root-ca-file=ca.crt", "--leader-elect=false", "--kube-api-qps=500",
                               "--kube-api-burst=1000", "--concurrent-job-syncs=20", "--node-monitor-grace-period=20s"},
      folder_);
  scheduler_.emplace("scheduler",
                     std::vector<std::string>{programs_ + "/kube-scheduler", "--kubeconfig=scheduler.kubeconfig",
                                              "--leader-elect=false"},
                     folder_);
}

void Cluster::wait_for_file(const std::string& name) const {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!std::filesystem::exists(folder_ + "/" + name)) {
    if (!node_->runs() || std::chrono::steady_clock::now() > deadline)
      throw std::runtime_error("the node does not come up: no '" + name + "'\n" + node_->log() +
                               run("cd " + folder_ + " && tail -n 20 *.log").out);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void Cluster::wait_until_ready() const {
  wait_for_file("images");
  const std::string patience = " --timeout=" + std::to_string(kPatience.count()) + "s";
  for (const char* const what :
       {"--for=create node/node1", "--for=condition=Ready node/node1", "--for=create serviceaccount/default"}) {
    const Outcome waited = kubectl(std::string("wait ") + what + patience);
    if (waited.code != 0)
      throw std::runtime_error(waited.out + run("cd " + folder_ + " && tail -n 30 kubelet.log containerd.log").out);
  }
}

std::size_t Cluster::signal(const std::string& pod_uid, int number) const {
  std::size_t count = 0;
  for (const pid_t pid : cgroup_->processes("pod" + pod_uid)) {
    std::string name;
    std::ifstream("/proc/" + std::to_string(pid) + "/comm") >> name;
    // Not what holds the pod's namespaces, nor what is about to become the program.
    const bool is_ours = name.starts_with("perigee-") || name == "redis-server";
    if (is_ours && ::kill(pid, number) == 0) ++count;
  }
  return count;
}

std::vector<std::string> Cluster::kubectl_words(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {programs_ + "/kubectl", "--kubeconfig", kubeconfig_});
  return arguments;
}

Outcome Cluster::script(const std::string& text) const {
  std::ofstream(folder_ + "/script") << text;
  return run("cd " + folder_ + " && HOME=" + folder_ + " KUBECONFIG=" + kubeconfig_ + " PATH=" + programs_ +
             ":$PATH timeout 240 sh -eu script 2>&1");
}

Outcome Cluster::program(const std::string& name, const std::string& arguments) const {
  return run("cd " + folder_ + " && HOME=" + folder_ + " KUBECONFIG=" + kubeconfig_ + " " + programs_ + "/" + name +
             " " + arguments + " 2>&1");
}

}  // namespace perigee::testing
