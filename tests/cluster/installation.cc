#include "tests/cluster/installation.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "tests/support/comes_true.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

constexpr int kFirstPort = 18080;

const std::string kChart = std::string(PERIGEE_SOURCE_DIR) + "/charts/perigee";
const std::string kImages =
    " --set images.api.tag=test,images.controller.tag=test,images.runner.tag=test"
    ",images.redis.repository=perigee-redis,images.redis.tag=test,ingress.enabled=true"
    ",controller.leaseSeconds=5 ";  // so that tests of its end are short

void must(const Outcome& outcome, const std::string& what) {
  if (outcome.code != 0) throw std::runtime_error(what + ":\n" + outcome.out);
}

std::string volume(const std::string& name, const std::string& path) {
  return json{{"apiVersion", "v1"},
              {"kind", "PersistentVolume"},
              {"metadata", {{"name", name}}},
              {"spec",
               {{"capacity", {{"storage", "8Gi"}}},
                {"accessModes", {"ReadWriteOnce"}},
                {"persistentVolumeReclaimPolicy", "Retain"},
                {"claimRef", {{"namespace", name}, {"name", "data-" + name + "-perigee-redis-0"}}},
                {"hostPath", {{"path", path}}}}}}
      .dump();
}

// What an ingress controller makes of an Ingress: here nginx, as root and in the foreground, without files of its own.
std::string nginx_config(const std::string& folder, int port, const json& ingress, const std::string& service) {
  std::string locations;
  for (const json& rule : ingress["spec"]["rules"])
    for (const json& path : rule["http"]["paths"])
      locations += "location " + path["path"].get<std::string>() + " { proxy_pass http://" + service + "; }\n";
  std::string temporary;
  for (const char* const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
    temporary += std::string(kind) + "_temp_path " + folder + "/nginx_" + kind + ";\n";
  return "daemon off; master_process off; pid " + folder + "/nginx-" + std::to_string(port) + ".pid;\n" +
         "error_log stderr; events {}\nhttp { access_log off; client_max_body_size 1g; proxy_http_version 1.1;\n" +
         "proxy_buffering off; proxy_read_timeout 300s;\n" + temporary +
         "server { listen 127.0.0.1:" + std::to_string(port) + ";\n" + locations + "} }\n";
}

bool answers(int port) try {
  return testing::http(port, "GET", "/help").status == 200;
} catch (const std::runtime_error&) {  // nothing listens yet
  return false;
}

int next_port() {
  static int port = kFirstPort;
  return port++;
}

}  // namespace

Installation::Installation(const Cluster& cluster, std::string name, const std::string& helm_flags)
    : cluster_(cluster), name_(std::move(name)), port_(next_port()) {
  make_namespace();
  if (cluster_.is_own()) make_volume();
  const bool brings_resource = cluster_.kubectl("get crd analysisjobs.perigee.dev").code != 0;
  const Outcome installed =
      helm("install " + name_ + " " + kChart + kImages + (brings_resource ? "" : "--set crds.enabled=false ") +
           helm_flags + " --wait --timeout 4m");
  must(installed, "helm does not install it, " + story());
  open_ingress();
}

Installation::~Installation() {
  ingress_.reset();
  if (!cluster_.is_own()) cluster_.kubectl("delete namespace " + name_ + " --ignore-not-found --timeout=120s");
}

void Installation::make_namespace() const {
  must(cluster_.kubectl("create namespace " + name_), "no namespace");
  must(cluster_.kubectl("label namespace " + name_ + " pod-security.kubernetes.io/enforce=restricted"), "no label");
}

void Installation::make_volume() const {
  const std::string path = cluster_.folder() + "/volume-" + name_, file = path + ".json";
  std::filesystem::create_directory(path);
  ::chmod(path.c_str(), 0777);
  std::ofstream(file) << volume(name_, path);
  must(cluster_.kubectl("apply -f " + file), "no volume");
}

void Installation::open_ingress() {
  const std::string service = name_ + "-perigee-api", &folder = cluster_.folder();
  const std::string log = "ingress-" + std::to_string(port_);
  if (cluster_.is_own()) {
    const json address = object("service/" + service)["spec"];
    const std::string file = folder + "/" + log + ".conf";
    std::ofstream(file) << nginx_config(
        folder, port_, object("ingress/" + service),
        address["clusterIP"].get<std::string>() + ":" + std::to_string(address["ports"][0]["port"].get<int>()));
    ingress_.emplace(log, std::vector<std::string>{"/usr/sbin/nginx", "-e", "stderr", "-c", file}, folder);
  } else {
    ingress_.emplace(
        log, cluster_.kubectl_words({"-n", name_, "port-forward", "service/" + service, std::to_string(port_) + ":80"}),
        folder);
  }
  if (!comes_true([this] { return answers(port_); }))
    throw std::runtime_error("nothing answers through the ingress:\n" + ingress_->log() + story());
}

Outcome Installation::upgrade(const std::string& flags) const {
  return helm("upgrade " + name_ + " " + kChart + " --reuse-values " + flags);
}

HttpAnswer Installation::http(std::string_view method, std::string_view target,
                              const std::optional<HttpBody>& body) const {
  HttpAnswer answer = testing::http(port_, method, target, body);
  // A machine that is busy with other things may take longer than the client waits.
  for (int i = 0; i < 5 && method == "GET" && answer.status == 0; ++i) answer = testing::http(port_, method, target);
  return answer;
}

void Installation::submit(const std::string& job, const std::string& spec) const {
  const std::string file = cluster_.folder() + "/job.json";
  std::ofstream(file) << json{{"apiVersion", "perigee.dev/v1alpha1"},
                              {"kind", "AnalysisJob"},
                              {"metadata", {{"name", job}}},
                              {"spec", json::parse(spec)}};
  must(kubectl("create -f " + file), "the AnalysisJob is refused");
}

bool Installation::comes_to(const std::string& job, const std::string& path, const std::string& value) const {
  return kubectl("wait aj/" + job + " --for=jsonpath='{" + path + "}'='" + value + "' --timeout=120s").code == 0;
}

bool Installation::is_finished(const std::string& job, int seconds) const {
  return kubectl("wait aj/" + job + " --for=condition=Finished --timeout=" + std::to_string(seconds) + "s").code == 0;
}

json Installation::object(const std::string& what) const {
  const Outcome got = kubectl("get " + what + " -o json");
  return got.code == 0 ? json::parse(got.out) : json();
}

std::string Installation::state(const std::string& job) const {
  return object("aj/" + job).value("/status/state"_json_pointer, "");
}

std::string Installation::pod(const std::string& labels) const {
  std::string uid;
  comes_true([&] {
    const json pods = object("pods -l " + labels + " --field-selector=status.phase=Running");
    if (!pods.is_null() && !pods["items"].empty()) uid = pods["items"][0]["metadata"]["uid"];
    return !uid.empty();
  });
  return uid;
}

std::string Installation::story() const {
  std::string text;
  for (const char* const arguments : {"get analysisjobs,jobs,pods -o wide", "get events --sort-by=.lastTimestamp",
                                      "logs -l app.kubernetes.io/component=controller --tail=40 --prefix",
                                      "logs -l app.kubernetes.io/component=api --tail=20 --prefix", "describe pods"})
    text += kubectl(arguments).out + "\n";
  return text;
}

}  // namespace perigee::testing
