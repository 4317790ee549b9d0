// How two lists of numbers go together. Pure functions over values without NaN, both of one length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace perigee {

// Pearson's product-moment coefficient, −1…1, in two passes; nothing for fewer than two values or a constant list.
std::optional<double> pearson(std::span<const double> x, std::span<const double> y);

// Pearson's coefficient of the ranks: Spearman's.
std::optional<double> spearman(std::span<const double> x, std::span<const double> y);

// The straight line y = height + slope · (x − middle) with the least sum of squared distances in y; nothing where
// pearson knows nothing.
struct StraightLine {
  double middle = 0, height = 0, slope = 0;

  double operator()(double x) const { return height + slope * (x - middle); }
};
std::optional<StraightLine> least_squares(std::span<const double> x, std::span<const double> y);

// The rank of each value, 1…n; equal values share the mean of their ranks. O(n) for values that are spread evenly, at
// worst O(n log n). Fewer than 2^32 values.
std::vector<double> ranks(std::span<const double> values);

// What summarises one list.
struct Moments {
  std::size_t count = 0;
  double mean = 0;
  double deviation = 0;  // of the sample (n − 1); 0 for a single value
};
Moments moments(std::span<const double> values);

}  // namespace perigee
