#include "controller/telling.h"

#include <utility>
#include <variant>

namespace perigee::controller {
namespace {

using kube::EventNote;
using Type = EventNote::Type;

EventNote note(Type type, std::string reason, std::string action, std::string text) {
  EventNote note;
  note.type = type;
  note.reason = std::move(reason);
  note.action = std::move(action);
  note.text = std::move(text);
  return note;
}

EventNote note_of(const Condition& condition, Type type, const char* action) {
  return note(type, condition.reason, action, condition.message);
}

std::optional<EventNote> note_of(const AnalysisJob& job, const PostJob& post) {
  return note(Type::normal, "JobCreated", "CreateJob",
              "Made Job '" + job_name(job, post.attempt) + "' for attempt " + std::to_string(post.attempt) + ".");
}

// What the status says now and did not say before: an end, an obstacle, or an attempt that is over.
std::optional<EventNote> note_of(const AnalysisJob& job, const WriteStatus& write) {
  const Status &before = job.status, &after = write.status;
  const Condition* finished = after.find("Finished");
  if (after.says("Finished", Truth::yes) && !before.says("Finished", Truth::yes))
    return note_of(*finished, after.state == State::failed ? Type::warning : Type::normal, "Finish");
  const Condition *stalled = after.find("Stalled"), *was_stalled = before.find("Stalled");
  if (stalled != nullptr && (was_stalled == nullptr || was_stalled->reason != stalled->reason))
    return note_of(*stalled, Type::warning, "Wait");
  const bool went_wrong = after.failures + after.disruptions > before.failures + before.disruptions;
  if (went_wrong && finished != nullptr) return note_of(*finished, Type::warning, "TryAgain");
  return std::nullopt;
}

template <class Other>
std::optional<EventNote> note_of(const AnalysisJob&, const Other&) {
  return std::nullopt;
}

}  // namespace

std::optional<EventNote> telling_of(const Observed& seen, const Action& action, const std::string& namespace_name) {
  if (!seen.job) return std::nullopt;
  auto told = std::visit([&](const auto& one) { return note_of(*seen.job, one); }, action);
  if (!told) return std::nullopt;
  told->api_version = "perigee.dev/v1alpha1";
  told->kind = "AnalysisJob";
  told->namespace_name = namespace_name;
  told->name = seen.name;
  told->uid = seen.job->uid;
  return told;
}

}  // namespace perigee::controller
