#include "api/workers.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

namespace perigee::api {

Workers::Workers(std::size_t threads, std::size_t longest_queue)
    : longest_queue_(longest_queue), pressure_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)) {
  threads_.reserve(threads);
  for (std::size_t at = 0; at < threads; ++at) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
  shutdown();
  ::close(pressure_);
}

bool Workers::enqueue(std::function<void()> task) {
  {
    const std::scoped_lock lock(mutex_);
    if (ending_ || queue_.size() >= longest_queue_) return false;
    queue_.push_back(std::move(task));
    const std::uint64_t one = 1;
    if (queue_.size() > idle_) [[maybe_unused]]
      const auto written = ::write(pressure_, &one, sizeof one);
  }
  changed_.notify_one();
  return true;
}

void Workers::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    ++idle_;
    changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    --idle_;
    if (queue_.empty()) return;
    const std::function<void()> task = std::move(queue_.front());
    queue_.pop_front();
    if (queue_.empty())
      while (take_pressure()) {
      }  // nobody waits any more
    lock.unlock();
    task();
  }
}

void Workers::shutdown() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

bool Workers::take_pressure() {
  std::uint64_t token = 0;
  return ::read(pressure_, &token, sizeof token) == sizeof token;
}

bool Workers::has_queue() const {
  const std::scoped_lock lock(mutex_);
  return !queue_.empty();
}

}  // namespace perigee::api
