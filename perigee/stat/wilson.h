// Wilson's score interval: which true shares a number of successes is compatible with.
//
// Wilson 1927, "Probable inference, the law of succession, and statistical inference". Unlike the textbook interval it
// stays within [0, 1] and says something of few trials, also where all or none succeeded.
#pragma once

#include <cstdint>

namespace perigee {

struct Interval {
  double low = 0, high = 1;
  bool operator==(const Interval&) const = default;
};

// Without a trial every share is possible. Preconditions: 0 ≤ successes ≤ trials; `z` is that of the confidence.
Interval wilson(std::int64_t successes, std::int64_t trials, double z);

// The z beyond which a standard normal variable lies, on either side, with probability 1 − confidence: 1.96 for 0.95.
// Precondition: 0 < confidence < 1.
double two_sided_z(double confidence);

}  // namespace perigee
