// The queue that watches fill and workers empty: a WorkQueue that threads share. The only place that decides what is
// looked at again, and when.
//
// Thread-safe. Nobody polls: who takes sleeps until a name is added or due.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "controller/pass.h"
#include "controller/work_queue.h"
#include "perigee/base/clock.h"

namespace perigee::controller {

class NameQueue {
 public:
  // It is closed until open().
  explicit NameQueue(const Clock& clock = system_clock());

  void add(const std::string& name, Lane lane);
  void add_all(const std::vector<std::string>& names, Lane lane);

  void open();   // names are handed out
  void close();  // … no longer, but what is added is kept
  bool is_open() const;
  void end();  // who takes gets nothing, for ever

  // The next name, which is in work until it is settled. Sleeps until there is one; nothing: end() was called.
  std::optional<std::string> take();

  // How long a name waited and was worked on, and how that came out.
  struct Work {
    enum class Result : std::uint8_t { success, error, requeue_after } result = Result::success;
    Millis waited = 0, worked = 0;
  };
  Work settle(const std::string& name, const PassEnd& end);

  struct Load {
    std::size_t waiting = 0, in_work = 0;
    Millis longest_work = 0, unfinished_work = 0;
    Millis standstill = 0;  // for how long no name was settled although there are some
    std::uint64_t added = 0, retried = 0;
  };
  Load load() const;

 private:
  enum class State : std::uint8_t { closed, open, over };

  Millis now() const;
  bool wants_another_waker() const;
  void sleep(std::unique_lock<std::mutex>& lock);

  const Clock* clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  WorkQueue queue_;
  State state_ = State::closed;
  std::uint64_t added_ = 0, retried_ = 0;
  Millis settled_at_ = 0;  // the last one
  Millis alarm_;           // when the sleeper wakes who watches for what is due
};

}  // namespace perigee::controller
