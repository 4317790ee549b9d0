// A clock that stands until a test lets time pass. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>

#include "perigee/base/clock.h"

namespace perigee::testing {

class ManualClock : public Clock {
 public:
  Millis now() const override { return 1'700'000'000'000 + passed_; }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point() + std::chrono::hours(1) + std::chrono::milliseconds(passed_);
  }
  void pass(std::chrono::milliseconds time) { passed_ += time.count(); }

 private:
  std::atomic<Millis> passed_ = 0;
};

}  // namespace perigee::testing
