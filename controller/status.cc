#include "controller/status.h"

#include <algorithm>
#include <utility>

#include "perigee/base/utf8.h"

namespace perigee::controller {
namespace {

Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

// As long as the CRD lets a message be. Cut here rather than on the way out, so that
// what is read back equals what was meant.
constexpr std::size_t kLongestMessage = 1024;
std::string cut(const std::string& message) {
  std::string text = to_valid_utf8(message);
  if (text.size() <= kLongestMessage) return text;
  text.resize(kLongestMessage);
  text.resize(std::min(text.size(), first_invalid_utf8(text)));
  return text;
}

// Says a condition; its time moves only where the truth does.
void say(Status& status, Condition condition, Millis now) {
  condition.message = cut(condition.message);
  condition.generation = status.generation;
  condition.since = now;
  auto& all = status.conditions;
  const auto at = std::find_if(all.begin(), all.end(), [&](const Condition& c) { return c.type == condition.type; });
  if (at == all.end()) {
    all.push_back(std::move(condition));
    return;
  }
  if (at->truth == condition.truth) condition.since = at->since;
  *at = std::move(condition);
}

// Stalled is said while it is true and not at all otherwise.
void say_not_stalled(Status& status) {
  std::erase_if(status.conditions, [](const Condition& c) { return c.type == "Stalled"; });
}

struct Word {
  std::string reason, message;
};

enum class Clocks : std::uint8_t { run, stand };

// A pause that is over moves the deadlines on by its length.
Millis moved_on(const AnalysisJob& job, Millis now) {
  return active_from(job) + std::max<Millis>(0, now - job.status.find("Suspended")->since);
}

// The status that stands, said about the spec as it is now, with the conditions of a job that is not over.
Status active(const AnalysisJob& job, State state, const Word& word, Clocks clocks, Millis now) {
  Status status = job.status;
  status.generation = job.generation;
  status.state = state;
  if (is_paused(job) && clocks == Clocks::run) status.active_from = moved_on(job, now);
  say_not_stalled(status);
  say(status, {"Finished", Truth::no, word.reason, word.message}, now);
  say(status, {"Succeeded", Truth::unknown, word.reason, word.message}, now);
  say(status, {"ResultAvailable", Truth::no, word.reason, ""}, now);
  say(status, {"Suspended", truth_of(clocks == Clocks::stand), word.reason, ""}, now);
  return status;
}

void note_job(Status& status, const OwnJob& current) {
  status.attempts = std::max(status.attempts, current.attempt);
  status.job = {current.name, current.uid};
  if (!current.evidence.node.empty()) status.node = current.evidence.node;
  if (status.started == 0) status.started = current.evidence.started;
}

Word waiting_for(const OwnJob* current) {
  if (current == nullptr) return {"Pending", "Its Job is about to be made."};
  const Evidence& evidence = current->evidence;
  if (evidence.waiting_reason.empty()) return {"Pending", "Its Job '" + current->name + "' has no running pod yet."};
  return {evidence.waiting_reason, evidence.waiting_message};
}

Word word_of(const JobRecord& record) {
  if (record.state == JobState::complete) return {"Succeeded", "The chart is in the store."};
  if (record.state == JobState::cancelled) return {"Cancelled", "It was cancelled before it was done."};
  return record.failure ? Word{record.failure->reason, record.failure->message} : Word{"Failed", ""};
}

State state_of(JobState state) {
  if (state == JobState::complete) return State::succeeded;
  return state == JobState::cancelled ? State::cancelled : State::failed;
}

}  // namespace

Status pending(const AnalysisJob& job, const OwnJob* current, Millis now) {
  Status status = active(job, State::pending, waiting_for(current), Clocks::run, now);
  if (current != nullptr) note_job(status, *current);
  return status;
}

Status running(const AnalysisJob& job, const OwnJob& current, Millis now) {
  const Word word{"Running", "Attempt " + std::to_string(current.attempt) + " is drawing."};
  Status status = active(job, State::running, word, Clocks::run, now);
  note_job(status, current);
  return status;
}

Status ended(const AnalysisJob& job, const JobRecord& record, const OwnJob* current, Millis now) {
  const Word word = word_of(record);
  const bool succeeded = record.state == JobState::complete;
  Status status = active(job, state_of(record.state), word, Clocks::run, now);
  say(status, {"Finished", Truth::yes, word.reason, word.message}, now);
  say(status, {"Succeeded", truth_of(succeeded), word.reason, word.message}, now);
  say(status, {"ResultAvailable", truth_of(succeeded && record.result), word.reason, ""}, now);
  if (current != nullptr) {
    note_job(status, *current);
    if (record.failure) status.pod = current->evidence.pod;
  }
  status.completed = record.finished != 0 ? record.finished : now;
  // Two machines' clocks may tell of an end before the start; what was said already stands.
  if (job.status.started != 0) status.completed = std::max(status.completed, status.started);
  status.started = std::min(status.started, status.completed);
  status.next_attempt = 0;
  status.result = record.result;
  status.failure = record.failure;
  if (status.failure) status.failure->message = cut(status.failure->message);
  return status;
}

Status suspended(const AnalysisJob& job, bool attempt_was_made, Millis now) {
  const Word word{"Suspended", "It starts anew when spec.suspend is false."};
  Status status = active(job, State::suspended, word, Clocks::stand, now);
  const int current = status.over + 1;
  if (attempt_was_made) {
    status.attempts = std::max(status.attempts, current);
    status.over = current;
  }
  status.next_attempt = 0;
  return status;
}

Status queued(const AnalysisJob& job, const OwnJob& current, Millis now) {
  const Word word{"Queued", "It waits for queue '" + job.queue + "' to admit it."};
  Status status = active(job, State::pending, word, Clocks::stand, now);
  note_job(status, current);
  return status;
}

Status resumed(const AnalysisJob& job, Millis now) {
  return active(job, State::pending, {"Pending", "It goes on."}, Clocks::run, now);
}

Status attempt_over(const AnalysisJob& job, const OwnJob* current, const Failure& why, Counted counted, Millis next,
                    Millis now) {
  const int attempt = job.status.over + 1;
  const Word word{why.reason, "Attempt " + std::to_string(attempt) + " is over: " + why.message};
  Status status = active(job, State::pending, word, Clocks::run, now);
  if (current != nullptr) note_job(status, *current);
  status.attempts = std::max(status.attempts, attempt);
  status.over = attempt;
  ++(counted == Counted::as_failure ? status.failures : status.disruptions);
  status.next_attempt = next;
  return status;
}

Status stalled(const AnalysisJob& job, std::string reason, std::string message, Millis now) {
  Status status = job.status;
  status.generation = job.generation;
  say(status, {"Stalled", Truth::yes, std::move(reason), std::move(message)}, now);
  return status;
}

Millis active_from(const AnalysisJob& job) {
  return job.status.active_from != 0 ? job.status.active_from : job.created;
}

bool is_paused(const AnalysisJob& job) { return job.status.says("Suspended", Truth::yes); }

}  // namespace perigee::controller
