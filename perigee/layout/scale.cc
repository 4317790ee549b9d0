#include "perigee/layout/scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perigee {

double LinearScale::operator()(double value) const {
  if (from == to) return (start + end) / 2;
  return start + (value - from) / (to - from) * (end - start);
}

double NumberScale::operator()(double value) const {
  if (!logarithmic) return linear(value);
  return value > 0 ? linear(std::log10(value)) : std::numeric_limits<double>::quiet_NaN();
}

NumberScale linear_scale(double from, double to, double start, double end) { return {{from, to, start, end}, false}; }

NumberScale log_scale(double from, double to, double start, double end) {
  return {{std::log10(from), std::log10(to), start, end}, true};
}

std::size_t RampScale::rank(double value) const {
  constexpr double kTie = 1e-9;  // logarithms may differ in their last bit; halves must not fall either way by it
  if (!(value > 1) || !(most > 1)) return 0;
  const double share = std::log(value) / std::log(most);
  return static_cast<std::size_t>(std::clamp(std::floor(share * (kClasses - 1) + 0.5 + kTie), 0.0, kClasses - 1.0));
}

std::uint8_t RampScale::step(std::size_t rank) { return static_cast<std::uint8_t>(rank * 255 / (kClasses - 1)); }

std::uint8_t LinearRamp::operator()(double value) const {
  constexpr double kTie = 1e-9;
  if (!(most > least)) return 128;
  const double share = std::clamp((value - least) / (most - least), 0.0, 1.0);
  return static_cast<std::uint8_t>(std::floor(share * (kClasses - 1) + 0.5 + kTie) * 255 / (kClasses - 1));
}

}  // namespace perigee
