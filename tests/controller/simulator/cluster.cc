#include "tests/controller/simulator/cluster.h"

#include <algorithm>

namespace perigee::controller::simulator {

std::string name_of(const std::string& object_name) { return object_name.substr(0, object_name.find("-uid")); }

Snapshot& Cluster::next() {
  history_.push_back(history_.back());
  return history_.back();
}

void Cluster::create(const std::string& name, int serial, Millis time) {
  AnalysisJob job;
  job.name = name;
  job.uid = "uid" + std::string(5 - std::to_string(serial).size(), '0') + std::to_string(serial);
  job.created = time;
  job.generation = 1;
  job.version = std::to_string(revision() + 1);
  job.active_deadline_seconds = 120;
  job.pending_deadline_seconds = 60;
  job.backoff_limit = serial % 4;
  next().analysis_jobs[name] = std::move(job);
}

void Cluster::edit(const std::string& name, void (*change)(AnalysisJob&)) {
  if (!now().analysis_jobs.contains(name)) return;
  AnalysisJob& job = next().analysis_jobs.at(name);
  change(job);
  ++job.generation;
  job.version = std::to_string(revision());
}

void Cluster::erase(const std::string& name) {
  const auto found = now().analysis_jobs.find(name);
  if (found == now().analysis_jobs.end()) return;
  const std::string uid = found->second.uid;
  Snapshot& state = next();
  state.analysis_jobs.erase(name);
  std::erase_if(state.jobs, [&](const auto& entry) { return entry.second.owner_uid == uid; });
}

Cluster::Answer Cluster::post_job(const AnalysisJob& owner, int attempt, Millis time) {
  const std::string name = job_name(owner, attempt);
  if (now().jobs.contains(name)) return Answer::exists;
  const auto is_active = [&](const auto& entry) {
    return entry.second.owner_uid == owner.uid && !entry.second.job.ended && !entry.second.job.evidence.end &&
           !entry.second.job.evidence.disrupted;
  };
  if (std::any_of(now().jobs.begin(), now().jobs.end(), is_active))
    violations.push_back({"one active Job", name + " was made while another one of its owner is active"});
  OwnJob job;
  job.name = name;
  job.uid = "job" + std::to_string(++serial_);
  job.attempt = attempt;
  job.created = time;
  next().jobs[name] = {job, owner.uid, revision()};
  const auto living = now().analysis_jobs.find(owner.name);
  const bool is_owned = living != now().analysis_jobs.end() && living->second.uid == owner.uid;
  if (!is_owned)
    next().jobs.erase(name);  // by the garbage collector, before any pod was made
  else if (!attempts_.emplace(owner.uid, attempt).second)
    violations.push_back({"one Job per attempt", name + " was made twice"});
  return Answer::done;
}

Cluster::Answer Cluster::delete_job(const std::string& name, const std::string& uid) {
  const auto found = now().jobs.find(name);
  if (found == now().jobs.end()) return Answer::not_found;
  if (found->second.job.uid != uid) return Answer::conflict;
  next().jobs.erase(name);
  return Answer::done;
}

void Cluster::vandalise_job(const std::string& name) {
  const auto found = now().jobs.find(name);
  if (found == now().jobs.end()) return;
  attempts_.erase({found->second.owner_uid, found->second.job.attempt});
  next().jobs.erase(name);
}

Cluster::Answer Cluster::delete_analysis_job(const std::string& name, const std::string& uid) {
  const auto found = now().analysis_jobs.find(name);
  if (found == now().analysis_jobs.end()) return Answer::not_found;
  if (found->second.uid != uid) return Answer::conflict;
  if (!found->second.status.says("Finished", Truth::yes)) violations.push_back({"nothing unfinished is deleted", name});
  erase(name);
  return Answer::done;
}

Cluster::Answer Cluster::write_status(const std::string& name, const std::string& version, const Status& status) {
  const auto found = now().analysis_jobs.find(name);
  if (found == now().analysis_jobs.end()) return Answer::not_found;
  if (found->second.version != version) return Answer::conflict;
  check_status(found->second, status);
  AnalysisJob& job = next().analysis_jobs.at(name);
  job.status = status;
  job.version = std::to_string(revision());
  return Answer::done;
}

void Cluster::check_status(const AnalysisJob& job, const Status& next) {
  const Status& last = job.status;
  if (last.says("Finished", Truth::yes) && next.state != last.state)
    violations.push_back({"an end is an end", job.name + " was " + std::string(word(last.state)) + ", then " +
                                                  std::string(word(next.state))});
  if (next.attempts < last.attempts || next.over < last.over || next.failures < last.failures)
    violations.push_back({"counts never go back", job.name});
  if (last.started != 0 && next.started != last.started) violations.push_back({"a start is a start", job.name});
  if (next.completed != 0 && next.completed < next.started)
    violations.push_back({"an end comes after its start", job.name});
}

void Cluster::change_job(const std::string& name, const std::string& uid, const OwnJob& job) {
  const auto found = now().jobs.find(name);
  if (found == now().jobs.end() || found->second.job.uid != uid) return;
  ClusterJob& changed = next().jobs.at(name);
  changed.job = job;
  changed.revision = revision();
}

const JobRecord* Records::find(const std::string& name) const {
  const auto found = records_.find(name);
  return found == records_.end() ? nullptr : &found->second;
}

void Records::write(const std::string& name, const std::string& uid) {
  JobRecord record;
  record.id = name;
  record.uid = uid;
  record.executor = "kubernetes";
  record.state = JobState::queued;
  records_[name] = std::move(record);
}

bool Records::begin_attempt(const std::string& name, const std::string& uid, int attempt) {
  const auto found = records_.find(name);
  if (found == records_.end() || found->second.uid != uid || is_terminal(found->second.state)) return false;
  if (found->second.attempts > attempt) return false;
  found->second.attempts = attempt;
  return true;
}

bool Records::finish(const std::string& name, const std::string& uid, JobState state,
                     const std::optional<Failure>& failure, Millis time) {
  const auto found = records_.find(name);
  if (found == records_.end() || found->second.uid != uid || is_terminal(found->second.state)) return false;
  found->second.state = state;
  found->second.failure = failure;
  found->second.finished = time;
  if (state == JobState::complete) found->second.result = ResultInfo{"image/png", 1, "sha", 1, 1, 1, "v", 1};
  ends.emplace(uid, state);
  return true;
}

std::vector<std::string> Records::names() const {
  std::vector<std::string> names;
  for (const auto& [name, record] : records_) names.push_back(name);
  return names;
}

}  // namespace perigee::controller::simulator
