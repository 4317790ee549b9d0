// Which names want a look, and when. The three sets of client-go's workqueue (waiting, dirty, in work) with a delay and
// a back-off per name: a name is never in work twice at once, and never lost when it is added while in work.
//
// Pure bookkeeping over times that the caller hands in (milliseconds of a clock that never goes back). Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "perigee/base/clock.h"

namespace perigee::controller {

// New work goes before what a restart, a fresh list or time alone brings up again: the creation times of objects are
// whole seconds, so that what is due some time after them is due for many at once.
enum class Lane : std::uint8_t { news, backlog };

class WorkQueue {
 public:
  // Spreads retries, so that names that failed together do not come back together.
  explicit WorkQueue(std::uint64_t seed) : random_(seed) {}

  void add(const std::string& name, Lane lane, Millis now);
  // Not before that time. Of several times the earliest counts.
  void add_at(const std::string& name, Millis time);
  // After a failure: 100 ms, doubled each time up to 5 minutes, half of it random. Counts until `forget`.
  void retry(const std::string& name, Millis now);
  void forget(const std::string& name) { failures_.erase(name); }

  // The next name, which is in work until `done`. Nothing: none is due.
  std::optional<std::string> take(Millis now);
  void done(const std::string& name, Millis now);

  // When the next delayed name is due; nothing: none is delayed.
  std::optional<Millis> next_due() const;

  std::size_t waiting() const { return lanes_[0].size() + lanes_[1].size(); }
  std::size_t in_work() const { return in_work_.size(); }
  // For how long the oldest waiting name has waited, and the oldest in work has been worked on.
  Millis longest_wait(Millis now) const;
  Millis longest_work(Millis now) const;
  // Of a name in work: how long it had waited, and has been worked on. And of all of them together.
  Millis waited(const std::string& name) const { return in_work_.at(name).waited; }
  Millis worked(const std::string& name, Millis now) const { return now - in_work_.at(name).since; }
  Millis unfinished_work(Millis now) const;

 private:
  struct Entry {
    Lane lane;
    Millis since;
    std::uint64_t order;
  };
  struct Work {
    Millis since, waited;
  };
  using Position = std::pair<std::uint64_t, std::string>;  // first come, first served

  void make_due(Millis now);
  Millis jitter(Millis most);

  std::array<std::set<Position>, 2> lanes_;
  std::unordered_map<std::string, Entry> waiting_;
  std::unordered_map<std::string, Lane> dirty_;  // added while in work
  std::unordered_map<std::string, Work> in_work_;
  std::set<std::pair<Millis, std::string>> delayed_;
  std::unordered_map<std::string, Millis> due_;  // the same by name
  std::unordered_map<std::string, int> failures_;
  std::uint64_t random_, next_order_ = 0;
};

}  // namespace perigee::controller
