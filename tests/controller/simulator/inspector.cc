#include "tests/controller/simulator/inspector.h"

#include "controller/plan.h"

namespace perigee::controller::simulator {
namespace {

int rank(State state) {
  if (is_terminal(state)) return 3;
  return state == State::running ? 2 : 1;
}

}  // namespace

void Inspector::on_posted(const AnalysisJob& owner, const std::string& name, int attempt, bool has_active,
                          Timing timing) {
  const bool is_new_name = job_names_.insert(name).second;
  Fate& fate = fates_[owner.uid];
  const bool is_new_attempt = fate.made.insert(attempt).second;
  if (timing == Timing::late) return;  // nobody can call it back; it is deleted, and draws the same picture
  verdicts.expect(is_new_name && is_new_attempt, Invariant::one_job, name + " was made twice");
  verdicts.expect(fate.ended_in == kNever || fate.ended_in == pass_, Invariant::one_job,
                  name + " was made after the end of its job");
  verdicts.expect(!has_active, Invariant::one_job, name + " was made while another one of its job is active");
}

void Inspector::on_vandalised(const std::string& uid, const std::string& name, int attempt) {
  job_names_.erase(name);
  fates_[uid].made.erase(attempt);
  on_bad_end(uid, attempt);
}

void Inspector::on_status(const AnalysisJob& before, const Status& next) {
  const Status& last = before.status;
  const auto holds = [&](bool is_so, const std::string& what) {
    verdicts.expect(is_so, Invariant::no_regress, before.name + ": " + what);
  };
  holds(!last.says("Finished", Truth::yes) || next.state == last.state, "an end is an end");
  const bool is_about_another = next.over > last.over || next.job.uid != last.job.uid;
  holds(rank(next.state) >= rank(last.state) || is_about_another, "it went back without a new attempt or Job");
  holds(next.attempts >= last.attempts && next.over >= last.over && next.failures >= last.failures &&
            next.disruptions >= last.disruptions && next.generation >= last.generation,
        "a count went back");
  holds(last.started == 0 || next.started == last.started, "a start is a start");
  holds(last.completed == 0 || next.completed == last.completed, "a completion is a completion");
  holds(next.completed == 0 || next.completed >= next.started, "it ended before it started");
}

void Inspector::on_end(const JobRecord& record) {
  const auto fate = fates_.find(record.uid);
  if (fate == fates_.end()) return verdicts.violate(Invariant::one_end, record.id + " ended for nobody");
  fate->second.ended_in = pass_;
  if (!is_right(fate->second, record))
    verdicts.violate(Invariant::one_end, record.id + " is " + std::string(word(record.state)) +
                                             " without a cause: " + (record.failure ? record.failure->reason : ""));
}

// Whether what happened explains the end.
bool Inspector::is_right(const Fate& fate, const JobRecord& record) {
  if (record.state == JobState::complete) return true;  // its runner said so
  if (record.state == JobState::cancelled) return fate.is_unwanted;
  if (!record.failure || record.failure->reason.empty()) return false;
  const std::string& reason = record.failure->reason;
  const Millis age = record.finished - fate.job.created;
  if (reason == "DeadlineExceeded") return age >= fate.job.active_deadline_seconds * 1000;
  const bool was_tried = fate.is_hopeless || static_cast<int>(fate.bad_attempts.size()) > fate.job.backoff_limit ||
                         static_cast<int>(fate.bad_attempts.size()) > kMostDisruptions;
  const bool waited = age >= fate.job.pending_deadline_seconds * 1000;
  const bool never_began = reason == "NotStarted" || reason == "ImagePull" || reason == "Quota" ||
                           reason == "QuotaExceeded" || reason == "NameConflict";
  return never_began ? waited : was_tried;
}

}  // namespace perigee::controller::simulator
