// The least and the greatest of the numbers among values.
#pragma once

#include <span>

namespace perigee {

struct Extent {
  double least = 0, most = 0;
};

// Of the finite values, or of the positive ones among them; 0 … 0 if there are none.
Extent finite_extent(std::span<const double> values);
Extent positive_extent(std::span<const double> values);

}  // namespace perigee
