#include "api/events.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <list>
#include <mutex>
#include <thread>

#include "api/local/file.h"
#include "perigee/base/error.h"
#include "perigee/base/log.h"
#include "perigee/store/jobs.h"

namespace perigee::api {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kCounters = 4096;
constexpr milliseconds kBlock{1000};  // of one XREAD: how long the end of the hub may have to wait
constexpr milliseconds kFirstPause{50}, kLongestPause{2000};

int milliseconds_until(SteadyClock::time_point deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - SteadyClock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

}  // namespace

class EventHub::State {
 public:
  State(RedisAddress address, RedisTimeouts timeouts)
      : redis_(std::move(address), timeouts), thread_([this] { follow(); }) {}

  ~State() {
    ending_.request();
    thread_.join();
  }

  std::uint64_t ticket(std::string_view job_id) const {
    const std::lock_guard lock(mutex_);
    return counts_[counter_of(job_id)];
  }

  std::uint64_t wait(std::string_view job_id, std::uint64_t seen, milliseconds longest, const Stop& stop) {
    const auto deadline = SteadyClock::now() + longest;
    const std::size_t counter = counter_of(job_id);
    const auto waiter = enter(counter);
    std::uint64_t now = ticket(job_id);
    while (now == seen) {
      std::array<pollfd, 2> files{{{waiter->wake.get(), POLLIN, 0}, {stop.fd(), POLLIN, 0}}};
      const int ready = ::poll(files.data(), files.size(), milliseconds_until(deadline));
      now = ticket(job_id);
      if (ready == 0 || files[1].revents != 0) break;
    }
    leave(waiter);
    return now;
  }

 private:
  struct Waiter {
    std::size_t counter;
    File wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  };
  using Waiters = std::list<Waiter>;

  static std::size_t counter_of(std::string_view job_id) { return std::hash<std::string_view>{}(job_id) % kCounters; }

  Waiters::iterator enter(std::size_t counter) {
    const std::lock_guard lock(mutex_);
    return waiters_.insert(waiters_.end(), Waiter{counter});
  }

  void leave(Waiters::iterator waiter) {
    const std::lock_guard lock(mutex_);
    waiters_.erase(waiter);
  }

  void announce(const std::vector<JobEvent>& events) {
    const std::lock_guard lock(mutex_);
    for (const auto& event : events) {
      ++counts_[counter_of(event.id)];
      entry_ = event.entry;
    }
    for (const auto& event : events) wake(counter_of(event.id));
  }

  void wake(std::size_t counter) {
    for (const auto& waiter : waiters_)
      if (waiter.counter == counter) ::eventfd_write(waiter.wake.get(), 1);
  }

  void follow() {
    milliseconds pause{0};
    while (!ending_.requested()) {
      try {
        find_end();
        for (pause = {}; !ending_.requested();) announce(wait_events(redis_, entry_, kBlock));
      } catch (const EnvironmentError& error) {
        if (pause.count() == 0) log::warn("job events interrupted", {{"why", error.what()}});
        pause = std::clamp(pause * 2, kFirstPause, kLongestPause);
        ending_.wait_for(pause);
      }
    }
  }

  // From here on nothing is missed. What was missed before, everybody looks up.
  void find_end() {
    entry_ = last_event(redis_);
    const std::lock_guard lock(mutex_);
    for (auto& count : counts_) ++count;
    for (const auto& waiter : waiters_) ::eventfd_write(waiter.wake.get(), 1);
  }

  Redis redis_;
  Stop ending_;
  std::string entry_;  // of the last event seen

  mutable std::mutex mutex_;
  std::array<std::uint64_t, kCounters> counts_{};
  Waiters waiters_;

  std::thread thread_;  // last: it uses all of the above
};

EventHub::EventHub(RedisAddress address, RedisTimeouts timeouts)
    : state_(std::make_unique<State>(std::move(address), timeouts)) {}

EventHub::~EventHub() = default;

std::uint64_t EventHub::ticket(std::string_view job_id) const { return state_->ticket(job_id); }

std::uint64_t EventHub::wait(std::string_view job_id, std::uint64_t seen, milliseconds longest,
                             const Stop& stop) const {
  return state_->wait(job_id, seen, longest, stop);
}

}  // namespace perigee::api
