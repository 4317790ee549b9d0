#include "controller/live_view.h"

#include <utility>

#include "controller/memory.h"
#include "controller/resource.h"
#include "perigee/base/log.h"

namespace perigee::controller {
namespace {

using kube::Object;

template <class T>
std::nullopt_t silence(const kube::Reply<T>& reply, const std::string& name) {
  log::warn("a live look failed", {{"analysis_job", name}, {"error", to_string(reply.error())}});
  return std::nullopt;
}

std::vector<Object> owned_by(const std::string& uid, const std::vector<Object>& objects) {
  std::vector<Object> owned;
  for (const Object& object : objects)
    if (object.owner_uid == uid) owned.push_back(object);
  return owned;
}

}  // namespace

std::optional<LiveView> look(kube::Client& client, const std::string& name) {
  const auto found = client.get(kube::kAnalysisJobs, name);
  if (!found && !found.error().is_not_found()) return silence(found, name);
  if (!found) return LiveView{};
  LiveView view{read_analysis_job(found->json), {}};
  if (!view.job) return LiveView{};
  const kube::Query ours{{"labelSelector", std::string(kNameLabel) + "=" + name}};
  const auto jobs = client.list(kube::kJobs, ours);
  if (!jobs) return silence(jobs, name);
  const auto pods = client.list(kube::kPods, ours);
  if (!pods) return silence(pods, name);
  for (const Object& job : owned_by(view.job->uid, *jobs))
    if (auto own = own_job(job, owned_by(job.uid, *pods))) view.jobs.push_back(*std::move(own));
  return view;
}

std::optional<Refusal> look_at_events(kube::Client& client, const std::string& job_uid) {
  const auto events = client.list(kube::kEvents, {{"fieldSelector", "regarding.uid=" + job_uid}});
  if (!events) return silence(events, job_uid);
  Refusal newest;
  std::uint64_t version = 0;
  for (const Object& event : *events) {
    auto refusal = read_refusal(event.json);
    if (!refusal || event.resource_version < version) continue;
    newest = *std::move(refusal);
    version = event.resource_version;
  }
  return newest;
}

}  // namespace perigee::controller
