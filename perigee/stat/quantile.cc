#include "perigee/stat/quantile.h"

#include <algorithm>
#include <cmath>

namespace perigee {

double quantile(std::span<const double> ascending, double p) {
  const double place = static_cast<double>(ascending.size() - 1) * p;
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] + (place - std::floor(place)) * (ascending[above] - ascending[below]);
}

BoxNumbers box_numbers(std::vector<double> values) {
  constexpr double kReach = 1.5;
  std::sort(values.begin(), values.end());
  BoxNumbers box;
  box.count = values.size();
  box.lower = quantile(values, 0.25);
  box.median = quantile(values, 0.5);
  box.upper = quantile(values, 0.75);
  const double reach = kReach * (box.upper - box.lower);
  const auto first = std::lower_bound(values.begin(), values.end(), box.lower - reach);
  const auto after = std::upper_bound(values.begin(), values.end(), box.upper + reach);
  box.least = std::min(*first, box.lower);  // a quartile between two values may lie beyond the farthest one in reach
  box.most = std::max(*(after - 1), box.upper);
  box.outliers.assign(values.begin(), first);
  box.outliers.insert(box.outliers.end(), after, values.end());
  return box;
}

}  // namespace perigee
