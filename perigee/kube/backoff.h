// How long to wait before the next try: doubling, bounded, and spread by a seed so that many do not come at once.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

namespace perigee::kube {

class Backoff {
 public:
  struct Limits {
    std::chrono::milliseconds first{200}, most{10'000};
  };

  Backoff(Limits limits, std::uint64_t seed) : limits_(limits), random_(seed) {}

  // Between half of the present delay and all of it; the next one is twice as long. Never less than `least`, which a
  // server may ask for.
  std::chrono::milliseconds next(std::chrono::milliseconds least = {}) {
    const auto whole = std::min(limits_.first * (1u << std::min(tries_, 20u)), limits_.most);
    ++tries_;
    return std::max(least, whole - spread(whole / 2));
  }
  void reset() { tries_ = 0; }

  // Somewhere in [0, most].
  std::chrono::milliseconds spread(std::chrono::milliseconds most) {
    return std::chrono::milliseconds(random_() % static_cast<std::uint64_t>(most.count() + 1));
  }

 private:
  Limits limits_;
  std::mt19937_64 random_;
  unsigned tries_ = 0;
};

}  // namespace perigee::kube
