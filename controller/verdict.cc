#include "controller/verdict.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "perigee/job/exit_failure.h"

namespace perigee::controller {
namespace {

// A container that a signal ended shows it as an exit code, as shells do.
constexpr int kSignalBase = 128;

Failure out_of_memory() {
  return {FailureClass::infrastructure, "OOMKilled",
          "The runner needed more memory than its limit. Raise spec.runner.resources.limits.memory or ask for less "
          "data.",
          0};
}

Verdict judge(const ContainerEnd& end) {
  if (end.out_of_memory) return {out_of_memory(), Weight::counted};
  const int signal = end.signal != 0 ? end.signal : std::max(0, end.exit_code - kSignalBase);
  if (signal != 0) return {failure_of_signal(signal), Weight::counted};
  Failure failure = failure_of_exit(end.exit_code, end.last_words);
  const bool is_final = end.exit_code == 0 || failure.failure_class == FailureClass::user_error;
  return {std::move(failure), is_final ? Weight::final : Weight::counted};
}

Failure disrupted(const Evidence& evidence) {
  const std::string where = evidence.node.empty() ? "" : " on node '" + evidence.node + "'";
  return {FailureClass::infrastructure, "Disrupted",
          "The pod" + where + " was evicted, preempted or lost with its node.", 0};
}

Failure without_trace(const OwnJob& attempt) {
  const std::string reason = attempt.reason.empty() ? "" : " (" + attempt.reason + ")";
  return {FailureClass::infrastructure, "PodLost",
          "Job '" + attempt.name + "' failed" + reason + " and its pod left no trace.", 0};
}

// The words of Kubernetes, and what they are to us.
struct Wait {
  std::string_view kubernetes, reason, remedy;
};
constexpr std::array<Wait, 12> kWaits = {{
    {"ImagePullBackOff", "ImagePull", "Check the image's name and the registry's access."},
    {"ErrImagePull", "ImagePull", "Check the image's name and the registry's access."},
    {"ErrImageNeverPull", "ImagePull", "Load the image onto the node or allow it to be pulled."},
    {"InvalidImageName", "ImagePull", "Check the image's name."},
    {"CreateContainerConfigError", "Config", "Check the Secrets and ConfigMaps that the pod refers to."},
    {"CreateContainerError", "Config", "Check the pod's settings."},
    {"RunContainerError", "Config", "Check the pod's settings."},
    {"Unschedulable", "Unschedulable", "Add room to the cluster or ask for less in spec.runner."},
    {"SchedulingGated", "Unschedulable", "Remove the gate that holds the pod back."},
    {"QuotaExceeded", "Quota", "Raise the namespace's quota or ask for less in spec.runner."},
    {"AdmissionRefused", "Admission", "Ask for what the namespace's policies allow."},
    {"ContainerCreating", "NotStarted", "Check the node."},
}};

}  // namespace

Verdict judge(const AnalysisJob& job, const OwnJob& attempt) {
  const Evidence& evidence = attempt.evidence;
  if (attempt.reason == "DeadlineExceeded") return {deadline_exceeded(job), Weight::final};
  if (evidence.disrupted) return {disrupted(evidence), Weight::disruption};
  if (evidence.end) return judge(*evidence.end);
  return {without_trace(attempt), Weight::counted};
}

Failure deadline_exceeded(const AnalysisJob& job) {
  return {FailureClass::infrastructure, "DeadlineExceeded",
          "The job was stopped after " + std::to_string(job.active_deadline_seconds) +
              " s. Raise activeDeadlineSeconds or ask for less data.",
          0};
}

Failure never_started(const AnalysisJob& job, const OwnJob& attempt) {
  const Evidence& evidence = attempt.evidence;
  const auto known = std::find_if(kWaits.begin(), kWaits.end(),
                                  [&](const Wait& wait) { return wait.kubernetes == evidence.waiting_reason; });
  const std::string seconds = std::to_string(job.pending_deadline_seconds);
  Failure failure{FailureClass::platform, "NotStarted", "No container of it has started within " + seconds + " s", 0};
  if (!evidence.waiting_message.empty()) failure.message += ": " + evidence.waiting_message;
  if (failure.message.back() != '.') failure.message += '.';
  if (known == kWaits.end()) return failure;
  failure.reason = known->reason;
  failure.message += ' ';
  failure.message += known->remedy;
  return failure;
}

Failure job_deleted(const std::string& name) {
  return {FailureClass::platform, "JobDeleted", "Somebody deleted Job '" + name + "' before it was done.", 0};
}

Failure disrupted_too_often(const Failure& last) {
  return {FailureClass::infrastructure, "DisruptedTooOften", last.message + " That happened too often to go on.", 0};
}

}  // namespace perigee::controller
