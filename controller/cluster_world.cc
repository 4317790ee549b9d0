#include "controller/cluster_world.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "controller/live_view.h"
#include "controller/record.h"
#include "controller/resource.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"

namespace perigee::controller {
namespace {

// Its end is in the status: nothing that the record says matters any more.
bool is_told(const Observed& seen) {
  return seen.job && !seen.job->deleting && seen.job->status.says("Finished", Truth::yes);
}

bool has_lost_its_record(const Observed& seen) {
  return seen.job && !is_told(seen) && !seen.record && seen.store == Store::answers;
}

// A record without an AnalysisJob that another executor made is none of our business.
bool is_foreign(const Observed& seen) { return !seen.job && seen.record && seen.record->executor != kExecutor; }

// Nothing where its spec is not understood, which the log tells.
std::optional<JobRecord> new_record(const AnalysisJob& job) {
  auto record = record_of(job);
  if (record) return *std::move(record);
  const std::string reason = to_string(record.problems());
  log::error("a spec is not understood; do CRD and controller have the same version?",
             {{"analysis_job", job.name}, {"reason", reason}});
  return std::nullopt;
}

}  // namespace

Observed ClusterWorld::observe(const std::string& name) {
  Observed seen;
  seen.name = name;
  seen.caught_up = gate_.is_open(name, parts_.memory.complete());  // asked first: the memory may grow meanwhile
  seen.job = parts_.memory.find(name);
  if (seen.job) seen.jobs = parts_.memory.jobs_of(*seen.job);
  read_record(seen);
  parts_.saw(seen);
  return seen;
}

// Who deletes a job deletes the AnalysisJob first, and its record then: perhaps between these two readings.
std::optional<Observed> ClusterWorld::observe_live(const std::string& name) {
  auto seen = observe_now(name);
  return seen && has_lost_its_record(*seen) ? observe_now(name) : seen;
}

std::optional<Observed> ClusterWorld::observe_now(const std::string& name) {
  auto view = look(parts_.client, name);
  if (!view) return std::nullopt;
  Observed seen;
  seen.name = name;
  seen.live = true;
  seen.job = std::move(view->job);
  seen.jobs = std::move(view->jobs);
  read_record(seen);
  parts_.saw(seen);
  return seen;
}

void ClusterWorld::read_record(Observed& seen) try {
  seen.obstacle = obstacles_.find(seen.name, parts_.clock.now());
  if (is_told(seen)) return;
  seen.record = Jobs(parts_.redis, parts_.clock).find(seen.name);
  if (is_foreign(seen)) seen.record.reset();
} catch (const EnvironmentError& error) {
  log::warn("a record can not be read", {{"analysis_job", seen.name}, {"reason", std::string_view(error.what())}});
  seen.store = Store::unavailable;
}

std::optional<Observed> ClusterWorld::with_events(Observed seen) {
  seen.events_read = true;
  if (seen.jobs.empty()) return seen;
  OwnJob& current = *std::max_element(seen.jobs.begin(), seen.jobs.end(),
                                      [](const OwnJob& a, const OwnJob& b) { return a.attempt < b.attempt; });
  auto refusal = look_at_events(parts_.client, current.uid);
  if (!refusal) return std::nullopt;
  current.evidence.waiting_reason = std::move(refusal->reason);
  current.evidence.waiting_message = std::move(refusal->message);
  return seen;
}

Outcome ClusterWorld::carry_out(const Observed& seen, const Action& action) try {
  if (!parts_.may_write()) return Outcome::failed;
  const Outcome outcome = std::visit([&](const auto& one) { return act(seen, one); }, action);
  if (outcome == Outcome::done) parts_.did(seen, action);
  return outcome;
} catch (const EnvironmentError& error) {
  log::warn("a record can not be written", {{"analysis_job", seen.name}, {"reason", std::string_view(error.what())}});
  return Outcome::failed;
}

Outcome ClusterWorld::act(const Observed& seen, const WriteRecord&) {
  Jobs jobs(parts_.redis, parts_.clock);
  if (seen.record && seen.record->uid.empty())
    return jobs.adopt(seen.name, seen.job->uid) ? Outcome::done : Outcome::outdated;
  const auto record = new_record(*seen.job);
  if (!record) return Outcome::failed;
  const auto old_uid = seen.record ? std::optional(seen.record->uid) : std::nullopt;
  return jobs.replace(*record, old_uid) ? Outcome::done : Outcome::outdated;
}

Outcome ClusterWorld::act(const Observed& seen, const BeginJob&) {
  const auto record = new_record(*seen.job);
  if (!record) return Outcome::failed;
  return Jobs(parts_.redis, parts_.clock).begin(*record) ? Outcome::done : Outcome::outdated;
}

Outcome ClusterWorld::act(const Observed& seen, const FinishRecord& finish) {
  Jobs::Ending ending{finish.state, std::nullopt, "", finish.failure};
  const Finished finished = Jobs(parts_.redis, parts_.clock).finish(seen.name, finish.uid, ending);
  return finished.answer == FinishAnswer::other_uid ? Outcome::outdated : Outcome::done;
}

Outcome ClusterWorld::act(const Observed& seen, const BeginAttempt& begin) {
  const bool begun = Jobs(parts_.redis, parts_.clock).begin_attempt(seen.name, seen.job->uid, begin.attempt);
  return begun ? Outcome::done : Outcome::outdated;
}

Outcome ClusterWorld::act(const Observed& seen, const PostJob& post) {
  const auto made =
      parts_.client.create(kube::kJobs, job_manifest(*seen.job, post.attempt, post.deadline_seconds, parts_.runner));
  if (!made && made.error().already_exists()) return adopt(seen, post);
  if (!made) {
    if (auto obstacle = obstacle_of(made.error()))
      obstacles_.remember(seen.name, *std::move(obstacle), parts_.clock.now());
    return on_refusal(seen, "a Job was not made", made.error());
  }
  obstacles_.forget(seen.name);
  gate_.wrote_job(seen.name, made->resource_version);
  return Outcome::done;
}

// There is a Job by that name: made by us, and the answer was lost, or somebody else's.
Outcome ClusterWorld::adopt(const Observed& seen, const PostJob& post) {
  const std::string name = job_name(*seen.job, post.attempt);
  const auto found = parts_.client.get(kube::kJobs, name);
  if (!found) return found.error().is_not_found() ? Outcome::outdated : Outcome::failed;
  if (found->owner_uid != seen.job->uid) {
    obstacles_.remember(seen.name, name_conflict(name), parts_.clock.now());
    return Outcome::outdated;
  }
  gate_.wrote_job(seen.name, found->resource_version);
  return Outcome::done;
}

Outcome ClusterWorld::act(const Observed& seen, const DeleteJob& gone) {
  const auto error = parts_.client.remove(kube::kJobs, gone.name, {gone.uid, 0});
  if (!error || error->is_not_found() || error->is_conflict()) return Outcome::done;  // conflict: another one by now
  return on_refusal(seen, "a Job was not deleted", *error);
}

Outcome ClusterWorld::act(const Observed& seen, const DeleteAnalysisJob& gone) {
  const auto error = parts_.client.remove(kube::kAnalysisJobs, seen.name, {gone.uid, 0});
  if (!error || error->is_not_found() || error->is_conflict()) return Outcome::done;
  return on_refusal(seen, "an AnalysisJob was not deleted", *error);
}

Outcome ClusterWorld::act(const Observed& seen, const WriteStatus& write) {
  const auto written =
      parts_.client.merge(kube::kAnalysisJobs, seen.name, status_patch(*seen.job, write.status), "status");
  if (!written) return on_refusal(seen, "a status was not written", written.error());
  gate_.wrote_analysis_job(seen.name, written->resource_version);
  return Outcome::done;
}

Outcome ClusterWorld::on_refusal(const Observed& seen, const char* what, const kube::ApiError& error) const {
  if (error.is_conflict() || error.is_not_found()) return Outcome::outdated;
  const std::string reason = to_string(error);
  log::warn(what, {{"analysis_job", seen.name}, {"error", reason}});
  return Outcome::failed;
}

}  // namespace perigee::controller
