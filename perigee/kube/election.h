// Which of several processes leads: take the lease, renew it, give it back, lose it.
//
// A state machine without effects: it is told what the lease looks like and how its own writes ended, and says what to
// write. A standby does not poll: the lease is watched, so one that is given back is taken at once, and one whose
// holder died when its time is over. Times are this process's own steady clock: what others write is never compared
// with it. A lease that can not be renewed demotes, in place; the process goes on and may lead again.
//
// The lease does not fence. A leader that was stopped for a while may still have a write on its way when the next one
// leads: each write must bear that, by its object's name, resource version or uid. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "perigee/base/clock.h"
#include "perigee/kube/api_error.h"
#include "perigee/kube/lease.h"

namespace perigee::kube {

struct ElectionSettings {
  std::string identity;  // of this process: unlike any other's, also after a restart
  std::chrono::seconds lease{15};
  std::chrono::milliseconds renew{2'000};      // between two renewals
  std::chrono::milliseconds deadline{10'000};  // who could not renew for so long demotes; less than the lease
  std::chrono::milliseconds retry{500};        // after a write that failed
};

// At most one of them is on its way.
struct LeaseWish {
  enum class Kind { read, write } kind = Kind::read;
  LeaseRecord record;  // write: made where its resource version is 0, else put in the place of that version
};

class Election {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Election(ElectionSettings settings) : settings_(std::move(settings)) {}

  // The lease as a watch tells it; nothing: it was deleted.
  void on_seen(const std::optional<LeaseRecord>& record, Time now);
  // How the wish on its way ended: what was read (nothing: there is none), what was written, or why not.
  void on_read(const std::optional<LeaseRecord>& record, Time now);
  void on_written(const LeaseRecord& record, Time now);
  void on_failed(const ApiError& error, Time now);
  // From now on: give the lease back, and never lead again.
  void stop(Time now);

  // What to do now, if anything: to be asked after each of the above, and when wake_at() has come.
  std::optional<LeaseWish> next(Time now, Millis wall);
  Time wake_at(Time now) const;

  // True from a renewal until its deadline: at any moment of at most one process whose clock runs as fast as ours.
  bool leads(Time now) const { return now < leads_until_; }
  // Stopped, and the lease is given back, or was not ours to give.
  bool is_over() const { return is_stopping_ && !is_busy_ && !must_read_ && !holds(); }
  const std::string& holder() const { return seen_.holder; }

 private:
  bool holds() const { return is_known_ && seen_.holder == settings_.identity; }
  bool is_free(Time now) const;
  std::optional<LeaseWish> wish(LeaseWish::Kind kind, LeaseRecord record, Time now);
  LeaseRecord claim(Millis wall) const;
  LeaseRecord renewal(Millis wall) const;
  LeaseRecord release(Millis wall) const;

  ElectionSettings settings_;
  LeaseRecord seen_;
  bool is_known_ = false;   // what seen_ says was told at all
  bool is_busy_ = false;    // a wish is on its way
  bool must_read_ = false;  // a write's fate is open
  bool is_stopping_ = false;
  Time seen_at_{};     // when seen_ last changed
  Time sent_at_{};     // of the wish on its way
  Time renewed_at_{};  // when the last write that succeeded was sent
  Time leads_until_{};
  Time not_before_{};  // of the next try
};

}  // namespace perigee::kube
