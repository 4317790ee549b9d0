#include "controller/manifest.h"

#include <nlohmann/json.hpp>

#include "controller/evidence.h"
#include "controller/json.h"

namespace perigee::controller {
namespace {

using nlohmann::json;

constexpr int kNobody = 65'532;
// A runner that is told to stop gives up at once; this is for the kubelet's own doing.
constexpr int kGraceSeconds = 5;
constexpr int kLostNodeSeconds = 30;

json labels_of(const AnalysisJob& job, int attempt, const json& spec) {
  json labels = at(spec, {"runner", "labels"});
  if (!labels.is_object()) labels = json::object();
  labels["app.kubernetes.io/name"] = "perigee";
  labels["app.kubernetes.io/component"] = "runner";
  labels["app.kubernetes.io/managed-by"] = "perigee-controller";
  labels[std::string(kNameLabel)] = job.name;
  labels[std::string(kAttemptLabel)] = std::to_string(attempt);
  return labels;
}

json owner_of(const AnalysisJob& job) {
  return json::array({{{"apiVersion", "perigee.dev/v1alpha1"},
                       {"kind", "AnalysisJob"},
                       {"name", job.name},
                       {"uid", job.uid},
                       {"controller", true}}});
}

json metadata_of(const AnalysisJob& job, int attempt, const json& spec, const RunnerTemplate& runner) {
  json metadata = {{"name", job_name(job, attempt)},
                   {"namespace", runner.namespace_name},
                   {"labels", labels_of(job, attempt, spec)},
                   {"ownerReferences", owner_of(job)}};
  if (const json& annotations = at(spec, {"runner", "annotations"}); annotations.is_object())
    metadata["annotations"] = annotations;
  // On the Job alone: on the pod another integration of the queue would count it a second time.
  if (!job.queue.empty()) metadata["labels"]["kueue.x-k8s.io/queue-name"] = job.queue;
  return metadata;
}

// A dead node's pod is given up sooner than Kubernetes would.
json lost_node(const char* taint) {
  return {{"key", taint}, {"operator", "Exists"}, {"effect", "NoExecute"}, {"tolerationSeconds", kLostNodeSeconds}};
}

json tolerations_of(const json& spec, const RunnerTemplate& runner) {
  json all = json::array({lost_node("node.kubernetes.io/unreachable"), lost_node("node.kubernetes.io/not-ready")});
  for (const json& one : json::parse(runner.tolerations)) all.push_back(one);
  for (const json& one : at(spec, {"runner", "tolerations"})) all.push_back(one);
  return all;
}

// The user's requests and limits over those of the installation, each by itself.
json resources_of(const json& spec, const RunnerTemplate& runner) {
  json resources = json::parse(runner.resources);
  if (const json& asked = at(spec, {"runner", "resources"}); asked.is_object()) resources.merge_patch(asked);
  return resources;
}

json environment_of(const RunnerTemplate& runner) {
  return json::array({{{"name", "PERIGEE_REDIS_URL"},
                       {"valueFrom", {{"secretKeyRef", {{"name", runner.redis_secret}, {"key", "url"}}}}}}});
}

json container_of(const AnalysisJob& job, std::int64_t deadline, const json& spec, const RunnerTemplate& runner) {
  return {
      {"name", "runner"},
      {"image", runner.image},
      {"imagePullPolicy", runner.pull_policy},
      {"args",
       {"--job", job.name, "--uid", job.uid, "--deadline", std::to_string(deadline), "--termination-message",
        "/dev/termination-log"}},
      {"env", environment_of(runner)},
      {"resources", resources_of(spec, runner)},
      {"terminationMessagePolicy", "FallbackToLogsOnError"},
      {"securityContext",
       {{"allowPrivilegeEscalation", false}, {"readOnlyRootFilesystem", true}, {"capabilities", {{"drop", {"ALL"}}}}}}};
}

json pod_of(const AnalysisJob& job, int attempt, std::int64_t deadline, const json& spec,
            const RunnerTemplate& runner) {
  json pod = {{"restartPolicy", "Never"},
              {"serviceAccountName", runner.service_account},
              {"automountServiceAccountToken", false},
              {"enableServiceLinks", false},
              {"terminationGracePeriodSeconds", kGraceSeconds},
              {"securityContext",
               {{"runAsNonRoot", true},
                {"runAsUser", kNobody},
                {"runAsGroup", kNobody},
                {"seccompProfile", {{"type", "RuntimeDefault"}}}}},
              {"tolerations", tolerations_of(spec, runner)},
              {"containers", json::array({container_of(job, deadline, spec, runner)})}};
  if (const json& selector = at(spec, {"runner", "nodeSelector"}); selector.is_object()) pod["nodeSelector"] = selector;
  if (const std::string name = text_at(spec, {"runner", "priorityClassName"}); !name.empty())
    pod["priorityClassName"] = name;
  json metadata = {{"labels", labels_of(job, attempt, spec)}};
  if (const json& annotations = at(spec, {"runner", "annotations"}); annotations.is_object())
    metadata["annotations"] = annotations;
  return {{"metadata", metadata}, {"spec", pod}};
}

}  // namespace

std::string job_manifest(const AnalysisJob& job, int attempt, std::int64_t deadline_seconds,
                         const RunnerTemplate& runner) {
  const json spec = json::parse(job.spec);
  json manifest = {{"apiVersion", "batch/v1"},
                   {"kind", "Job"},
                   {"metadata", metadata_of(job, attempt, spec, runner)},
                   {"spec",
                    {{"backoffLimit", 0},
                     {"completions", 1},
                     {"parallelism", 1},
                     {"activeDeadlineSeconds", deadline_seconds},
                     {"template", pod_of(job, attempt, deadline_seconds, spec, runner)}}}};
  if (!job.queue.empty()) manifest["spec"]["suspend"] = true;
  return manifest.dump();
}

}  // namespace perigee::controller
