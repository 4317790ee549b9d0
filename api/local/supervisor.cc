#include "api/local/supervisor.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

#include "api/local/machine_lock.h"
#include "perigee/base/log.h"

namespace perigee::api {
namespace {

int poll_timeout(TimePoint due, TimePoint now) {
  if (due <= now) return 0;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

void drain_counter(int fd) {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(fd, &count, sizeof count);
}

}  // namespace

Supervisor::Supervisor(LocalSettings settings, RedisPool& pool, const Clock& clock)
    : settings_(std::move(settings)),
      pool_(&pool),
      clock_(&clock),
      jobs_(pool, clock),
      name_(executor_name(pool.address().shown())),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      not_ready_("The executor is starting.") {
  if (!wake_.is_open())
    throw EnvironmentError(Fault::internal, "No eventfd can be made. Raise the limit of open files.");
  thread_ = std::thread([this] { run(); });
}

Supervisor::~Supervisor() { stop(); }

void Supervisor::look_into_queue() {
  const std::lock_guard lock(mutex_);
  queued_ = true;
  ::eventfd_write(wake_.get(), 1);
}

void Supervisor::stop_process_of(std::string id) {
  const std::lock_guard lock(mutex_);
  to_stop_.push_back(std::move(id));
  ::eventfd_write(wake_.get(), 1);
}

std::string Supervisor::not_ready() const {
  const std::lock_guard lock(mutex_);
  return not_ready_;
}

void Supervisor::stop() {
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
    ::eventfd_write(wake_.get(), 1);
  }
  if (thread_.joinable()) thread_.join();
}

void Supervisor::run() {
  while (!is_done()) {
    wait();
    read_wishes();
    advance_tasks();
    work_with_store();
    running_ = count_running();
  }
  tasks_.clear();  // kills what is left; its jobs lie in `processing` and are found at the next start
  demote("The executor is stopped.");
}

void Supervisor::wait() {
  auto files = watched();
  ::poll(files.data(), files.size(), poll_timeout(due(), now()));
  drain_counter(wake_.get());
}

std::vector<pollfd> Supervisor::watched() const {
  std::vector<pollfd> files{{wake_.get(), POLLIN, 0}};
  for (const auto& task : tasks_) {
    if (task.process() == nullptr) continue;
    files.push_back({task.process()->exit_fd(), POLLIN, 0});
    if (task.process()->output_fd() >= 0) files.push_back({task.process()->output_fd(), POLLIN, 0});
  }
  return files;
}

TimePoint Supervisor::due() const {
  TimePoint first = drain_until_ ? (now() < *drain_until_ ? *drain_until_ : give_up_at()) : TimePoint::max();
  TimePoint store = leased_ ? std::min(next_lease_, next_sweep_) : next_lease_;
  if (queue_may_hold_jobs_ && has_free_slot() && leased_ && !drain_until_) store = TimePoint::min();
  for (const auto& task : tasks_) {
    first = std::min(first, task.due(now()));
    const bool waits_for_store = task.phase() == Task::Phase::ended || (task.wants_attempt(now()) && has_free_slot());
    if (waits_for_store) store = TimePoint::min();
  }
  return std::min(first, std::max(store, next_store_));
}

void Supervisor::read_wishes() {
  std::vector<std::string> to_stop;
  bool draining = false;
  {
    const std::lock_guard lock(mutex_);
    to_stop.swap(to_stop_);
    queue_may_hold_jobs_ |= std::exchange(queued_, false);
    draining = draining_;
  }
  for (auto& task : tasks_)
    if (std::ranges::find(to_stop, task.record().id) != to_stop.end()) task.stop(now(), settings_.grace);
  if (draining && !drain_until_) drain_until_ = now() + settings_.drain;
}

void Supervisor::advance_tasks() {
  for (auto& task : tasks_) {
    task.read_output();
    task.advance(now(), settings_.grace);
    const bool leave = drain_until_ && (task.phase() == Task::Phase::waiting || now() >= *drain_until_);
    if (leave && !task.is_given_back()) task.give_back(now(), settings_.grace);
  }
}

bool Supervisor::is_done() const {
  if (!drain_until_) return false;
  return tasks_.empty() || now() >= give_up_at();
}

int Supervisor::count_running() const {
  return static_cast<int>(std::ranges::count(tasks_, Task::Phase::running, &Task::phase));
}

bool Supervisor::holds(std::string_view id) const {
  return std::ranges::any_of(tasks_, [id](const Task& task) { return task.record().id == id; });
}

void Supervisor::say_not_ready(std::string why) {
  const std::lock_guard lock(mutex_);
  not_ready_ = std::move(why);
}

}  // namespace perigee::api
