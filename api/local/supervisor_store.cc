// The supervisor's steps that speak to Redis. Each can be repeated: what it has done is found in Redis, not in memory.
#include <algorithm>
#include <iterator>
#include <utility>

#include "api/local/machine_lock.h"
#include "api/local/runner_command.h"
#include "api/local/supervisor.h"
#include "perigee/base/log.h"

namespace perigee::api {
namespace {

constexpr std::chrono::milliseconds kFirstStorePause{100}, kLongestStorePause{5000};
constexpr std::chrono::milliseconds kStandbyPause{1000};  // of an executor that waits for another one to end
constexpr int kMostInterruptions = 5;                     // attempts cut short by a stop or death of the API
// Of all installations without Kubernetes: they know themselves by their Redis alone, and the lease lets one work.
constexpr char kInstallation[] = "local";

}  // namespace

void Supervisor::work_with_store() {
  if (now() < next_store_) return;
  try {
    if (!hold_lease()) return;
    recover();
    settle_ended();
    start_due();
    take_queued();
    sweep();
    store_answered();
  } catch (const EnvironmentError& error) {
    store_failed(error);
  }
}

bool Supervisor::hold_lease() {
  if (leased_ && now() < next_lease_) return true;
  if (!leased_ && (drain_until_ || now() < next_lease_)) return false;
  next_lease_ = now() + kStandbyPause;
  if (!machine_lock_.is_open()) machine_lock_ = lock_on_this_machine(name_);
  if (!machine_lock_.is_open()) {
    demote("Another API on this machine runs the jobs of this Redis. Stop it, or give this one a Redis of its own.");
    return false;
  }
  auto redis = pool_->lend();
  const auto installation = claim_installation(*redis, kInstallation);
  if (!installation) {
    demote(to_string(installation.problems()));
    return false;
  }
  if (!hold_executor_lease(*redis, name_, settings_.lease)) {
    demote("An API on another machine runs the jobs of this Redis. Stop it, or give this one a Redis of its own.");
    return false;
  }
  if (!leased_) log::info("executor ready", {{"redis", pool_->address().shown()}, {"parallel", settings_.parallel}});
  leased_ = true;
  queue_may_hold_jobs_ = true;  // an API without the lease may have accepted some
  next_lease_ = now() + settings_.lease / 3;
  say_not_ready({});
  return true;
}

// What runs is given up without touching its records: whoever has the lease now finds them in `processing`.
void Supervisor::demote(std::string why) {
  if (leased_) log::warn("executor stands back", {{"why", why}});
  say_not_ready(std::move(why));
  tasks_.clear();
  strays_ = true;
  if (!std::exchange(leased_, false) || !drain_until_) return;
  try {
    drop_executor_lease(*pool_->lend(), name_);
  } catch (const EnvironmentError&) {  // then it runs out by itself
  }
}

// Jobs that were taken, but that no task holds: of an executor that died, or of a `take` whose reply was lost.
void Supervisor::recover() {
  if (!strays_) return;
  for (const auto& id : jobs_.processing())
    if (!holds(id)) recover(id);
  strays_ = false;
  queue_may_hold_jobs_ = true;
}

void Supervisor::recover(const std::string& id) {
  const auto record = find(id);
  if (!record) return;
  if (is_terminal(record->state)) return jobs_.release(id);
  log::info("job found after an interruption", {{"job", id}, {"attempts", record->attempts}});
  jobs_.requeue(id);
}

// Nothing: the record is gone, and with it the job's place in `processing`; or it can't be read, then it stays there
// for whoever mends it, and the other jobs go on.
std::optional<JobRecord> Supervisor::find(const std::string& id) {
  try {
    auto record = jobs_.find(id);
    if (!record) jobs_.release(id);
    return record;
  } catch (const EnvironmentError& error) {
    if (error.fault() != Fault::internal) throw;
    log::error("record unreadable, job left aside", {{"job", id}, {"why", error.what()}});
    return std::nullopt;
  }
}

void Supervisor::settle_ended() {
  for (auto task = tasks_.begin(); task != tasks_.end();)
    task = task->phase() == Task::Phase::ended && settle(*task) ? tasks_.erase(task) : std::next(task);
}

// True: nothing is left to do for this job here. The record goes first: a runner may have committed and then crashed.
bool Supervisor::settle(Task& task) {
  const auto& id = task.record().id;
  const auto record = find(id);
  queue_may_hold_jobs_ = true;  // a slot is free
  if (!record) return true;
  const bool open = record->uid == task.record().uid && !is_terminal(record->state);
  const auto verdict = judge(task.end(), settings_.first_retry);
  if (open && verdict.retry_after && !drain_until_) {
    retry(task, verdict);
    return false;
  }
  if (open && (task.is_given_back() || verdict.retry_after)) {
    jobs_.requeue(id);
    return true;
  }
  if (!open) jobs_.release(id);
  if (open) fail(*record, verdict.failure);
  return true;
}

void Supervisor::retry(Task& task, const Verdict& verdict) {
  const auto& record = task.record();
  log::warn("attempt failed", {{"job", record.id}, {"attempt", record.attempts}, {"why", verdict.failure.message}});
  task.retry_at(now() + *verdict.retry_after);
}

void Supervisor::fail(const JobRecord& record, const Failure& failure) {
  Jobs::Ending ending;
  ending.state = JobState::failed;
  ending.failure = failure;
  jobs_.finish(record.id, record.uid, ending);
  log::warn("job failed", {{"job", record.id}, {"reason", failure.reason}, {"why", failure.message}});
}

void Supervisor::start_due() {
  for (auto task = tasks_.begin(); task != tasks_.end();) {
    const bool due = task->wants_attempt(now()) && has_free_slot() && !drain_until_;
    task = due && !start(*task) ? tasks_.erase(task) : std::next(task);
  }
}

void Supervisor::take_queued() {
  while (queue_may_hold_jobs_ && has_free_slot() && !drain_until_) {
    const auto id = jobs_.take();
    if (id) take(*id);
    queue_may_hold_jobs_ = id.has_value();
  }
}

void Supervisor::take(const std::string& id) {
  auto record = find(id);
  if (!record) return;
  if (is_terminal(record->state)) return jobs_.release(id);
  if (record->attempts > record->spec.backoff_limit + kMostInterruptions) {
    return fail(*record, interrupted_too_often(record->attempts));
  }
  Task task(std::move(*record), now());
  if (start(task)) tasks_.push_back(std::move(task));
}

// The attempt is in the record before its process is. False: the job ended meanwhile.
bool Supervisor::start(Task& task) {
  const auto& record = task.record();
  if (!jobs_.begin_attempt(record.id, record.uid, task.next_attempt())) {
    jobs_.release(record.id);
    return false;
  }
  task.start(runner_command(settings_, record, task.seconds_left(now())));
  return true;
}

void Supervisor::sweep() {
  if (now() < next_sweep_) return;
  next_sweep_ = now() + settings_.sweep;
  const auto dropped = jobs_.sweep();
  if (dropped > 0) log::info("expired jobs swept", {{"jobs", dropped}});
}

void Supervisor::store_failed(const EnvironmentError& error) {
  if (store_pause_.count() == 0) log::warn("executor waits for Redis", {{"why", error.what()}});
  store_pause_ = std::clamp(store_pause_ * 2, kFirstStorePause, kLongestStorePause);
  next_store_ = now() + store_pause_;
  next_lease_ = next_store_;
  strays_ = true;
  say_not_ready(error.what());
}

void Supervisor::store_answered() {
  if (store_pause_.count() == 0) return;
  log::info("executor goes on: Redis answers again");
  store_pause_ = {};
  next_store_ = {};
}

}  // namespace perigee::api
