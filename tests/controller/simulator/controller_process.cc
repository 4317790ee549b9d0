#include "tests/controller/simulator/controller_process.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

namespace perigee::controller::simulator {

void ControllerProcess::start(std::size_t staleness, Millis now) {
  running_ = true;
  queue_ = WorkQueue(random_->below(1'000'000));
  written_.clear();
  view_ = cluster_->revision() - std::min(staleness, cluster_->revision());
  for (const auto& [name, job] : cluster_->at(view_).analysis_jobs) queue_.add(name, Lane::backlog, now);
  sweep(now);
}

void ControllerProcess::sweep(Millis now) {
  for (const std::string& name : records_->names()) queue_.add(name, Lane::backlog, now);
}

void ControllerProcess::deliver(std::size_t revisions, Millis now) {
  const std::size_t to = std::min(view_ + revisions, cluster_->revision());
  for (; view_ < to; ++view_) enqueue_changes(view_, view_ + 1, now);
}

void ControllerProcess::enqueue_changes(std::size_t from, std::size_t to, Millis now) {
  const Snapshot &before = cluster_->at(from), &after = cluster_->at(to);
  std::set<std::string> names;
  const auto note = [&](const auto& some, const auto& others, const auto& same) {
    for (const auto& [name, object] : some) {
      const auto other = others.find(name);
      if (other == others.end() || !same(object, other->second)) names.insert(name_of(name));
    }
  };
  const auto same_job = [](const ClusterJob& a, const ClusterJob& b) { return a.revision == b.revision; };
  const auto same_wish = [](const AnalysisJob& a, const AnalysisJob& b) { return a.version == b.version; };
  note(before.analysis_jobs, after.analysis_jobs, same_wish);
  note(after.analysis_jobs, before.analysis_jobs, same_wish);
  note(before.jobs, after.jobs, same_job);
  note(after.jobs, before.jobs, same_job);
  for (const std::string& name : names) {
    const bool is_in_work = queue_.in_work() > 0;
    if (bug_ == Bug::drops_dirty_names && is_in_work) continue;
    queue_.add(name, Lane::news, now);
  }
}

bool ControllerProcess::work(const Weather& weather, Millis now) {
  weather_ = weather;
  now_ = now;
  const auto name = queue_.take(now);
  if (!name) return false;
  // Events arrive while the name is in work.
  if (random_->chance(100)) deliver(1, now);
  const PassEnd end = run_pass(*this, *name, now);
  if (running_) end_pass(*name, end);
  return true;
}

void ControllerProcess::end_pass(const std::string& name, const PassEnd& end) {
  if (end.settled) {
    queue_.forget(name);
    if (end.look_again && bug_ != Bug::drops_delayed_looks) queue_.add_at(name, *end.look_again);
  } else if (bug_ != Bug::gives_up_on_errors) {
    queue_.retry(name, now_);
  }
  queue_.done(name, now_);
}

Observed ControllerProcess::observed_at(std::size_t revision, const std::string& name) const {
  const Snapshot& state = cluster_->at(revision);
  Observed seen;
  seen.name = name;
  const auto found = state.analysis_jobs.find(name);
  if (found != state.analysis_jobs.end()) {
    seen.job = found->second;
    for (const auto& [job_name, job] : state.jobs)
      if (job.owner_uid == found->second.uid) seen.jobs.push_back(job.job);
  }
  seen.store = weather_.store_answers ? Store::answers : Store::unavailable;
  const JobRecord* record = weather_.store_answers ? records_->find(name) : nullptr;
  if (record != nullptr) seen.record = *record;
  return seen;
}

Observed ControllerProcess::observe(const std::string& name) {
  Observed seen = observed_at(view_, name);
  const auto written = written_.find(name);
  seen.caught_up = written == written_.end() || written->second <= view_;
  seen.live = bug_ == Bug::believes_its_memory;
  if (bug_ == Bug::skips_what_is_gone && !seen.job) seen.record.reset();
  return seen;
}

std::optional<Observed> ControllerProcess::observe_live(const std::string& name) {
  if (!weather_.api_server_answers) return std::nullopt;
  Observed seen = observed_at(cluster_->revision(), name);
  seen.live = true;
  return seen;
}

std::optional<Observed> ControllerProcess::with_events(Observed seen) {
  if (!weather_.api_server_answers) return std::nullopt;
  seen.events_read = true;
  return seen;
}

Outcome ControllerProcess::carry_out(const Observed& seen, const Action& action) {
  interlude_();
  if (random_->chance(weather_.crash_per_mille)) running_ = false;
  if (!running_ || random_->chance(weather_.fail_per_mille)) return Outcome::failed;
  const bool of_the_record = std::holds_alternative<WriteRecord>(action) ||
                             std::holds_alternative<FinishRecord>(action) ||
                             std::holds_alternative<BeginAttempt>(action);
  if (of_the_record ? !weather_.store_answers : !weather_.api_server_answers) return Outcome::failed;
  ++actions;
  const Outcome outcome = std::visit([&](const auto& one) { return act(seen, one); }, action);
  if (random_->chance(weather_.crash_per_mille)) running_ = false;
  if (!running_) return Outcome::failed;
  if (!random_->chance(weather_.lose_per_mille)) return outcome;
  if (bug_ == Bug::fails_on_lost_answers && std::holds_alternative<PostJob>(action))
    records_->finish(seen.name, seen.job->uid, JobState::failed, Failure{}, now_);
  return Outcome::failed;
}

Outcome ControllerProcess::act(const Observed& seen, const WriteRecord&) {
  records_->write(seen.name, seen.job->uid);
  return Outcome::done;
}

Outcome ControllerProcess::act(const Observed& seen, const FinishRecord& finish) {
  if (!seen.live) cluster_->violations.push_back({"no end is decided from memory", seen.name});
  records_->finish(seen.name, finish.uid, finish.state, finish.failure, now_);
  if (bug_ == Bug::ends_by_itself && seen.job) {
    Status status = seen.job->status;
    status.state = State::failed;
    status.conditions = {{"Finished", Truth::yes, "", "", 1, now_}};
    status.completed = now_;
    cluster_->write_status(seen.name, seen.job->version, status);
  }
  return Outcome::done;
}

Outcome ControllerProcess::act(const Observed& seen, const BeginAttempt& begin) {
  if (bug_ == Bug::begins_without_a_note) return Outcome::done;
  return records_->begin_attempt(seen.name, seen.job->uid, begin.attempt) ? Outcome::done : Outcome::outdated;
}

Outcome ControllerProcess::settle(const std::string& name, Cluster::Answer answer) {
  if (answer == Cluster::Answer::conflict) return Outcome::outdated;
  written_[name] = cluster_->revision();
  return Outcome::done;
}

Outcome ControllerProcess::act(const Observed& seen, const PostJob& post) {
  const int attempt = bug_ == Bug::reuses_the_first_name ? 1 : post.attempt;
  return settle(seen.name, cluster_->post_job(*seen.job, attempt, now_));
}

Outcome ControllerProcess::act(const Observed& seen, const DeleteJob& gone) {
  return settle(seen.name, cluster_->delete_job(gone.name, gone.uid));
}

Outcome ControllerProcess::act(const Observed& seen, const DeleteAnalysisJob& gone) {
  return settle(seen.name, cluster_->delete_analysis_job(seen.name, gone.uid));
}

Outcome ControllerProcess::act(const Observed& seen, const WriteStatus& write) {
  std::string version = seen.job->version;
  const auto found = cluster_->now().analysis_jobs.find(seen.name);
  if (bug_ == Bug::overwrites_status && found != cluster_->now().analysis_jobs.end()) version = found->second.version;
  const Cluster::Answer answer = cluster_->write_status(seen.name, version, write.status);
  if (answer == Cluster::Answer::not_found) return Outcome::outdated;
  return settle(seen.name, answer);
}

}  // namespace perigee::controller::simulator
