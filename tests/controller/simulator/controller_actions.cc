// How a controller's actions are carried out in the model world, and what the weather makes of them.
#include <utility>
#include <variant>

#include "tests/controller/simulator/controller_process.h"

namespace perigee::controller::simulator {
namespace {

bool is_of_the_record(const Action& action) {
  return std::holds_alternative<WriteRecord>(action) || std::holds_alternative<BeginJob>(action) ||
         std::holds_alternative<FinishRecord>(action) || std::holds_alternative<BeginAttempt>(action);
}

// Defects by which nothing notes that an attempt begins.
bool notes_no_attempt(Bug bug) {
  return bug == Bug::begins_without_a_note || bug == Bug::follows_an_old_wish ||
         bug == Bug::resubmits_what_was_recycled;
}

// What can't be undone. A record without a uid is not replaced: it waits for its AnalysisJob, and is bound to it.
bool destroys(const Observed& seen, const Action& action) {
  const bool replaces = std::holds_alternative<WriteRecord>(action) && seen.record && !seen.record->uid.empty();
  return replaces || std::holds_alternative<FinishRecord>(action) || std::holds_alternative<DeleteJob>(action) ||
         std::holds_alternative<DeleteAnalysisJob>(action);
}

}  // namespace

Outcome ControllerProcess::carry_out(const Observed& seen, const Action& action) {
  Random& random = *around_.random;
  around_.interlude();
  if (destroys(seen, action))
    around_.inspector->verdicts.expect(is_live_, Invariant::live_decisions, seen.name + " was decided on from memory");
  if (random.chance(weather_.crash)) is_running_ = false;
  if (!is_running_ || random.chance(weather_.fail)) return Outcome::failed;
  if (is_of_the_record(action) ? !weather_.store_answers : !weather_.api_server_answers) return Outcome::failed;
  ++actions;
  if (random.chance(weather_.come_late)) {
    around_.later([this, seen, action] { act(seen, action, Timing::late); });
    return Outcome::failed;
  }
  const Outcome outcome = act(seen, action, Timing::prompt);
  if (random.chance(weather_.crash)) is_running_ = false;
  if (!is_running_) return Outcome::failed;
  if (!random.chance(weather_.lose)) return outcome;
  if (around_.bug == Bug::fails_on_lost_answers && std::holds_alternative<PostJob>(action))
    around_.store->finish(seen.name, seen.job->uid, JobState::failed,
                          Failure{FailureClass::platform, "PostFailed", "", 0}, "", now_);
  return Outcome::failed;
}

Outcome ControllerProcess::act(const Observed& seen, const Action& action, Timing timing) {
  return std::visit([&](const auto& one) { return act(seen, one, timing); }, action);
}

Outcome ControllerProcess::act(const Observed& seen, const WriteRecord&, Timing) {
  if (around_.bug == Bug::holds_by_a_finalizer) around_.server->set_finalizer(seen.name, true);
  const auto seen_uid = seen.record ? std::optional(seen.record->uid) : std::nullopt;
  return around_.store->write(seen.name, seen.job->uid, seen_uid, now_) ? Outcome::done : Outcome::outdated;
}

Outcome ControllerProcess::act(const Observed& seen, const BeginJob&, Timing timing) {
  if (notes_no_attempt(around_.bug) || around_.bug == Bug::holds_by_a_finalizer)
    return act(seen, WriteRecord{}, timing);
  return around_.store->begin(seen.name, seen.job->uid, now_) ? Outcome::done : Outcome::outdated;
}

Outcome ControllerProcess::act(const Observed& seen, const FinishRecord& finish, Timing) {
  around_.store->finish(seen.name, finish.uid, finish.state, finish.failure, "", now_);
  if (around_.bug == Bug::ends_by_itself && seen.job) {
    Status status = seen.job->status;
    status.state = State::failed;
    status.conditions = {{"Finished", Truth::yes, "", "", 1, now_}};
    status.completed = now_;
    around_.server->write_status(seen.name, seen.job->version, status);
  }
  return Outcome::done;
}

Outcome ControllerProcess::act(const Observed& seen, const BeginAttempt& begin, Timing) {
  if (notes_no_attempt(around_.bug)) return Outcome::done;
  const bool is_so = around_.store->begin_attempt(seen.name, seen.job->uid, begin.attempt);
  return is_so ? Outcome::done : Outcome::outdated;
}

Outcome ControllerProcess::act(const Observed& seen, const PostJob& post, Timing timing) {
  if (weather_.refuses_jobs && timing == Timing::prompt) {
    obstacles_[seen.name] = {{"QuotaExceeded", "exceeded quota"}, now_ + kObstacleRetry};
    return Outcome::failed;
  }
  std::string name = job_name(*seen.job, around_.bug == Bug::reuses_the_first_name ? 1 : post.attempt);
  if (around_.bug == Bug::counts_in_its_memory) name += "-" + std::to_string(++serial_);
  const auto answer =
      around_.server->post_job(*seen.job, name, post.attempt, post.deadline_seconds * 1000, now_, timing);
  if (answer == ApiServer::Answer::exists) return met_with_another(seen, name);
  if (around_.bug != Bug::counts_in_its_memory) written_[seen.name].job = around_.server->revision();
  return Outcome::done;
}

// A Job of that name is there: ours, or somebody else's.
Outcome ControllerProcess::met_with_another(const Observed& seen, const std::string& job_name) {
  if (around_.bug == Bug::fails_on_its_own_job) {
    around_.store->finish(seen.name, seen.job->uid, JobState::failed,
                          Failure{FailureClass::platform, "AlreadyExists", "", 0}, "", now_);
    return Outcome::done;
  }
  if (around_.bug == Bug::adopts_a_strangers_job) around_.server->take_over(job_name, seen.job->uid);
  if (around_.server->jobs().names_of(job_name).owner_uid == seen.job->uid) return Outcome::done;
  obstacles_[seen.name] = {{"NameConflict", "Job '" + job_name + "' is not its own"}, now_ + kObstacleRetry};
  return Outcome::failed;
}

Outcome ControllerProcess::act(const Observed& seen, const DeleteJob& gone, Timing) {
  const std::string uid = around_.bug == Bug::deletes_by_name ? "" : gone.uid;
  const auto answer = around_.server->delete_job(gone.name, uid, seen.job->uid);
  if (answer == ApiServer::Answer::conflict) return Outcome::outdated;
  return Outcome::done;
}

Outcome ControllerProcess::act(const Observed& seen, const DeleteAnalysisJob& gone, Timing) {
  const std::string uid = around_.bug == Bug::deletes_by_name ? "" : gone.uid;
  const auto answer = around_.server->delete_wish(seen.name, uid);
  if (answer == ApiServer::Answer::conflict) return Outcome::outdated;
  written_[seen.name].wish = around_.server->revision();
  return Outcome::done;
}

Outcome ControllerProcess::act(const Observed& seen, const WriteStatus& write, Timing) {
  std::string version = seen.job->version;
  const Wish* present = around_.server->wishes().find(seen.name);
  if (around_.bug == Bug::overwrites_status && present != nullptr) version = present->job.version;
  const auto answer = around_.server->write_status(seen.name, version, write.status);
  if (answer != ApiServer::Answer::done) return Outcome::outdated;
  written_[seen.name].wish = around_.server->revision();
  return Outcome::done;
}

}  // namespace perigee::controller::simulator
