#include "perigee/layout/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace perigee {
namespace {

// Steps in tenths, the best first.
constexpr std::array<int, 4> kSteps{10, 50, 20, 25};
constexpr int kMostCounted = 4;  // times the ticks that are wanted
constexpr double kExact = 1e15;  // multiples beyond it are no longer told apart

// Weights of the paper; legibility, which a caller ensures by `wanted`, counts as given.
constexpr double kSimplicity = 0.25, kCoverage = 0.2, kDensity = 0.5, kLegibility = 0.05;

// 10^exponent, exact for 0 … 22. By multiplication: a library's pow may differ in its last bit.
double power_of_ten(int exponent) {
  double power = 1;
  for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
  return exponent < 0 ? 1 / power : power;
}

double scaled(double mantissa, int exponent) {
  return exponent < 0 ? mantissa / power_of_ten(-exponent) : mantissa * power_of_ten(exponent);
}

// The least z with 10^z ≥ value > 0.
int decade_above(double value) {
  int z = 0;
  while (power_of_ten(z) < value) ++z;
  while (z > -300 && power_of_ten(z - 1) >= value) --z;
  return z;
}

double square(double x) { return x * x; }

// The search of the paper without skipped multiples (30 is no step), its bounds on the score included: it stops as soon
// as nothing better can follow.
class Search {
 public:
  Search(double least, double most, int wanted, TickUnit unit)
      : least_(least), most_(most), range_(most - least), wanted_(std::max(wanted, 2)), unit_(unit) {}

  std::vector<Tick> best_ticks() {
    for (std::size_t q = 0; q < kSteps.size(); ++q) try_counts(q);
    return best_;
  }

 private:
  void try_counts(std::size_t q) {
    for (int count = 2; count <= kMostCounted * wanted_ && score(simplest(q), 1, densest(count)) >= best_score_;
         ++count)
      try_decades(q, count);
  }

  void try_decades(std::size_t q, int count) {
    for (int z = decade_above(range_ / (count + 1) / kSteps[q]);; ++z) {
      const double step = scaled(kSteps[q], z);
      if (score(simplest(q), widest(step * (count - 1)), densest(count)) < best_score_) return;
      if (is_allowed(kSteps[q], z)) try_starts(q, count, z);
    }
  }

  bool is_allowed(int tenths, int z) const { return unit_ == TickUnit::any || z >= 0 || (z == -1 && tenths % 10 == 0); }

  void try_starts(std::size_t q, int count, int z) {
    const double step = scaled(kSteps[q], z);
    const double first = std::floor(most_ / step) - (count - 1), last = std::ceil(least_ / step);
    if (std::abs(first) > kExact || std::abs(last) > kExact) return;
    const auto end = static_cast<std::int64_t>(last);
    for (auto start = static_cast<std::int64_t>(first); start <= end; ++start)
      try_labels(q, count, z, static_cast<double>(start));
  }

  void try_labels(std::size_t q, int count, int z, double start) {
    const double low = scaled(start * kSteps[q], z), high = scaled((start + count - 1) * kSteps[q], z);
    if (low > least_ || high < most_) return;
    const bool has_zero = low <= 0 && high >= 0;
    const double simplicity = simplest(q) - (has_zero ? 0 : 1);
    const double value = score(simplicity, coverage(low, high), density(count, low, high));
    if (value <= best_score_) return;
    best_score_ = value;
    best_ = ticks(q, count, z, start);
  }

  static std::vector<Tick> ticks(std::size_t q, int count, int z, double start) {
    std::vector<Tick> result;
    result.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) result.push_back({(static_cast<std::int64_t>(start) + i) * kSteps[q], z});
    return result;
  }

  static double score(double simplicity, double coverage, double density) {
    return kSimplicity * simplicity + kCoverage * coverage + kDensity * density + kLegibility;
  }

  static double simplest(std::size_t q) { return 1 - static_cast<double>(q) / (kSteps.size() - 1); }

  double coverage(double low, double high) const {
    return 1 - 0.5 * (square(most_ - high) + square(least_ - low)) / square(0.1 * range_);
  }

  double widest(double span) const {
    return span <= range_ ? 1 : 1 - square((span - range_) / 2) / square(0.1 * range_);
  }

  double density(int count, double low, double high) const {
    const double ratio = (count - 1) / (high - low) / ((wanted_ - 1) / (std::max(high, most_) - std::min(low, least_)));
    return 2 - std::max(ratio, 1 / ratio);
  }

  double densest(int count) const { return count < wanted_ ? 1 : 2 - static_cast<double>(count - 1) / (wanted_ - 1); }

  double least_, most_, range_;
  int wanted_;
  TickUnit unit_;
  double best_score_ = -1e300;
  std::vector<Tick> best_;
};

// The greatest k with 10^k ≤ value.
int decade_below(double value) {
  const int above = decade_above(value);
  return power_of_ten(above) <= value ? above : above - 1;
}

// From the last tick that is not above `least` to the first that is not below `most`, of all multiples × 10^(step · k).
std::vector<Tick> decades_of(std::span<const int> multiples, int step, double least, double most) {
  std::vector<Tick> ticks;
  int exponent = decade_below(least);
  for (exponent -= ((exponent % step) + step) % step; ticks.empty() || ticks.back().value() < most; exponent += step)
    for (const int multiple : multiples) {
      const Tick tick{multiple, exponent};
      if (tick.value() <= least) ticks.clear();
      if (ticks.empty() || ticks.back().value() < most) ticks.push_back(tick);
    }
  return ticks;
}

}  // namespace

double Tick::value() const { return scaled(static_cast<double>(mantissa), exponent); }

std::vector<Tick> enclosing_ticks(double least, double most, int wanted, TickUnit unit) {
  return Search(least, most, wanted, unit).best_ticks();
}

std::vector<Tick> log_ticks(double least, double most, int wanted) {
  constexpr double kNarrow = 5;  // below it steps of 1, 2, 5 would leave most of the axis empty
  constexpr std::array<int, 3> kThree{1, 2, 5};
  constexpr std::array<int, 2> kTwo{1, 3};
  constexpr std::array<int, 1> kOne{1};
  if (most < kNarrow * least && most - least > 1e-9 * most) {
    auto ticks = enclosing_ticks(least, most, wanted);
    if (ticks.front().mantissa > 0) return ticks;
  }
  most = std::max(most, least * (1 + 1e-12));  // one value: the step above it
  const auto limit = static_cast<std::size_t>(std::max(wanted, 2));
  for (const std::span<const int> multiples : {std::span<const int>(kThree), std::span<const int>(kTwo)})
    if (auto ticks = decades_of(multiples, 1, least, most); ticks.size() <= limit) return ticks;
  for (int step = 1;; ++step)
    if (auto ticks = decades_of(kOne, step, least, most); ticks.size() <= limit || step > 300) return ticks;
}

std::vector<std::int64_t> year_ticks(std::int64_t first, std::int64_t last, int most) {
  constexpr std::array<std::int64_t, 3> kMultiples{1, 2, 5};
  const auto from = [](std::int64_t year, std::int64_t step) {  // the first multiple that is not before the year
    const std::int64_t rest = year % step;
    return rest > 0 ? year + step - rest : year - rest;
  };
  for (std::int64_t decade = 1;; decade *= 10)
    for (const std::int64_t multiple : kMultiples) {
      const std::int64_t step = multiple * decade;
      std::vector<std::int64_t> years;
      for (std::int64_t year = from(first, step); year <= last && std::ssize(years) <= most; year += step)
        years.push_back(year);
      if (std::ssize(years) <= most) return years;
    }
}

}  // namespace perigee
