#include "api/local/task.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <utility>

#include "perigee/base/error.h"

namespace perigee::api {

Task::Task(JobRecord record, TimePoint now)
    : record_(std::move(record)),
      deadline_(now + std::chrono::seconds(record_.spec.active_deadline_seconds)),
      retry_at_(now) {}

TimePoint Task::due(TimePoint now) const {
  if (phase_ == Phase::ended) return TimePoint::max();
  if (phase_ == Phase::waiting) return wants_attempt(now) ? deadline_ : std::min(retry_at_, deadline_);
  return kill_at_ ? *kill_at_ : deadline_;
}

int Task::seconds_left(TimePoint now) const {
  const auto left = std::chrono::ceil<std::chrono::seconds>(deadline_ - now).count();
  return static_cast<int>(std::max<std::int64_t>(left, 1));
}

void Task::start(const Command& command) {
  ++record_.attempts;
  exit_ = {};
  last_words_.clear();
  start_error_.clear();
  kill_at_.reset();
  try {
    process_.emplace(Process::start(command));
    output_.emplace(log_lines_of(record_, record_.attempts));
    phase_ = Phase::running;
  } catch (const EnvironmentError& error) {
    start_error_ = error.what();
    phase_ = Phase::ended;
  }
}

void Task::read_output() {
  if (process_ && process_->output_fd() >= 0 && !relay(process_->output_fd(), *output_)) process_->close_output();
}

void Task::advance(TimePoint now, std::chrono::milliseconds grace) {
  if (process_ && process_->ended()) return reap();
  if (phase_ != Phase::ended && now >= deadline_ && !past_deadline_) {
    past_deadline_ = true;
    stop(now, grace);
  }
  if (process_ && kill_at_ && now >= *kill_at_) {
    process_->signal(SIGKILL);
    kill_at_ = now + grace;  // a process in uninterruptible sleep dies when it can
  }
}

void Task::stop(TimePoint now, std::chrono::milliseconds grace) {
  if (phase_ == Phase::waiting) phase_ = Phase::ended;
  if (!process_ || kill_at_) return;
  process_->signal(SIGTERM);
  kill_at_ = now + grace;
}

void Task::give_back(TimePoint now, std::chrono::milliseconds grace) {
  given_back_ = true;
  stop(now, grace);
}

AttemptEnd Task::end() const {
  return {exit_,
          last_words_,
          start_error_,
          past_deadline_,
          record_.spec.active_deadline_seconds,
          failures_,
          record_.spec.backoff_limit};
}

void Task::retry_at(TimePoint time) {
  ++failures_;
  retry_at_ = time;
  phase_ = Phase::waiting;
}

void Task::reap() {
  read_output();
  output_->end();
  exit_ = process_->reap();
  last_words_ = process_->last_words();
  process_.reset();
  output_.reset();
  phase_ = Phase::ended;
}

}  // namespace perigee::api
