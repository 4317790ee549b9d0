// The rows nearest to a point, each feature measured in its own standard deviations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace perigee {

// The numbers of the k rows nearest to `point` (Euclidean distance of the standardised features), nearest first, equal
// ones in the order of rows. A feature without spread takes no part. All lists have one length and no NaN; `point` has
// one value a list. Fewer than k rows: all of them.
std::vector<std::uint32_t> nearest_rows(std::span<const std::vector<double>> features, std::span<const double> point,
                                        std::size_t k);

// The share of the values below `value`, those equal to it counted half: 0…1.
double percentile_of(std::span<const double> values, double value);

}  // namespace perigee
