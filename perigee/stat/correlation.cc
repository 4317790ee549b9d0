#include "perigee/stat/correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace perigee {
namespace {

using Order = std::vector<std::uint32_t>;

// Numbers of the values put into buckets of equal width, the buckets in ascending order; `starts` are their ends.
struct Buckets {
  Order order;
  std::vector<std::uint32_t> ends;
};

Buckets bucketed(std::span<const double> values, double least, double most) {
  constexpr std::size_t kPerBucket = 8, kMostBuckets = 1 << 17;
  const std::size_t count = std::clamp<std::size_t>(values.size() / kPerBucket, 1, kMostBuckets);
  const double scale = most > least ? static_cast<double>(count - 1) / (most - least) : 0;
  const auto bucket_of = [=](double value) { return static_cast<std::size_t>((value - least) * scale); };
  Buckets buckets{Order(values.size()), std::vector<std::uint32_t>(count)};
  for (const double value : values) ++buckets.ends[bucket_of(value)];
  std::partial_sum(buckets.ends.begin(), buckets.ends.end(), buckets.ends.begin());
  std::vector<std::uint32_t> next = buckets.ends;
  for (std::size_t i = values.size(); i-- > 0;)
    buckets.order[--next[bucket_of(values[i])]] = static_cast<std::uint32_t>(i);
  return buckets;
}

// The values' numbers in ascending order of the values: a bucket sort, since comparing a million is too slow to draw
// by.
Order ascending(std::span<const double> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  Buckets buckets = bucketed(values, *least, *most);
  std::uint32_t begin = 0;
  for (const std::uint32_t end : buckets.ends) {
    std::sort(buckets.order.begin() + begin, buckets.order.begin() + end,
              [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
    begin = end;
  }
  return std::move(buckets.order);
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Sums of the products of deviations from the means.
struct Products {
  double mean_x = 0, mean_y = 0;
  double xx = 0, yy = 0, xy = 0;
};

// Nothing for fewer than two values or where one list is constant.
std::optional<Products> products_of(std::span<const double> x, std::span<const double> y) {
  if (x.size() < 2) return std::nullopt;
  Products sums{.mean_x = mean_of(x), .mean_y = mean_of(y)};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - sums.mean_x, dy = y[i] - sums.mean_y;
    sums.xx += dx * dx;
    sums.yy += dy * dy;
    sums.xy += dx * dy;
  }
  const double size = std::sqrt(sums.xx) * std::sqrt(sums.yy);
  if (!(size > 0) || !std::isfinite(size)) return std::nullopt;
  return sums;
}

}  // namespace

std::optional<double> pearson(std::span<const double> x, std::span<const double> y) {
  const std::optional<Products> products = products_of(x, y);
  if (!products) return std::nullopt;
  return std::clamp(products->xy / (std::sqrt(products->xx) * std::sqrt(products->yy)), -1.0, 1.0);
}

std::optional<double> spearman(std::span<const double> x, std::span<const double> y) {
  if (x.size() < 2) return std::nullopt;
  return pearson(ranks(x), ranks(y));
}

std::optional<StraightLine> least_squares(std::span<const double> x, std::span<const double> y) {
  const std::optional<Products> products = products_of(x, y);
  if (!products) return std::nullopt;
  return StraightLine{products->mean_x, products->mean_y, products->xy / products->xx};
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<double> ranks(values.size());
  if (values.empty()) return ranks;
  const Order order = ascending(values);
  for (std::size_t first = 0; first < order.size();) {
    std::size_t after = first + 1;
    while (after < order.size() && values[order[after]] == values[order[first]]) ++after;
    const double shared = static_cast<double>(first + after + 1) / 2;
    for (; first < after; ++first) ranks[order[first]] = shared;
  }
  return ranks;
}

Moments moments(std::span<const double> values) {
  if (values.empty()) return {};
  Moments result{values.size(), mean_of(values), 0};
  if (values.size() < 2) return result;
  double sum = 0;
  for (const double value : values) sum += (value - result.mean) * (value - result.mean);
  result.deviation = std::sqrt(sum / static_cast<double>(values.size() - 1));
  return result;
}

}  // namespace perigee
