// One job in the executor's hands: the process of its attempt while there is one, and what is due when.
//
// Only the supervisor's thread touches it, and nothing here speaks to Redis.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "api/local/process.h"
#include "api/local/runner_output.h"
#include "api/local/verdict.h"
#include "perigee/job/record.h"

namespace perigee::api {

using TimePoint = std::chrono::steady_clock::time_point;

class Task {
 public:
  enum class Phase {
    waiting,  // for its next attempt
    running,
    ended,  // its outcome is to be recorded
  };

  // The deadline runs from here, over all attempts.
  Task(JobRecord record, TimePoint now);

  const JobRecord& record() const { return record_; }
  Phase phase() const { return phase_; }
  const Process* process() const { return process_ ? &*process_ : nullptr; }
  bool is_given_back() const { return given_back_; }
  int next_attempt() const { return record_.attempts + 1; }
  // When advance() has something to do, or a retry begins: the retry (unless its time has come and it waits for a slot
  // or for Redis), the deadline or the SIGKILL.
  TimePoint due(TimePoint now) const;
  bool wants_attempt(TimePoint now) const { return phase_ == Phase::waiting && retry_at_ <= now; }
  int seconds_left(TimePoint now) const;

  void start(const Command& command);  // an attempt, recorded before
  void read_output();
  // Reaps a process that ended; stops one past its deadline, kills one past its grace.
  void advance(TimePoint now, std::chrono::milliseconds grace);
  void stop(TimePoint now, std::chrono::milliseconds grace);       // whatever it does; the record decides what it was
  void give_back(TimePoint now, std::chrono::milliseconds grace);  // the same, to be run by another executor
  AttemptEnd end() const;
  void retry_at(TimePoint time);

 private:
  void reap();

  JobRecord record_;
  Phase phase_ = Phase::waiting;
  TimePoint deadline_, retry_at_;
  std::optional<TimePoint> kill_at_;
  std::optional<Process> process_;
  std::optional<RunnerOutput> output_;
  int failures_ = 0;
  bool past_deadline_ = false, given_back_ = false;
  Exit exit_;
  std::string last_words_, start_error_;
};

}  // namespace perigee::api
