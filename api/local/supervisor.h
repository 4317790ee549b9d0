// The thread that runs jobs: takes them from the queue, starts, watches and reaps their processes, records their ends.
//
// It sleeps in poll() until something is due: a wish of another thread, a process that ended or spoke, a deadline, the
// renewal of the lease. Every step that speaks to Redis is one that can be done again: when Redis is away the thread
// goes on watching its processes and repeats the steps, at growing distances, until they hold. Starting and reaping
// happen in this thread alone because the parent-death signal of a process follows the thread that forked it.
#pragma once

#include <poll.h>

#include <atomic>
#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "api/local/file.h"
#include "api/local/local_executor.h"
#include "api/local/task.h"
#include "perigee/base/clock.h"
#include "perigee/base/error.h"
#include "perigee/store/jobs.h"

namespace perigee::api {

inline constexpr std::chrono::milliseconds kLastWords{1500};  // after drain and grace: to give jobs back

class Supervisor {
 public:
  Supervisor(LocalSettings settings, RedisPool& pool, const Clock& clock);
  ~Supervisor();
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void look_into_queue();                // a job was accepted
  void stop_process_of(std::string id);  // its record is terminal
  std::string not_ready() const;
  int running() const { return running_; }
  void stop();  // returns when all is quiet

 private:
  void run();
  void wait();
  std::vector<pollfd> watched() const;
  TimePoint due() const;
  void read_wishes();
  void advance_tasks();
  bool is_done() const;
  TimePoint give_up_at() const { return *drain_until_ + settings_.grace + kLastWords; }

  // The steps that speak to Redis, in the order in which they are done.
  void work_with_store();
  bool hold_lease();
  void recover();
  void settle_ended();
  void start_due();
  void take_queued();
  void sweep();

  void recover(const std::string& id);
  std::optional<JobRecord> find(const std::string& id);
  bool settle(Task& task);
  void retry(Task& task, const Verdict& verdict);
  void fail(const JobRecord& record, const Failure& failure);
  void take(const std::string& id);
  bool start(Task& task);
  void demote(std::string why);
  void store_failed(const EnvironmentError& error);
  void store_answered();

  int count_running() const;
  bool has_free_slot() const { return count_running() < settings_.parallel; }
  bool holds(std::string_view id) const;
  void say_not_ready(std::string why);
  TimePoint now() const { return clock_->steady(); }

  const LocalSettings settings_;
  RedisPool* pool_;
  const Clock* clock_;
  Jobs jobs_;
  const std::string name_;  // of this executor, in the lease
  File wake_;               // an eventfd

  // The supervisor's own:
  std::list<Task> tasks_;
  File machine_lock_;
  bool leased_ = false, queue_may_hold_jobs_ = true, strays_ = true;
  TimePoint next_lease_{}, next_sweep_{}, next_store_{};
  std::chrono::milliseconds store_pause_{0};  // 0: Redis answers
  std::optional<TimePoint> drain_until_;

  // Shared with other threads:
  mutable std::mutex mutex_;
  std::vector<std::string> to_stop_;
  bool queued_ = false, draining_ = false;
  std::string not_ready_;
  std::atomic<int> running_ = 0;

  std::thread thread_;
};

}  // namespace perigee::api
