// The record of a job: how it stands and how it ended. Lives in Redis db2; everybody else copies the answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/base/clock.h"
#include "perigee/job/spec.h"

namespace perigee {

// The words of the REST API: "accepted", "queued", "in progress", "complete", "failed", "cancelled".
// accepted: known, its CR not yet made (Kubernetes executor only).
enum class JobState : std::uint8_t { accepted, queued, in_progress, complete, failed, cancelled };
std::string_view word(JobState state);
std::optional<JobState> state_of(std::string_view word);
inline bool is_terminal(JobState s) { return s >= JobState::complete; }

enum class FailureClass : std::uint8_t {
  user_error,
  infrastructure,
  platform
};  // "UserError", "Infrastructure", "Platform"
std::string_view word(FailureClass failure_class);
std::optional<FailureClass> failure_class_of(std::string_view word);

struct Failure {
  FailureClass failure_class = FailureClass::platform;
  std::string reason;   // CamelCase: "DeadlineExceeded", "MissingColumn"
  std::string message;  // a sentence
  int exit_code = 0;    // of the runner; 0 if it did not exit
  bool operator==(const Failure&) const = default;
};

struct ResultInfo {
  std::string content_type;
  std::uint64_t bytes = 0;
  std::string sha256;
  int width = 0, height = 0;
  std::uint64_t rows = 0;  // of the dataset version
  std::string dataset_version;
  double render_millis = 0;
  bool operator==(const ResultInfo&) const = default;
};

struct JobRecord {
  std::string id;
  std::string uid;       // of this incarnation; a CR's metadata.uid or a random one
  std::string executor;  // "local" or "kubernetes"
  JobState state = JobState::queued;
  JobSpec spec;
  std::string request_id;
  int attempts = 0;
  Millis created = 0, started = 0, finished = 0;  // 0: not yet
  Millis expires = 0;                             // once terminal
  std::string dataset_version;                    // pinned when it starts
  bool cancel_requested = false;
  std::optional<ResultInfo> result;
  std::optional<Failure> failure;
};

}  // namespace perigee
