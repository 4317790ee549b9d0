// aggregate: one number for each group of rows: how many there are, or what their values come to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perigee {

enum class Aggregate : std::uint8_t { count, sum, mean, median, share };

std::vector<std::string> aggregate_words();     // "count", "sum", "mean", "median", "share"
Aggregate aggregate_of(std::string_view word);  // one of these words; anything else counts
bool needs_values(Aggregate aggregate);         // sum, mean and median do; a share is of rows where there are none
bool adds_up(Aggregate aggregate);              // count, sum and share: nothing is zero

// One result for each of the groups 0…count − 1. A row whose group is count or more takes no part, nor does one whose
// value is NaN. `values` is parallel to `groups`, or empty to count rows. A mean or median of no value is nothing; a
// share is of what all groups come to, and nothing where that is zero.
std::vector<std::optional<double>> aggregated(Aggregate aggregate, std::span<const std::uint32_t> groups,
                                              std::size_t count, std::span<const double> values);

}  // namespace perigee
