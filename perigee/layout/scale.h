// Scales: from values to logical pixels or to steps of the colour ramp. The only place where data become positions.
#pragma once

#include <cstddef>
#include <cstdint>

namespace perigee {

// [from, to] → [start, end]; the range may run backwards. An empty domain maps to the middle of the range.
struct LinearScale {
  double from = 0, to = 1;
  double start = 0, end = 1;

  double operator()(double value) const;
};

// A scale of numbers along an axis: linear in the values or, logarithmic, in their logarithms. There zero and negative
// values have no place: NaN.
struct NumberScale {
  LinearScale linear = {};  // of the values or of their logarithms to base 10
  bool logarithmic = false;

  double operator()(double value) const;
};
NumberScale linear_scale(double from, double to, double start, double end);
NumberScale log_scale(double from, double to, double start, double end);  // 0 < from ≤ to

// `count` equal bands side by side from `start` on.
struct BandScale {
  double start = 0, step = 1;

  double low(std::size_t index) const { return start + step * static_cast<double>(index); }
  double high(std::size_t index) const { return low(index + 1); }
};

// Counts on a logarithm: 1 (and less) is the first step of the ramp, `most` the last. The ramp is used in kClasses
// classes, so that a picture keeps few colours and equal shades mean like values.
struct RampScale {
  static constexpr std::size_t kClasses = 12;
  double most = 1;

  std::size_t rank(double value) const;        // the class, 0 … kClasses − 1
  static std::uint8_t step(std::size_t rank);  // its place on the ramp
  std::uint8_t operator()(double value) const { return step(rank(value)); }
};

// Values between `least` and `most` as steps of the ramp, in an odd number of classes, so that the middle has its own.
struct LinearRamp {
  static constexpr std::size_t kClasses = 21;
  double least = 0, most = 1;

  std::uint8_t operator()(double value) const;
};

}  // namespace perigee
