#include "controller/memory.h"

#include <algorithm>
#include <utility>

#include "controller/evidence.h"
#include "controller/resource.h"

namespace perigee::controller {
namespace {

using kube::Change;
using kube::Collection;
using kube::JsonPath;
using kube::Query;
using kube::Shape;

Shape without(std::vector<JsonPath> dropped) { return {std::move(dropped)}; }

Shape analysis_job_shape() {
  return without({{"metadata", "managedFields"},
                  {"metadata", "annotations"},
                  {"metadata", "labels"},
                  {"status", "duration"},
                  {"status", "result", "key"}});
}

Shape job_shape() {
  return without({{"metadata", "managedFields"},
                  {"metadata", "annotations"},
                  {"spec", "template"},
                  {"spec", "selector"},
                  {"status", "conditions", "", "message"},
                  {"status", "uncountedTerminatedPods"}});
}

Shape pod_shape() {
  return without({{"metadata", "managedFields"},
                  {"metadata", "annotations"},
                  {"metadata", "labels"},
                  {"spec", "affinity"},
                  {"spec", "containers"},
                  {"spec", "initContainers"},
                  {"spec", "nodeSelector"},
                  {"spec", "securityContext"},
                  {"spec", "tolerations"},
                  {"spec", "topologySpreadConstraints"},
                  {"spec", "volumes"},
                  {"status", "containerStatuses", "", "containerID"},
                  {"status", "containerStatuses", "", "image"},
                  {"status", "containerStatuses", "", "imageID"},
                  {"status", "containerStatuses", "", "lastState"},
                  {"status", "containerStatuses", "", "resources"},
                  {"status", "containerStatuses", "", "user"},
                  {"status", "containerStatuses", "", "volumeMounts"},
                  {"status", "hostIPs"},
                  {"status", "initContainerStatuses"},
                  {"status", "podIPs"}});
}

Collection analysis_jobs_in(const std::string& namespace_name) {
  return {kube::kAnalysisJobs, namespace_name, {}, analysis_job_shape()};
}
Query of_ours() { return {{"labelSelector", std::string(kNameLabel)}}; }
Collection jobs_in(const std::string& namespace_name) { return {kube::kJobs, namespace_name, of_ours(), job_shape()}; }
Collection pods_in(const std::string& namespace_name) { return {kube::kPods, namespace_name, of_ours(), pod_shape()}; }

// The AnalysisJob that a change is about: itself, the owner of a Job, or of the Job that owns a pod.
std::string subject_of(News::Of kind, const kube::Object& object) {
  if (kind == News::Of::analysis_job) return object.name;
  if (kind == News::Of::job) return object.owner_name;
  return analysis_job_of(object.owner_name);
}

kube::Reflector::Listener tell(const Memory::Listener& listener, News::Of kind) {
  return [listener, kind](const Change& change) {
    std::string name = subject_of(kind, change.object);
    if (!name.empty()) listener({std::move(name), kind, change.kind, change.is_initial});
  };
}

}  // namespace

Memory::Memory(kube::Http& http, const std::string& namespace_name, const Listener& listener)
    : pods_(http, pods_in(namespace_name), tell(listener, News::Of::pod)),
      jobs_(http, jobs_in(namespace_name), tell(listener, News::Of::job)),
      analysis_jobs_(http, analysis_jobs_in(namespace_name), tell(listener, News::Of::analysis_job)) {}

bool Memory::is_synced() const { return analysis_jobs_.is_synced() && jobs_.is_synced() && pods_.is_synced(); }

std::optional<AnalysisJob> Memory::find(const std::string& name) const {
  const auto object = analysis_jobs_.find(name);
  return object ? read_analysis_job(object->json) : std::nullopt;
}

std::vector<OwnJob> Memory::jobs_of(const AnalysisJob& job) const {
  std::vector<OwnJob> all;
  for (const kube::Object& object : jobs_.owned_by(job.uid))
    if (auto own = own_job(object, pods_.owned_by(object.uid))) all.push_back(*std::move(own));
  return all;
}

std::vector<std::string> Memory::names() const { return analysis_jobs_.names(); }

std::optional<OwnJob> own_job(const kube::Object& job, const std::vector<kube::Object>& pods) {
  auto own = read_job(job.json);
  if (!own) return std::nullopt;
  std::vector<PodFacts> facts;
  for (const kube::Object& pod : pods)
    if (auto read = read_pod(pod.json)) facts.push_back(*std::move(read));
  std::sort(facts.begin(), facts.end(), [](const PodFacts& a, const PodFacts& b) { return a.created < b.created; });
  own->evidence = evidence_of(facts);
  return own;
}

}  // namespace perigee::controller
