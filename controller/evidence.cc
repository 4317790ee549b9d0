#include "controller/evidence.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "controller/json.h"

namespace perigee::controller {
namespace {

using nlohmann::json;

// A condition of this type that holds; null where there is none.
const json& holding(const json& object, const char* type) {
  static const json kNone;
  for (const json& condition : at(object, {"status", "conditions"}))
    if (text_at(condition, {"type"}) == type && text_at(condition, {"status"}) == "True") return condition;
  return kNone;
}

// The pod's one container; null before there is any state of it.
const json& container_state(const json& pod) {
  static const json kNone;
  const json& all = at(pod, {"status", "containerStatuses"});
  return all.is_array() && !all.empty() ? at(all.front(), {"state"}) : kNone;
}

std::optional<ContainerEnd> container_end(const json& terminated) {
  if (!terminated.is_object()) return std::nullopt;
  const std::string reason = text_at(terminated, {"reason"});
  // The kubelet's words for an end that it did not see: it says nothing of the runner.
  if (reason == "ContainerStatusUnknown") return std::nullopt;
  return ContainerEnd{static_cast<int>(integer_at(terminated, {"exitCode"})),
                      static_cast<int>(integer_at(terminated, {"signal"})), reason == "OOMKilled",
                      text_at(terminated, {"message"})};
}

bool was_disrupted(const json& pod) {
  if (holding(pod, "DisruptionTarget").is_object()) return true;
  const std::string reason = text_at(pod, {"status", "reason"});
  return reason == "Evicted" || reason == "NodeLost" || reason == "Preempted" || reason == "Shutdown";
}

// Between the scheduler's decision and the first start every container is "creating": that explains nothing.
bool is_specific(const std::string& reason) {
  return !reason.empty() && reason != "ContainerCreating" && reason != "PodInitializing";
}

Refusal waiting_of(const json& pod) {
  const json& waiting = at(container_state(pod), {"waiting"});
  if (is_specific(text_at(waiting, {"reason"}))) return {text_at(waiting, {"reason"}), text_at(waiting, {"message"})};
  for (const json& condition : at(pod, {"status", "conditions"}))
    if (text_at(condition, {"type"}) == "PodScheduled" && text_at(condition, {"status"}) == "False")
      return {text_at(condition, {"reason"}), text_at(condition, {"message"})};
  return {};
}

Millis start_of(const json& state) {
  const Millis running = time_at(state, {"running", "startedAt"});
  return running != 0 ? running : time_at(state, {"terminated", "startedAt"});
}

int attempt_of(const json& job) {
  const json& labels = at(job, {"metadata", "labels"});
  const std::string text = labels.is_object() ? labels.value(std::string(kAttemptLabel), std::string()) : "";
  int attempt = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), attempt);
  return error == std::errc() && end == text.data() + text.size() ? attempt : 0;
}

// The condition by which a Job is over, or about to be: the latter comes a second or more before the former.
const json& ending_of(const json& job) {
  static const json kNone;
  for (const char* type : {"Failed", "FailureTarget", "Complete", "SuccessCriteriaMet"})
    if (const json& condition = holding(job, type); condition.is_object()) return condition;
  return kNone;
}

}  // namespace

std::optional<PodFacts> read_pod(std::string_view text) {
  const json pod = json::parse(text, nullptr, false);
  PodFacts facts;
  facts.name = text_at(pod, {"metadata", "name"});
  if (facts.name.empty()) return std::nullopt;
  facts.node = text_at(pod, {"spec", "nodeName"});
  facts.created = time_at(pod, {"metadata", "creationTimestamp"});
  const json& state = container_state(pod);
  facts.started = start_of(state);
  facts.end = container_end(at(state, {"terminated"}));
  facts.disrupted = was_disrupted(pod);
  Refusal waiting = waiting_of(pod);
  facts.waiting_reason = std::move(waiting.reason);
  facts.waiting_message = std::move(waiting.message);
  return facts;
}

Evidence evidence_of(const std::vector<PodFacts>& pods) {
  Evidence evidence;
  for (const PodFacts& pod : pods) {
    evidence.pod = pod.name;
    if (!pod.node.empty()) evidence.node = pod.node;
    if (pod.started != 0)
      evidence.started = evidence.started == 0 ? pod.started : std::min(evidence.started, pod.started);
    evidence.disrupted = evidence.disrupted || pod.disrupted;
    if (pod.end && !evidence.end) evidence.end = pod.end;
    if (evidence.waiting_reason.empty()) {
      evidence.waiting_reason = pod.waiting_reason;
      evidence.waiting_message = pod.waiting_message;
    }
  }
  return evidence;
}

std::optional<OwnJob> read_job(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  OwnJob job;
  job.name = text_at(object, {"metadata", "name"});
  job.uid = text_at(object, {"metadata", "uid"});
  job.attempt = attempt_of(object);
  if (job.name.empty() || job.attempt == 0) return std::nullopt;
  job.created = time_at(object, {"metadata", "creationTimestamp"});
  job.deleting = time_at(object, {"metadata", "deletionTimestamp"}) != 0;
  job.suspended = flag_at(object, {"spec", "suspend"});
  const json& ending = ending_of(object);
  job.ended = ending.is_object();
  job.reason = text_at(ending, {"reason"});
  return job;
}

std::optional<Refusal> read_refusal(std::string_view text) {
  const json event = json::parse(text, nullptr, false);
  if (text_at(event, {"reason"}) != "FailedCreate") return std::nullopt;
  const std::string core = text_at(event, {"message"}), message = core.empty() ? text_at(event, {"note"}) : core;
  const bool is_quota = message.find("exceeded quota") != std::string::npos;
  return Refusal{is_quota ? "QuotaExceeded" : "AdmissionRefused", message};
}

}  // namespace perigee::controller
