// Bins of numbers: how wide they should be and how many values fall into each. Pure functions over finite values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace perigee {

struct Bins {
  std::vector<double> edges;  // ascending, one more than bins
  double width = 0;
};

// So many bins of equal width from the least to the greatest value; around a single value one of width 1.
// Preconditions: values are there, count ≥ 1.
Bins equal_bins(std::span<const double> values, std::size_t count);

// The width that the data ask for: Freedman and Diaconis's 2 · IQR · n^(−1/3), or where half of the values are equal
// Scott's 3.49 · s · n^(−1/3); no less than a 60th of the range; rounded to 1, 2, 2.5 or 5 × 10^k. Edges are multiples
// of it. Whole numbers, and those that have a few decimals only, lie on a lattice: each bin holds equally many of its
// points, and is centred on it where that is one.
Bins natural_bins(std::span<const double> values);

// Values in each bin: lower edges belong to a bin, and so does the last upper one. Values outside are not counted. A
// value's bin is computed and then checked against both of its edges, so that rounding moves no value.
std::vector<std::int64_t> count_in(const Bins& bins, std::span<const double> values);

}  // namespace perigee
