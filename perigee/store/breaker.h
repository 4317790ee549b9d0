// Breaker: keeps callers from waiting for a server that does not answer. After a time-out everybody is turned away at
// once, but one in each kBetweenProbes, who asks the server with little patience; when it answers, all go on.
//
// Holds the decision only: no clock, no socket. Not thread-safe; the pool that has one guards it.
#pragma once

#include <chrono>

namespace perigee {

class Breaker {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::milliseconds kBetweenProbes{1000};
  static constexpr std::chrono::milliseconds kPatience{500};  // of a probe

  enum class Pass { go, probe, refused };
  // Who gets `probe` has to say how it went, whatever happens.
  Pass ask(TimePoint now);
  void probed(bool answered, TimePoint now);
  void trip() { tripped_ = true; }  // a command timed out
  bool is_tripped() const { return tripped_; }

 private:
  bool tripped_ = false, probing_ = false;
  TimePoint next_probe_{};
};

}  // namespace perigee
