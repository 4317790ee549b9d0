#include "perigee/stat/nearest.h"

#include <algorithm>
#include <numeric>

#include "perigee/stat/correlation.h"

namespace perigee {

std::vector<std::uint32_t> nearest_rows(std::span<const std::vector<double>> features, std::span<const double> point,
                                        std::size_t k) {
  if (features.empty()) return {};
  std::vector<double> distances(features.front().size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const double deviation = moments(features[i]).deviation;
    if (deviation == 0) continue;
    for (std::size_t row = 0; row < distances.size(); ++row) {
      const double apart = (features[i][row] - point[i]) / deviation;
      distances[row] += apart * apart;
    }
  }
  std::vector<std::uint32_t> rows(distances.size());
  std::iota(rows.begin(), rows.end(), std::uint32_t{0});
  const auto count = static_cast<std::ptrdiff_t>(std::min(k, rows.size()));
  std::partial_sort(rows.begin(), rows.begin() + count, rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return distances[a] != distances[b] ? distances[a] < distances[b] : a < b;
  });
  rows.resize(static_cast<std::size_t>(count));
  return rows;
}

double percentile_of(std::span<const double> values, double value) {
  if (values.empty()) return 0;
  double below = 0;
  for (const double other : values) below += other < value ? 1 : other == value ? 0.5 : 0;
  return below / static_cast<double>(values.size());
}

}  // namespace perigee
