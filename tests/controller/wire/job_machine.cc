#include "tests/controller/wire/job_machine.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "perigee/base/clock.h"
#include "perigee/base/error.h"
#include "perigee/store/jobs.h"

namespace perigee::testing {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr const char* kPicture = "\x89PNG, of a kind";

std::string now() { return iso8601(system_clock().now() / 1000 * 1000); }

std::string argument_after(const json& job, const std::string& flag) {
  const json& words = job.at("spec").at("template").at("spec").at("containers").at(0).at("args");
  for (std::size_t at = 0; at + 1 < words.size(); ++at)
    if (words[at] == flag) return words[at + 1];
  return "";
}

json pod_of(const json& job) {
  const json& metadata = job.at("metadata");
  json pod = {{"metadata",
               {{"name", metadata.at("name").get<std::string>() + "-pod"},
                {"labels", job.at("spec").at("template").at("metadata").at("labels")},
                {"ownerReferences", json::array({{{"apiVersion", "batch/v1"},
                                                  {"kind", "Job"},
                                                  {"name", metadata.at("name")},
                                                  {"uid", metadata.at("uid")},
                                                  {"controller", true}}})}}},
              {"spec", {{"nodeName", "node-a"}}},
              {"status", {{"phase", "Running"}}}};
  pod["status"]["containerStatuses"] =
      json::array({{{"name", "runner"}, {"state", {{"running", {{"startedAt", now()}}}}}}});
  return pod;
}

struct Exit {
  int code;
  const char* reason;
  bool is_evicted = false;
};

// How the attempt ends; the first one of some is a bad one.
Exit exit_of(const std::string& kind, bool is_first) {
  if (kind == "user") return {12, "Error"};
  if (kind == "die") return {137, "Error"};
  if (!is_first) return {0, "Completed"};
  if (kind == "retry") return {20, "Error"};
  if (kind == "oom") return {137, "OOMKilled"};
  if (kind == "lost") return {143, "Error", true};
  return {0, "Completed"};
}

}  // namespace

std::string kind_of(const std::string& name) { return name.substr(0, name.find('-')); }

JobMachine::JobMachine(ClusterModel& model, RedisPool& redis) : model_(&model), redis_(&redis) {
  thread_ = std::thread([this] { run(); });
}

JobMachine::~JobMachine() {
  is_over_ = true;
  thread_.join();
}

void JobMachine::run() {
  std::uint64_t version = model_->version();
  while (!is_over_)
    for (const ModelEvent& event : model_->events("jobs", version, {}, 50ms)) {
      version = event.version;
      if (event.type == "ADDED") run_job(json::parse(event.json));
    }
}

void JobMachine::run_job(const json& job) {
  const std::string name = job.at("metadata").at("name"), id = argument_after(job, "--job");
  const json pod = pod_of(job);
  const std::string pod_name = pod.at("metadata").at("name");
  model_->create("pods", pod);
  const std::string kind = kind_of(id);
  if (kind == "hold") return;
  const Exit exit = exit_of(kind, name.ends_with("-1"));
  if (exit.code == 0 || kind == "die") commit(id, argument_after(job, "--uid"));
  end_pod(pod_name, {{"exitCode", exit.code}, {"reason", exit.reason}, {"startedAt", now()}, {"finishedAt", now()}},
          exit.is_evicted);
  end_job(name, exit.code == 0);
}

// Where Redis is away it waits for it, as a node that is slow.
void JobMachine::commit(const std::string& id, const std::string& uid) {
  Jobs::Ending ending;
  ending.result = ResultInfo{"image/png", 16, "sha256 of " + uid, 800, 450, 4324, "version", 1};
  ending.bytes = kPicture;
  while (!is_over_) try {
      Jobs(*redis_).finish(id, uid, ending);
      return;
    } catch (const EnvironmentError&) {
      std::this_thread::sleep_for(20ms);
    }
}

void JobMachine::end_pod(const std::string& pod, json terminated, bool is_evicted) {
  json status = {{"phase", terminated.at("exitCode") == 0 ? "Succeeded" : "Failed"}};
  status["containerStatuses"] = json::array({{{"name", "runner"}, {"state", {{"terminated", std::move(terminated)}}}}});
  if (is_evicted)
    status["conditions"] = json::array({{{"type", "DisruptionTarget"}, {"status", "True"}, {"reason", "Evicted"}}});
  model_->merge("pods", pod, {{"status", std::move(status)}}, ClusterModel::Part::status);
}

void JobMachine::end_job(const std::string& job, bool is_complete) {
  const json condition = {{"type", is_complete ? "Complete" : "Failed"},
                          {"status", "True"},
                          {"reason", is_complete ? "CompletionsReached" : "BackoffLimitExceeded"}};
  model_->merge("jobs", job, {{"status", {{"conditions", json::array({condition})}}}}, ClusterModel::Part::status);
}

}  // namespace perigee::testing
