#include "tests/controller/simulator/controller_process.h"

#include <algorithm>
#include <set>
#include <utility>

namespace perigee::controller::simulator {
namespace {

constexpr Millis kSweep = 30'000;
constexpr std::size_t kMostNames = 8;  // that users think of
// Longer than any run: no deadline.
constexpr int kForever = 1'000'000'000;

OwnJob with_evidence(const Work& work, const std::vector<Pod>& pods) {
  std::vector<PodFacts> facts;
  for (const Pod& pod : pods) facts.push_back(pod.facts);
  std::sort(facts.begin(), facts.end(), [](const PodFacts& a, const PodFacts& b) { return a.name < b.name; });
  OwnJob job = work.job;
  job.evidence = evidence_of(facts);
  return job;
}

}  // namespace

void ControllerProcess::start(Millis now) {
  Random& random = *around_.random;
  is_running_ = true;
  queue_ = WorkQueue(random.below(1'000'000));
  written_.clear();
  obstacles_.clear();
  wishes_.emplace(around_.server->wishes(), *around_.server, random, around_.bug);
  jobs_.emplace(around_.server->jobs(), *around_.server, random, around_.bug);
  pods_.emplace(around_.server->pods(), *around_.server, random, around_.bug);
  sweep_at_ = now + kSweep;
}

void ControllerProcess::hear(const Weather& weather, std::size_t most, Millis now) {
  const auto some = [&] { return most > 8 ? most : static_cast<std::size_t>(around_.random->below(most + 1)); };
  for (auto* feed : {&wishes_, &jobs_, &pods_}) note((*feed)->turn(weather, some(), now), now);
  if (now >= sweep_at_) sweep(now);
}

void ControllerProcess::note(const std::vector<kube::Change>& changes, Millis now) {
  const bool is_deaf = around_.bug == Bug::drops_dirty_names && queue_.in_work() > 0;
  if (is_deaf) return;
  for (const kube::Change& change : changes)
    queue_.add(name_of(change.object.name), change.is_initial ? Lane::backlog : Lane::news, now);
}

// The outbox, records whose AnalysisJob is gone, and jobs that go on: that a record ended nobody tells.
void ControllerProcess::sweep(Millis now) {
  sweep_at_ = now + kSweep;
  if (!weather_.store_answers || !weather_.api_server_answers) return;
  std::set<std::string> names;
  for (const std::string& name : around_.store->names()) {
    const JobRecord& record = *around_.store->find(name);
    const bool is_waiting = record.state == JobState::accepted && record.uid.empty() && record.created + kSweep <= now;
    if (is_waiting) around_.server->create(new_job(name, now));
    if (!is_terminal(record.state) && wishes_->cache().find("/" + name) == nullptr) names.insert(name);
  }
  const bool forgets = around_.bug == Bug::drops_dirty_names || around_.bug == Bug::gives_up_on_errors;
  for (const kube::Object& wish : wishes_->cache().all()) {
    const AnalysisJob& job = around_.server->wishes().value_of(wish).job;
    if (!forgets && !job.status.says("Finished", Truth::yes)) names.insert(wish.name);
  }
  for (const std::string& name : names) queue_.add(name, Lane::backlog, now);
}

bool ControllerProcess::work(const Weather& weather, Millis now) {
  weather_ = weather;
  now_ = now;
  const bool knows = wishes_->is_synced() && jobs_->is_synced() && pods_->is_synced();
  const auto name = knows ? queue_.take(now) : std::nullopt;
  if (!name) return false;
  if (around_.random->chance(100)) hear(weather, 1, now);  // events arrive while the name is in work
  around_.inspector->on_pass();
  const PassEnd end = run_pass(*this, *name, now);
  if (is_running_) end_pass(*name, end);
  check_bounds();
  return true;
}

void ControllerProcess::end_pass(const std::string& name, const PassEnd& end) {
  if (around_.bug == Bug::writes_at_every_pass) write_again(name);
  if (end.settled) {
    queue_.forget(name);
    if (end.look_again && around_.bug != Bug::drops_delayed_looks) queue_.add_at(name, *end.look_again);
  } else if (around_.bug != Bug::gives_up_on_errors) {
    queue_.retry(name, now_);
  }
  queue_.done(name, now_);
}

void ControllerProcess::write_again(const std::string& name) {
  const Wish* wish = around_.server->wishes().find(name);
  if (wish == nullptr) return;
  Status status = wish->job.status;
  status.node = "node " + std::to_string(++serial_);
  ++actions;
  around_.server->write_status(name, wish->job.version, status);
}

bool ControllerProcess::is_up_to_date() const {
  return wishes_->is_up_to_date() && jobs_->is_up_to_date() && pods_->is_up_to_date();
}

Millis ControllerProcess::wake_at() const {
  const Millis hears = std::min({wishes_->wake_at(), jobs_->wake_at(), pods_->wake_at(), sweep_at_});
  return std::min(hears, queue_.next_due().value_or(hears));
}

void ControllerProcess::check_bounds() const {
  around_.inspector->verdicts.expect(queue_.waiting() + queue_.in_work() <= kMostNames, Invariant::bounded,
                                     "the queue is longer than there were names");
}

// ---- what it sees

bool ControllerProcess::is_caught_up(const std::string& name) const {
  const auto found = written_.find(name);
  if (found == written_.end()) return true;
  return wishes_->complete_version() >= found->second.wish && jobs_->complete_version() >= found->second.job;
}

Observed ControllerProcess::observe(const std::string& name) {
  is_live_ = false;
  Observed seen;
  seen.name = name;
  const auto obstacle = obstacles_.find(name);
  if (obstacle != obstacles_.end() && obstacle->second.until > now_) seen.obstacle = obstacle->second.obstacle;
  if (const kube::Object* wish = wishes_->cache().find("/" + name)) {
    seen.job = around_.server->wishes().value_of(*wish).job;
    for (const kube::Object& job : jobs_->cache().owned_by(wish->uid)) {
      std::vector<Pod> pods;
      for (const kube::Object& pod : pods_->cache().owned_by(job.uid))
        pods.push_back(around_.server->pods().value_of(pod));
      seen.jobs.push_back(with_evidence(around_.server->jobs().value_of(job), pods));
    }
  }
  seen.caught_up = is_caught_up(name);
  add_own(seen);
  spoil(seen);
  return seen;
}

std::optional<Observed> ControllerProcess::observe_live(const std::string& name) {
  if (!weather_.api_server_answers) return std::nullopt;
  is_live_ = true;
  Observed seen;
  seen.name = name;
  seen.live = true;
  if (const Wish* wish = around_.server->wishes().find(name)) {
    seen.job = wish->job;
    for (const std::string& job : around_.server->jobs().names()) {
      if (around_.server->jobs().names_of(job).owner_uid != wish->job.uid) continue;
      const Work& work = *around_.server->jobs().find(job);
      std::vector<Pod> pods;
      for (auto& [pod_name, pod] : around_.server->pods_of(work.job.uid)) pods.push_back(pod);
      seen.jobs.push_back(with_evidence(work, pods));
    }
  }
  add_own(seen);
  spoil(seen);
  return seen;
}

std::optional<Observed> ControllerProcess::with_events(Observed seen) {
  if (!weather_.api_server_answers) return std::nullopt;
  seen.events_read = true;
  return seen;
}

void ControllerProcess::add_own(Observed& seen) const {
  seen.store = weather_.store_answers ? controller::Store::answers : controller::Store::unavailable;
  const JobRecord* record = weather_.store_answers ? around_.store->find(seen.name) : nullptr;
  if (record != nullptr) seen.record = *record;
}

void ControllerProcess::spoil(Observed& seen) const {
  const bool has_own_record = seen.record && seen.job && seen.record->uid == seen.job->uid;
  switch (around_.bug) {
    case Bug::believes_its_memory:
      seen.live = true;
      break;
    case Bug::counts_in_its_memory:
      seen.caught_up = true;
      break;
    case Bug::skips_what_is_gone:
      if (!seen.job) seen.record.reset();
      break;
    case Bug::resubmits_what_was_recycled:
      if (!seen.job || !seen.jobs.empty() || !has_own_record) break;
      seen.job->status = {};
      seen.record->state = JobState::queued;
      seen.record->attempts = 0;
      break;
    case Bug::follows_an_old_wish:
      if (!has_own_record || !seen.jobs.empty() || seen.job->status.says("Finished", Truth::yes)) break;
      seen.record->state = JobState::queued;
      seen.record->attempts = 0;
      break;
    case Bug::waits_for_a_pods_word:
      for (const OwnJob& job : seen.jobs)
        if (job.ended && !job.evidence.end && !job.evidence.disrupted) seen.caught_up = false;
      break;
    case Bug::believes_the_job_alone:
      if (seen.job) seen.job->active_deadline_seconds = seen.job->pending_deadline_seconds = kForever;
      for (OwnJob& job : seen.jobs)
        if (!job.ended) job.evidence = {};
      break;
    case Bug::holds_by_a_finalizer:
      if (seen.job && seen.job->deleting) around_.server->set_finalizer(seen.name, false);
      break;
    default:
      break;
  }
}

}  // namespace perigee::controller::simulator
