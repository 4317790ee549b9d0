#include "perigee/stat/aggregate.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "perigee/stat/quantile.h"

namespace perigee {
namespace {

constexpr std::array<std::string_view, 5> kWords{"count", "sum", "mean", "median", "share"};

struct Tally {
  double rows = 0, sum = 0;
};

using Results = std::vector<std::optional<double>>;

Results medians(std::span<const std::uint32_t> groups, std::size_t count, std::span<const double> values) {
  std::vector<std::vector<double>> members(count);
  for (std::size_t row = 0; row < groups.size(); ++row)
    if (groups[row] < count && !std::isnan(values[row])) members[groups[row]].push_back(values[row]);
  Results results(count);
  for (std::size_t group = 0; group < count; ++group) {
    std::sort(members[group].begin(), members[group].end());
    if (!members[group].empty()) results[group] = quantile(members[group], 0.5);
  }
  return results;
}

std::vector<Tally> tallies_of(std::span<const std::uint32_t> groups, std::size_t count,
                              std::span<const double> values) {
  std::vector<Tally> tallies(count);
  for (std::size_t row = 0; row < groups.size(); ++row) {
    const double value = values.empty() ? 1 : values[row];
    if (groups[row] >= count || std::isnan(value)) continue;
    tallies[groups[row]].rows += 1;
    tallies[groups[row]].sum += value;
  }
  return tallies;
}

std::optional<double> quotient(double part, double whole) {
  return whole == 0 ? std::nullopt : std::optional(part / whole);
}

}  // namespace

std::vector<std::string> aggregate_words() { return {kWords.begin(), kWords.end()}; }

Aggregate aggregate_of(std::string_view word) {
  const auto found = std::find(kWords.begin(), kWords.end(), word);
  return found == kWords.end() ? Aggregate::count : static_cast<Aggregate>(found - kWords.begin());
}

bool needs_values(Aggregate aggregate) { return aggregate != Aggregate::count && aggregate != Aggregate::share; }

bool adds_up(Aggregate aggregate) { return aggregate != Aggregate::mean && aggregate != Aggregate::median; }

std::vector<std::optional<double>> aggregated(Aggregate aggregate, std::span<const std::uint32_t> groups,
                                              std::size_t count, std::span<const double> values) {
  if (aggregate == Aggregate::median) return medians(groups, count, values);
  const std::vector<Tally> tallies = tallies_of(groups, count, values);
  double whole = 0;
  for (const Tally& tally : tallies) whole += tally.sum;
  Results results;
  for (const Tally& tally : tallies) {
    if (aggregate == Aggregate::count) results.push_back(tally.rows);
    if (aggregate == Aggregate::sum) results.push_back(tally.sum);
    if (aggregate == Aggregate::mean) results.push_back(quotient(tally.sum, tally.rows));
    if (aggregate == Aggregate::share) results.push_back(quotient(tally.sum, whole));
  }
  return results;
}

}  // namespace perigee
