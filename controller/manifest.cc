#include "controller/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "controller/evidence.h"
#include "controller/json.h"

namespace perigee::controller {
namespace {

using nlohmann::json;

// What a Job is, with a word for each thing that is its own. A runner that is told to stop gives up at once: the grace
// is for the kubelet's own doing. A dead node's pod is given up sooner than Kubernetes would.
constexpr std::string_view kManifest =
    R"({"apiVersion":"batch/v1","kind":"Job",)"
    R"("metadata":{"name":$job,"namespace":$namespace,"labels":$job_labels,$annotations)"
    R"("ownerReferences":[{"apiVersion":"perigee.dev/v1alpha1","kind":"AnalysisJob","name":$name,"uid":$uid,)"
    R"("controller":true}]},)"
    R"("spec":{"backoffLimit":0,"completions":1,"parallelism":1,"activeDeadlineSeconds":$seconds,$suspend)"
    R"("template":{"metadata":{$annotations"labels":$labels},)"
    R"("spec":{"restartPolicy":"Never","serviceAccountName":$account,"automountServiceAccountToken":false,)"
    R"("enableServiceLinks":false,"terminationGracePeriodSeconds":5,$selector$priority)"
    R"("securityContext":{"runAsNonRoot":true,"runAsUser":65532,"runAsGroup":65532,)"
    R"("seccompProfile":{"type":"RuntimeDefault"}},)"
    R"("tolerations":[)"
    R"({"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":30},)"
    R"({"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":30})"
    R"($tolerations],)"
    R"("containers":[{"name":"runner","image":$image,"imagePullPolicy":$pull,)"
    R"("args":["--job",$name,"--uid",$uid,"--deadline","$seconds","--termination-message","/dev/termination-log"],)"
    R"("env":[{"name":"PERIGEE_REDIS_URL","valueFrom":{"secretKeyRef":{"name":$secret,"key":"url"}}}],)"
    R"("resources":$resources,"terminationMessagePolicy":"FallbackToLogsOnError",)"
    R"("securityContext":{"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,)"
    R"("capabilities":{"drop":["ALL"]}}}]}}}})";

struct Word {
  std::string_view name;  // without its dollar
  std::string text;
};

std::string_view name_at(std::string_view text) {
  const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c != '_' && (c < 'a' || c > 'z'); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// The template with its words replaced; no value is looked at again.
std::string filled(std::string_view text, const std::vector<Word>& words) {
  std::string out;
  out.reserve(2 * text.size());
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$')) {
    const std::string_view name = name_at(text.substr(at + 1));
    const auto word = std::find_if(words.begin(), words.end(), [&](const Word& one) { return one.name == name; });
    out.append(text.substr(0, at)).append(word->text);
    text.remove_prefix(at + 1 + name.size());
  }
  return out.append(text);
}

std::string literal(std::string_view text) { return json(text).dump(); }

// "name": value, of an object that goes on behind it; nothing where there is no value.
std::string member(std::string_view name, const json& value) {
  return value.is_null() ? std::string() : literal(name) + ":" + value.dump() + ",";
}

// Those that the user adds, and ours, which nobody can change.
json labels_of(const AnalysisJob& job, int attempt, const json& user) {
  json labels = at(user, {"labels"});
  if (!labels.is_object()) labels = json::object();
  labels["app.kubernetes.io/name"] = "perigee";
  labels["app.kubernetes.io/component"] = "runner";
  labels["app.kubernetes.io/managed-by"] = "perigee-controller";
  labels[std::string(kNameLabel)] = job.name;
  labels[std::string(kAttemptLabel)] = std::to_string(attempt);
  return labels;
}

// The queue's on the Job alone: on the pod another integration of the queue would count it a second time.
json with_queue(json labels, const AnalysisJob& job) {
  if (!job.queue.empty()) labels["kueue.x-k8s.io/queue-name"] = job.queue;
  return labels;
}

// The items of arrays, each behind a comma.
std::string items_of(const json& array) {
  std::string items;
  for (const json& item : array) items.append(",").append(item.dump());
  return items;
}

// The user's requests and limits over those of the installation, each by itself.
std::string resources_of(const json& user, const RunnerTemplate& runner) {
  const json& asked = at(user, {"resources"});
  if (!asked.is_object()) return runner.resources;
  json resources = json::parse(runner.resources);
  resources.merge_patch(asked);
  return resources.dump();
}

json priority_of(const json& user) {
  std::string name = text_at(user, {"priorityClassName"});
  return name.empty() ? json() : json(std::move(name));
}

}  // namespace

std::string job_manifest(const AnalysisJob& job, int attempt, std::int64_t deadline_seconds,
                         const RunnerTemplate& runner) {
  const json user = job.runner.empty() ? json::object() : json::parse(job.runner);
  const json labels = labels_of(job, attempt, user);
  return filled(kManifest,
                {{"job", literal(job_name(job, attempt))},
                 {"namespace", literal(runner.namespace_name)},
                 {"labels", labels.dump()},
                 {"job_labels", with_queue(labels, job).dump()},
                 {"annotations", member("annotations", at(user, {"annotations"}))},
                 {"name", literal(job.name)},
                 {"uid", literal(job.uid)},
                 {"seconds", std::to_string(deadline_seconds)},
                 {"suspend", job.queue.empty() ? std::string() : member("suspend", json(true))},
                 {"account", literal(runner.service_account)},
                 {"selector", member("nodeSelector", at(user, {"nodeSelector"}))},
                 {"priority", member("priorityClassName", priority_of(user))},
                 {"tolerations", items_of(json::parse(runner.tolerations)) + items_of(at(user, {"tolerations"}))},
                 {"image", literal(runner.image)},
                 {"pull", literal(runner.pull_policy)},
                 {"secret", literal(runner.redis_secret)},
                 {"resources", resources_of(user, runner)}});
}

}  // namespace perigee::controller
