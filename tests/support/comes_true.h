// Waiting for what takes a moment here and longer on a busy machine: until it is so, and never for a fixed time.
#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace perigee::testing {

inline constexpr std::chrono::seconds kPatience{120};  // ended by a defect only

// False: it has not come true in time. What is dear to ask (another process, say) is asked less often.
template <class Condition>
bool comes_true(Condition holds, std::chrono::seconds patience = kPatience) {
  using Clock = std::chrono::steady_clock;
  constexpr Clock::duration kShortest = std::chrono::milliseconds(2);
  const auto deadline = Clock::now() + patience;
  while (true) {
    const auto asked = Clock::now();
    if (holds()) return true;
    const auto answered = Clock::now();
    if (answered > deadline) return false;
    std::this_thread::sleep_for(std::max(kShortest, answered - asked));
  }
}

}  // namespace perigee::testing
