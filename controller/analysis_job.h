// What the controller knows of one AnalysisJob: the wish (spec) and how it was last said to stand (status).
//
// What is to be drawn stays text: the controller turns it into a Job and never looks inside. Times are 0 where the
// API server has none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/job/record.h"

namespace perigee::controller {

// The words of status.state.
enum class State : std::uint8_t { none, pending, running, suspended, succeeded, failed, cancelled };
std::string_view word(State state);
std::optional<State> state_of(std::string_view word);
inline bool is_terminal(State state) { return state >= State::succeeded; }

enum class Truth : std::uint8_t { unknown, yes, no };

// As the API conventions have it: lastTransitionTime moves with the truth only.
struct Condition {
  std::string type;
  Truth truth = Truth::unknown;
  std::string reason, message;
  std::int64_t generation = 0;
  Millis since = 0;
  bool operator==(const Condition&) const = default;
};

struct JobRef {
  std::string name, uid;
  bool operator==(const JobRef&) const = default;
};

struct Status {
  std::int64_t generation = 0;  // of the spec that this was said about
  State state = State::none;
  std::vector<Condition> conditions;
  int attempts = 0;         // Jobs made
  int over = 0;             // attempts that came to an end without ending the job: failed, disrupted or suspended
  int failures = 0;         // those of them that count against backoffLimit
  int disruptions = 0;      // those that were the cluster's doing
  Millis next_attempt = 0;  // not before
  Millis active_from = 0;   // the deadlines count from here: the creation, moved on by every pause
  Millis started = 0, completed = 0;
  JobRef job;  // of the last attempt that was seen
  std::string node;
  std::optional<ResultInfo> result;
  std::optional<Failure> failure;
  std::string pod;  // of the failure
  bool operator==(const Status&) const = default;

  const Condition* find(std::string_view type) const;
  bool says(std::string_view type, Truth truth) const;
};

struct AnalysisJob {
  std::string name, uid, version;  // resourceVersion
  std::int64_t generation = 0;
  Millis created = 0;
  bool deleting = false;

  bool suspend = false, cancel = false;
  std::string queue;
  int active_deadline_seconds = 600;
  int pending_deadline_seconds = 300;
  int backoff_limit = 2;
  std::int64_t keep_success_seconds = 7 * 86'400, keep_failure_seconds = 86'400;
  // JSON texts; a runner of the spec that says nothing of it is empty.
  std::string spec, runner;  // the whole of the spec, and of it what is said of the pod

  Status status;
};

// "first-crossover", "0f9c4f6e-…", 2 → "first-crossover-0f9c4f6e-2": no two attempts of any two jobs share a name.
std::string job_name(const AnalysisJob& job, int attempt);
// The way back; empty where no such Job has that name.
std::string analysis_job_of(std::string_view job_name);

}  // namespace perigee::controller
