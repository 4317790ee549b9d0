// What follows from the way an attempt ended: pure, so that every row of the contract is a test.
//
//   exit 10–19             the user's mistake          fails at once
//   exit 20–29, SIGKILL    the environment             tried again after 1, 2, 4 s, within backoff_limit
//   exit 30, other signals a bug of the runner         the same
//   exit 0, no result      a runner that lies          fails as ResultMissing
//   past the deadline      whatever the runner said    fails as DeadlineExceeded
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "api/local/process.h"
#include "perigee/job/record.h"

namespace perigee::api {

struct AttemptEnd {
  Exit exit;
  std::string last_words;   // the termination message, as it was written
  std::string start_error;  // why there was no process at all; empty: there was one
  bool past_deadline = false;
  int active_deadline_seconds = 0;
  int failures = 0;  // counted ones of this job before this attempt
  int backoff_limit = 0;
};

struct Verdict {
  Failure failure;                                       // what to record if the job fails here
  std::optional<std::chrono::milliseconds> retry_after;  // nothing: it does
};

// `first_retry` is doubled for each failure before this one.
Verdict judge(const AttemptEnd& end, std::chrono::milliseconds first_retry);

// A job that was started again and again because the executor itself was stopped or died.
Failure interrupted_too_often(int attempts);

}  // namespace perigee::api
