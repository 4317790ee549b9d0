#include "perigee/stat/wilson.h"

#include <algorithm>
#include <cmath>

namespace perigee {

// By bisection: erfc falls steadily, and a few dozen halvings leave no digit open.
double two_sided_z(double confidence) {
  constexpr double kFarthest = 40;  // erfc is 0 in doubles beyond
  constexpr int kHalvings = 80;
  double near = 0, far = kFarthest;
  for (int i = 0; i < kHalvings; ++i) {
    const double z = (near + far) / 2;
    (std::erfc(z / std::sqrt(2.0)) > 1 - confidence ? near : far) = z;
  }
  return (near + far) / 2;
}

Interval wilson(std::int64_t successes, std::int64_t trials, double z) {
  if (trials == 0) return {0, 1};
  const double n = static_cast<double>(trials), share = static_cast<double>(successes) / n;
  const double scale = 1 + z * z / n;
  const double centre = (share + z * z / (2 * n)) / scale;
  const double half = z / scale * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {successes == 0 ? 0 : std::max(0.0, centre - half), successes == trials ? 1 : std::min(1.0, centre + half)};
}

}  // namespace perigee
