#include "controller/name_queue.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace perigee::controller {
namespace {

constexpr Millis kNever = std::numeric_limits<Millis>::max();
constexpr std::uint64_t kSeed = 1;  // it spreads the retries of one process, which is all that matters

}  // namespace

NameQueue::NameQueue(const Clock& clock) : clock_(&clock), queue_(kSeed), alarm_(kNever) {}

Millis NameQueue::now() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(clock_->steady().time_since_epoch()).count();
}

void NameQueue::add(const std::string& name, Lane lane) {
  {
    const std::lock_guard lock(mutex_);
    queue_.add(name, lane, now());
    ++added_;
  }
  changed_.notify_one();
}

void NameQueue::add_all(const std::vector<std::string>& names, Lane lane) {
  for (const std::string& name : names) add(name, lane);
}

void NameQueue::open() {
  {
    const std::lock_guard lock(mutex_);
    if (state_ == State::closed) state_ = State::open;
    settled_at_ = now();
  }
  changed_.notify_all();
}

void NameQueue::close() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::open) state_ = State::closed;
}

bool NameQueue::is_open() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::open;
}

void NameQueue::end() {
  {
    const std::lock_guard lock(mutex_);
    state_ = State::over;
  }
  changed_.notify_all();
}

std::optional<std::string> NameQueue::take() {
  std::unique_lock lock(mutex_);
  while (state_ != State::over) {
    auto name = state_ == State::open ? queue_.take(now()) : std::nullopt;
    if (name) {
      if (wants_another_waker()) changed_.notify_one();
      return name;
    }
    sleep(lock);
  }
  return std::nullopt;
}

// Somebody who sleeps may have to know: of a further name, or of a time that nobody watches for.
bool NameQueue::wants_another_waker() const {
  return queue_.waiting() > 0 || queue_.next_due().value_or(kNever) < alarm_;
}

// Only one sleeper watches for what is due next: to wake all of them for each would be work for nothing.
void NameQueue::sleep(std::unique_lock<std::mutex>& lock) {
  const Millis due = state_ == State::open ? queue_.next_due().value_or(kNever) : kNever;
  if (due >= alarm_) return changed_.wait(lock);
  alarm_ = due;
  changed_.wait_for(lock, std::chrono::milliseconds(std::max<Millis>(0, due - now())));
  if (alarm_ == due) alarm_ = kNever;
}

NameQueue::Work NameQueue::settle(const std::string& name, const PassEnd& end) {
  using Result = Work::Result;
  const Millis wall = clock_->now();
  Work work;
  work.result = !end.settled ? Result::error : end.look_again ? Result::requeue_after : Result::success;
  const std::lock_guard lock(mutex_);
  const Millis at = now();
  work.waited = queue_.waited(name);
  work.worked = queue_.worked(name, at);
  if (end.settled) queue_.forget(name);
  if (end.look_again) queue_.add_at(name, at + std::max<Millis>(0, *end.look_again - wall));
  if (!end.settled) {
    queue_.retry(name, at);
    ++retried_;
  }
  queue_.done(name, at);
  settled_at_ = at;
  if (wants_another_waker()) changed_.notify_one();
  return work;
}

NameQueue::Load NameQueue::load() const {
  const std::lock_guard lock(mutex_);
  const Millis at = now();
  Load load;
  load.waiting = queue_.waiting();
  load.in_work = queue_.in_work();
  load.longest_work = queue_.longest_work(at);
  load.unfinished_work = queue_.unfinished_work(at);
  if (state_ == State::open)
    load.standstill = std::min(at - settled_at_, std::max(queue_.longest_wait(at), load.longest_work));
  load.added = added_;
  load.retried = retried_;
  return load;
}

}  // namespace perigee::controller
