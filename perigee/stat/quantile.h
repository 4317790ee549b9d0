// Quantiles and the five numbers of a box plot. Pure functions over values without NaN.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace perigee {

// The quantile of type 7 (Hyndman and Fan 1996; the default of R, numpy and Excel): linear between the order statistics
// at (n − 1) · p. Preconditions: ascending, not empty, 0 ≤ p ≤ 1.
double quantile(std::span<const double> ascending, double p);

// Tukey's box: quartiles, median, and whiskers to the farthest values within 1.5 interquartile ranges of the quartiles.
struct BoxNumbers {
  double least = 0, lower = 0, median = 0, upper = 0, most = 0;  // whiskers, quartiles, median
  std::vector<double> outliers;                                  // beyond the whiskers, ascending
  std::size_t count = 0;                                         // of all values
};

// Precondition: not empty. O(n log n).
BoxNumbers box_numbers(std::vector<double> values);

}  // namespace perigee
