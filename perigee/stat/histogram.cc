#include "perigee/stat/histogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "perigee/stat/correlation.h"
#include "perigee/stat/numbers.h"
#include "perigee/stat/quantile.h"

namespace perigee {
namespace {

constexpr double kMostBins = 60;

// A width as mantissa / 10 × 10^exponent, so that its multiples are exact.
struct Width {
  int tenths = 10;
  int exponent = 0;

  double multiple(double k) const {
    const double power = std::pow(10.0, std::abs(exponent - 1));
    return exponent >= 1 ? k * tenths * power : k * tenths / power;
  }
  double value() const { return multiple(1); }
};

// The round width whose ratio to the wanted one is least. On a lattice of `decimals` it is one of whole steps: two and
// a half would hold two points or three, in turns.
Width rounded(double wanted, std::optional<int> decimals) {
  Width best;
  double least = INFINITY;
  const int decade = static_cast<int>(std::floor(std::log10(wanted)));
  for (int exponent = decade - 1; exponent <= decade + 1; ++exponent)
    for (const int tenths : {10, 20, 25, 50}) {
      if (decimals && (exponent < -*decimals || (exponent == -*decimals && tenths == 25))) continue;
      const Width width{tenths, exponent};
      const double ratio = std::abs(std::log(width.value() / wanted));
      if (ratio < least - 1e-12) least = ratio, best = width;
    }
  return best;
}

// A bin reaches to the next point of the lattice, not onto it: 2015–2019, and 2020 in a bin of its own. Of decimal
// fractions a bin of several has one more at the end, for a last bin of one would be read as a collapse.
bool is_closed(const Width& width, const Width& step) {
  constexpr double kSeveral = 4.5;
  return step.exponent < 0 && width.value() > kSeveral * step.value();
}

double asked_width(std::span<const double> ascending) {
  const double root = std::cbrt(static_cast<double>(ascending.size()));
  const double middle_half = quantile(ascending, 0.75) - quantile(ascending, 0.25);
  const double asked = middle_half > 0 ? 2 * middle_half / root : 3.49 * moments(ascending).deviation / root;
  return std::max(asked, (ascending.back() - ascending.front()) / kMostBins);
}

Bins one_bin(double value, bool whole) {
  const double half = whole || value == 0 ? 0.5 : std::abs(value) * 0.05;
  return {{value - half, value + half}, 2 * half};
}

// From the last multiple that is not above the least value to the first one that is not below the greatest.
Bins multiples(const Width& width, double least, double most, double shift) {
  Bins bins{{}, width.value()};
  double k = std::floor((least - shift) / bins.width);
  while (width.multiple(k) + shift > least) --k;
  while (width.multiple(k + 1) + shift <= least) ++k;
  bins.edges.push_back(width.multiple(k) + shift);
  do {
    bins.edges.push_back(width.multiple(++k) + shift);
  } while (bins.edges.back() < most);
  return bins;
}

}  // namespace

Bins equal_bins(std::span<const double> values, std::size_t count) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const double low = *least < *most ? *least : *least - 0.5, high = *least < *most ? *most : *most + 0.5;
  Bins bins{{}, (high - low) / static_cast<double>(count)};
  for (std::size_t i = 0; i < count; ++i)
    bins.edges.push_back(low + static_cast<double>(i) * (high - low) / static_cast<double>(count));
  bins.edges.push_back(high);
  return bins;
}

Bins natural_bins(std::span<const double> values) {
  std::vector<double> ascending(values.begin(), values.end());
  std::sort(ascending.begin(), ascending.end());
  const double least = ascending.front(), most = ascending.back();
  const std::optional<int> decimals = decimals_of(ascending);
  if (least == most) return one_bin(least, decimals == 0);
  const double asked = asked_width(ascending);
  if (!decimals) return multiples(rounded(asked, decimals), least, most, 0);
  const Width step{10, -*decimals};
  if (asked < 1.5 * step.value()) return multiples(step, least, most, -step.value() / 2);
  const Width width = rounded(asked, decimals);
  return multiples(width, least, is_closed(width, step) ? most : most + step.value() / 2, 0);
}

std::vector<std::int64_t> count_in(const Bins& bins, std::span<const double> values) {
  const std::size_t last = bins.edges.size() - 2;
  std::vector<std::int64_t> counts(last + 1);
  for (const double value : values) {
    if (value < bins.edges.front() || value > bins.edges.back()) continue;
    auto bin = std::min(last, static_cast<std::size_t>((value - bins.edges.front()) / bins.width));
    while (bin > 0 && value < bins.edges[bin]) --bin;
    while (bin < last && value >= bins.edges[bin + 1]) ++bin;
    ++counts[bin];
  }
  return counts;
}

}  // namespace perigee
