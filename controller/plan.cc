#include "controller/plan.h"

#include <algorithm>
#include <array>
#include <utility>

#include "controller/status.h"
#include "controller/verdict.h"

namespace perigee::controller {
namespace {

constexpr Millis kSecond = 1'000;
// Until then the watch has told of a Job that was made or deleted, or never will: one that is gone again before a list
// leaves no event behind.
constexpr Millis kOwnWriteSeen = 10 * kSecond;

// One observation, and the questions that the rows ask of it.
struct Situation {
  const Observed& seen;
  Millis now;

  const AnalysisJob& job() const { return *seen.job; }
  const Status& status() const { return job().status; }
  int attempt() const { return status().over + 1; }

  const OwnJob* current() const {
    const auto at =
        std::find_if(seen.jobs.begin(), seen.jobs.end(), [&](const OwnJob& own) { return own.attempt == attempt(); });
    return at == seen.jobs.end() ? nullptr : &*at;
  }
  std::string current_name() const { return job_name(job(), attempt()); }

  // The status has seen the current attempt's Job, so that there was one.
  bool was_made() const { return status().job.name == current_name(); }
  // Its pod may be gone again, or not be seen yet by a memory that is younger than the status.
  bool is_said_to_run() const {
    return status().state == State::running && current() != nullptr && status().job.uid == current()->uid;
  }
  bool has_own_record() const { return seen.record && seen.record->uid == job().uid; }
  bool is_over() const { return has_own_record() && is_terminal(seen.record->state); }

  Millis deadline() const { return active_from(job()) + job().active_deadline_seconds * kSecond; }
  Millis pending_deadline() const { return active_from(job()) + job().pending_deadline_seconds * kSecond; }
  // A runner that has committed is about to exit; the log of its pod is lost where the Job is deleted before.
  Millis time_to_exit() const { return status().state == State::succeeded ? status().completed + kTimeToExit : 0; }
  Millis retention_end() const {
    const bool succeeded = status().state == State::succeeded;
    return status().completed + (succeeded ? job().keep_success_seconds : job().keep_failure_seconds) * kSecond;
  }
};

Plan wait() { return {}; }
Plan wait_until(Millis time) { return {Need::nothing, {}, time}; }
Plan needs(Need need) { return {need, {}, std::nullopt}; }
Plan act(Action action) { return {Need::nothing, {std::move(action)}, std::nullopt}; }

// The status, where it is not what it should be.
Plan say(const Situation& at, Status status, std::optional<Millis> look_again = std::nullopt) {
  Plan plan{Need::nothing, {}, look_again};
  if (status != at.status()) plan.actions.push_back(WriteStatus{std::move(status)});
  return plan;
}

// The status that closes the current attempt; from then on nobody can begin it again.
Plan close_attempt(const Situation& at, Status status, std::optional<Millis> look_again) {
  return {Need::nothing, {BeginAttempt{at.attempt() + 1}, WriteStatus{std::move(status)}}, look_again};
}

// What can not be undone is decided on what the API server says now.
Plan once_live(const Situation& at, Action action) { return at.seen.live ? act(std::move(action)) : needs(Need::live); }

Plan delete_job(const Situation& at, const OwnJob& own) {
  Plan plan = once_live(at, DeleteJob{own.name, own.uid});
  if (plan.need == Need::nothing) plan.look_again = at.now + kOwnWriteSeen;
  return plan;
}

// The current attempt's Job, after what notes in the record that it begins.
Plan begin(const Situation& at, Action note) {
  const Millis left = at.deadline() - at.now;
  const PostJob post{at.attempt(), (left + kSecond - 1) / kSecond};
  return {Need::nothing, {std::move(note), post}, at.now + kOwnWriteSeen};
}

Plan fail(const Situation& at, Failure failure) {
  return once_live(at, FinishRecord{at.job().uid, JobState::failed, std::move(failure)});
}

using MaybePlan = std::optional<Plan>;

MaybePlan behind(const Situation& at) {
  if (at.seen.caught_up) return std::nullopt;
  return wait_until(at.now + kBehindRetry);  // an object that is gone again is told to nobody
}

MaybePlan gone(const Situation& at) {
  if (at.seen.job && !at.seen.job->deleting) return std::nullopt;
  const auto& record = at.seen.record;
  // What the API has accepted and not posted yet has no AnalysisJob, and is not gone.
  if (!record || is_terminal(record->state) || record->state == JobState::accepted) return wait();
  if (at.seen.job && record->uid != at.seen.job->uid) return wait();
  return once_live(at, FinishRecord{record->uid, JobState::cancelled, std::nullopt});
}

MaybePlan told(const Situation& at) {
  if (!at.status().says("Finished", Truth::yes)) return std::nullopt;
  for (const OwnJob& own : at.seen.jobs) {
    const bool runs = !own.ended && !own.evidence.end;  // Kubernetes takes seconds to call it complete
    if (!runs || own.deleting) continue;
    if (at.now < at.time_to_exit()) return wait_until(at.time_to_exit());
    return delete_job(at, own);
  }
  if (at.now < at.retention_end()) return wait_until(at.retention_end());
  return once_live(at, DeleteAnalysisJob{at.job().uid});
}

MaybePlan blind(const Situation& at) {
  if (at.seen.store == Store::answers) return std::nullopt;
  return say(at, stalled(at.job(), "StoreUnavailable", "Redis does not answer; the job goes on when it does.", at.now),
             at.now + kStoreRetry);
}

// Nothing that the rows further down look at holds a new job back.
bool may_begin(const Situation& at) {
  return !at.job().cancel && !at.job().suspend && !at.seen.obstacle && at.now < at.deadline();
}

MaybePlan unrecorded(const Situation& at) {
  if (at.has_own_record()) return std::nullopt;
  // One without a uid was accepted before its AnalysisJob was made, and waits for this very one.
  if (at.seen.record && at.seen.record->uid.empty()) return act(WriteRecord{});
  // None although the job has begun: it was deleted, and the AnalysisJob with it, which may be a memory by now.
  const bool is_new = !at.seen.record && at.seen.jobs.empty() && at.status() == Status{};
  if (!is_new) return once_live(at, WriteRecord{});
  return may_begin(at) ? begin(at, BeginJob{}) : act(WriteRecord{});
}

MaybePlan decided(const Situation& at) {
  if (!at.is_over()) return std::nullopt;
  // The status is to tell of its Job, which the memory may not know yet: the answer to the POST may have been lost.
  const bool is_missed = at.current() == nullptr && !at.was_made() && at.seen.record->attempts == at.attempt();
  if (is_missed && !at.seen.live) return needs(Need::live);
  return say(at, ended(at.job(), *at.seen.record, at.current(), at.now));
}

MaybePlan cancelled(const Situation& at) {
  if (!at.job().cancel) return std::nullopt;
  return once_live(at, FinishRecord{at.job().uid, JobState::cancelled, std::nullopt});
}

MaybePlan left_over(const Situation& at) {
  bool is_clear = true;
  for (const OwnJob& own : at.seen.jobs) {
    if (own.attempt >= at.attempt()) continue;
    if (!own.deleting) return delete_job(at, own);
    is_clear = false;
  }
  if (is_clear) return std::nullopt;
  return wait();  // for those that are being deleted
}

MaybePlan suspended_now(const Situation& at) {
  if (!at.job().suspend) return std::nullopt;
  const bool was_made = at.current() != nullptr || at.was_made();
  Status status = suspended(at.job(), was_made, at.now);
  return was_made ? close_attempt(at, std::move(status), std::nullopt) : say(at, std::move(status));
}

MaybePlan resumed_now(const Situation& at) {
  if (at.status().state != State::suspended) return std::nullopt;
  return say(at, resumed(at.job(), at.now));
}

MaybePlan too_late(const Situation& at) {
  if (is_paused(at.job()) || at.now < at.deadline()) return std::nullopt;
  return fail(at, deadline_exceeded(at.job()));
}

// 1, 2, 4 s, … after the first, second, third counted failure.
Millis back_off(int failures) { return kFirstRetry << std::min(failures - 1, 16); }

// Whether another attempt is allowed after this verdict, and if not, how the job fails.
std::optional<Failure> last_straw(const Situation& at, const Verdict& verdict) {
  if (verdict.weight == Weight::disruption) {
    if (at.status().disruptions < kMostDisruptions) return std::nullopt;
    return disrupted_too_often(verdict.failure);
  }
  if (verdict.weight == Weight::counted && at.status().failures < at.job().backoff_limit) return std::nullopt;
  return verdict.failure;
}

Plan after(const Situation& at, const Verdict& verdict) {
  if (!at.seen.live) return needs(Need::live);
  if (auto failure = last_straw(at, verdict)) return fail(at, *std::move(failure));
  const bool is_disruption = verdict.weight == Weight::disruption;
  const Millis next = at.now + back_off(is_disruption ? 1 : at.status().failures + 1);
  const Counted counted = is_disruption ? Counted::as_disruption : Counted::as_failure;
  return close_attempt(at, attempt_over(at.job(), at.current(), verdict.failure, counted, next, at.now), next);
}

Plan obstructed(const Situation& at, const Obstacle& obstacle) {
  const bool has_begun = at.status().started != 0;
  if (!has_begun && at.now >= at.pending_deadline())
    return fail(at, {FailureClass::platform, obstacle.reason, obstacle.message, 0});
  return say(at, stalled(at.job(), obstacle.reason, obstacle.message, at.now), at.now + kObstacleRetry);
}

Plan make_job(const Situation& at) {
  if (at.now < at.status().next_attempt) return wait_until(std::min(at.status().next_attempt, at.deadline()));
  if (at.seen.obstacle) return obstructed(at, *at.seen.obstacle);
  return begin(at, BeginAttempt{at.attempt()});
}

MaybePlan missing(const Situation& at) {
  if (at.current() != nullptr) return std::nullopt;
  if (at.was_made()) return after(at, {job_deleted(at.current_name()), Weight::counted});
  // Shut out, and whoever did that died before he could say why: its Job must not be made again.
  if (at.seen.record->attempts > at.attempt()) return after(at, {job_deleted(at.current_name()), Weight::disruption});
  return make_job(at);
}

MaybePlan in_queue(const Situation& at) {
  const OwnJob& current = *at.current();
  // A memory from before it was admitted may say so too.
  if (current.suspended && at.is_said_to_run() && !at.seen.live) return needs(Need::live);
  if (current.suspended) return say(at, queued(at.job(), current, at.now));
  if (is_paused(at.job())) return say(at, resumed(at.job(), at.now));
  return std::nullopt;
}

MaybePlan attempt_ended(const Situation& at) {
  const OwnJob& current = *at.current();
  if (!current.ended && !current.evidence.end && !current.evidence.disrupted) return std::nullopt;
  // The runner commits before it exits: a record that was read after the exit, and is not terminal, stays so.
  return after(at, judge(at.job(), current));
}

MaybePlan too_long_pending(const Situation& at) {
  const OwnJob& current = *at.current();
  const bool has_begun = current.evidence.started != 0 || at.status().started != 0;
  if (has_begun || at.now < at.pending_deadline()) return std::nullopt;
  if (!at.seen.live) return needs(Need::live);
  if (current.evidence.waiting_reason.empty() && !at.seen.events_read) return needs(Need::events);
  return fail(at, never_started(at.job(), current));
}

MaybePlan going_on(const Situation& at) {
  const OwnJob& current = *at.current();
  if (current.evidence.started != 0 || at.is_said_to_run()) {
    const Millis began = current.evidence.started, shown = began + kRunningShown;
    const bool may_end_soon = began <= at.now && at.now < shown;  // not before: the node's clock is another one
    if (may_end_soon && !at.is_said_to_run()) return wait_until(std::min(shown, at.deadline()));
    return say(at, running(at.job(), current, at.now), at.deadline());
  }
  const Millis next = at.status().started != 0 ? at.deadline() : at.pending_deadline();
  const Millis shown = current.created + kPendingShown;
  if (at.now < shown && !at.was_made()) return wait_until(std::min(shown, next));
  return say(at, pending(at.job(), &current, at.now), next);
}

using Row = MaybePlan (*)(const Situation&);

// The first two ask nothing of the AnalysisJob; from `in_queue` on the current attempt has a Job.
constexpr std::array<Row, 16> kRows = {
    behind,        gone,        told,     blind,   unrecorded, decided,       cancelled,        left_over,
    suspended_now, resumed_now, too_late, missing, in_queue,   attempt_ended, too_long_pending, going_on};

}  // namespace

Plan plan(const Observed& seen, Millis now) {
  const Situation at{seen, now};
  for (const Row row : kRows)
    if (auto plan = row(at)) return *std::move(plan);
  return wait();
}

}  // namespace perigee::controller
