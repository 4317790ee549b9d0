#include "tests/cluster/controller_bed.h"

#include <stdexcept>

#include "perigee/base/sha256.h"
#include "perigee/kube/config.h"

namespace perigee::testing {
namespace {

using nlohmann::json;

json parsed(const kube::Reply<kube::Object>& reply) {
  if (!reply) throw std::runtime_error(to_string(reply.error()));
  return json::parse(reply->json);
}

std::string pod_of(const json& job) { return job["metadata"]["name"].get<std::string>() + "-abcde"; }
std::string name_of(const json& object) { return object["metadata"]["name"]; }
std::string now() { return iso8601(system_clock().now() / 1000 * 1000); }

kube::Config config_of(const ApiServer& server) {
  auto config = kube::read_kubeconfig(server.file("kubeconfig"));
  if (!config) throw std::runtime_error(to_string(config.problems()));
  return *config;
}

void must(const Outcome& outcome) {
  if (outcome.code != 0) throw std::runtime_error(outcome.out);
}

}  // namespace

std::string ControllerBed::unavailable() {
  return RedisServer::available() ? ApiServer::unavailable() : "redis-server is not installed";
}

ControllerBed::ControllerBed()
    : pool_(std::make_unique<RedisPool>(*parse_redis_url(redis_.url()), RedisTimeouts{}, 4)), jobs_(*pool_) {
  must(server_.kubectl("apply -f " + std::string(PERIGEE_SOURCE_DIR) + "/crds"));
  must(server_.kubectl("wait --for=condition=Established crd/analysisjobs.perigee.dev"));
  must(server_.kubectl("create serviceaccount default"));  // the controller-manager would
  http_ = std::make_unique<kube::Http>(config_of(server_));
  client_ = std::make_unique<kube::Client>(*http_, "default");
}

ControllerBed::~ControllerBed() = default;

Process ControllerBed::start(const std::string& name, const std::vector<std::string>& flags) const {
  std::vector<std::string> words{PERIGEE_CONTROLLER_PATH,
                                 "--kubeconfig",
                                 server_.file("kubeconfig"),
                                 "--namespace",
                                 "default",
                                 "--redis",
                                 redis_.url(),
                                 "--runner-image",
                                 "runner:test",
                                 "--probe-host",
                                 "127.0.0.1",
                                 "--log-level",
                                 "debug"};
  words.insert(words.end(), flags.begin(), flags.end());
  return {name, words, server_.folder()};
}

HttpAnswer ControllerBed::probe(int port, const std::string& path) try {
  return http(port, "GET", path);
} catch (const std::runtime_error&) {
  return {};
}

std::optional<double> ControllerBed::metric(int port, const std::string& series) {
  const std::string text = "\n" + probe(port, "/metrics").body;
  const auto at = text.find("\n" + series);
  if (at == text.npos) return std::nullopt;
  const auto end = text.find('\n', at + 1), value = text.rfind(' ', end);
  return std::stod(text.substr(value + 1, end - value));
}

std::string ControllerBed::create(const std::string& name, const std::string& more_spec) {
  const std::string manifest = R"({"apiVersion":"perigee.dev/v1alpha1","kind":"AnalysisJob","metadata":{"name":")" +
                               name + R"("},"spec":{"analysis":"timeline","dataset":"launches")" + more_spec + "}}";
  return parsed(client_->create(kube::kAnalysisJobs, manifest))["metadata"]["uid"];
}

void ControllerBed::patch(const std::string& name, const std::string& text) {
  parsed(client_->merge(kube::kAnalysisJobs, name, text));
}

void ControllerBed::remove(const std::string& name) {
  if (const auto error = client_->remove(kube::kAnalysisJobs, name, {})) throw std::runtime_error(to_string(*error));
}

json ControllerBed::get(const std::string& name) {
  const auto found = client_->get(kube::kAnalysisJobs, name);
  return found ? json::parse(found->json) : json();
}

std::string ControllerBed::condition(const std::string& name, const std::string& type, const std::string& member) {
  const json object = get(name);
  if (object.is_null() || !object.contains("status")) return {};
  for (const json& one : object["status"].value("conditions", json::array()))
    if (one["type"] == type) return one[member];
  return {};
}

bool ControllerBed::reaches(const std::string& name, const std::string& state) {
  return comes_true([&] {
    const json object = get(name);
    return object.is_object() && object.contains("status") && object["status"].value("state", "") == state;
  });
}

std::vector<json> ControllerBed::jobs(const std::string& name) {
  std::vector<json> all;
  const auto found = client_->list(kube::kJobs, {{"labelSelector", "perigee.dev/analysis-job=" + name}});
  if (!found) throw std::runtime_error(to_string(found.error()));
  for (const kube::Object& job : *found) all.push_back(json::parse(job.json));
  return all;
}

json ControllerBed::job(const std::string& name, int attempt) {
  json found;
  comes_true([&] {
    for (const json& job : jobs(name))
      if (job["metadata"]["labels"]["perigee.dev/attempt"] == std::to_string(attempt)) found = job;
    return found.is_object();
  });
  return found;
}

void ControllerBed::make_pod(const json& job) {
  const json& made = job["spec"]["template"];
  const json owner = {{"apiVersion", "batch/v1"},
                      {"kind", "Job"},
                      {"name", name_of(job)},
                      {"uid", job["metadata"]["uid"]},
                      {"controller", true}};
  json pod = {{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", made["metadata"]}, {"spec", made["spec"]}};
  pod["metadata"]["name"] = pod_of(job);
  pod["metadata"]["ownerReferences"] = json::array({owner});
  pod["metadata"].erase("creationTimestamp");
  const auto created = client_->create(kube::kPods, pod.dump());
  if (!created && !created.error().already_exists()) throw std::runtime_error(to_string(created.error()));
}

void ControllerBed::set_container(const json& job, const std::string& phase, const json& state) {
  make_pod(job);
  const json container = {{"name", "runner"}, {"image", "runner:test"}, {"imageID", ""},
                          {"ready", false},   {"restartCount", 0},      {"state", state}};
  const json status = {{"phase", phase}, {"containerStatuses", json::array({container})}};
  parsed(client_->merge(kube::kPods, pod_of(job), json{{"status", status}}.dump(), "status"));
}

void ControllerBed::start_pod(const json& job) { set_container(job, "Running", {{"running", {{"startedAt", now()}}}}); }

void ControllerBed::end_pod(const json& job, int exit_code, const std::string& last_words) {
  set_container(job, exit_code == 0 ? "Succeeded" : "Failed",
                {{"terminated",
                  {{"exitCode", exit_code}, {"startedAt", now()}, {"finishedAt", now()}, {"message", last_words}}}});
}

void ControllerBed::pod_waits(const json& job, const std::string& reason, const std::string& message) {
  set_container(job, "Pending", {{"waiting", {{"reason", reason}, {"message", message}}}});
}

void ControllerBed::fail_job(const json& job, const std::string& reason) {
  const auto condition = [&](const char* type) {
    return json{{"type", type}, {"status", "True"}, {"reason", reason}, {"message", ""}, {"lastTransitionTime", now()}};
  };
  const json status = {{"startTime", now()}, {"conditions", {condition("FailureTarget"), condition("Failed")}}};
  parsed(client_->merge(kube::kJobs, name_of(job), json{{"status", status}}.dump(), "status"));
}

Finished ControllerBed::commit(const std::string& name, const std::string& bytes) {
  const ResultInfo info{"image/png", bytes.size(), sha256_hex(bytes), 800, 450, 10, "v1", 12.5};
  const auto record = jobs_.find(name);
  return jobs_.finish(name, record ? record->uid : "", {JobState::complete, info, bytes, {}});
}

}  // namespace perigee::testing
