// Launches counted by year and keys, ready to draw, and the words for sectors.
//
// It lies in stat, not in analyses, because every source file of perigee/analyses is an analysis and is registered as
// one. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/period.h"

namespace perigee {

inline constexpr std::string_view kPrivate = "Private", kState = "State", kOtherSector = "Other", kUnknown = "Unknown";

// "P", "private" → Private; "S", "state", "government" → State, without case; anything else, also nothing → Other.
std::string_view sector_word(std::string_view cell);

// Whether a text names Private, State or Other, and is not merely unknown.
bool is_sector(std::string_view text);

inline constexpr std::int64_t kFirstYear = 1900, kLastYear = 2200;  // the bounds of `from` and `to`

// Which launches the user asked for.
struct Selection {
  std::optional<std::int64_t> from, to;  // absent: as far as the data go
  std::string filter;                    // in words, "country = USA"; the table is filtered already
};

struct LaunchCounts {
  Table counts;                                // "year", the keys, "n": within the years asked for, ascending
  std::int64_t drawn = 0;                      // the sum of n
  std::int64_t matching = 0;                   // rows of the table, that is after the filter
  std::int64_t without_year = 0;               // of these: they can't be drawn
  std::int64_t first = 0, last = 0;            // least and greatest year in `counts`, 0 if there is none
  std::int64_t data_first = 0, data_last = 0;  // the same of all matching rows
};

// The table with the year as an integer, also where the file has it as a real number or as a date.
Table with_whole_years(const Table& launches);

// Counts by year and keys (roles). Sectors and outcomes ("status") are spelled out; a missing company or country is
// "Unknown", a missing number stays missing. The table must have the column "year". Years outside kFirstYear…kLastYear
// are not drawn. One pass over the key columns.
LaunchCounts count_launches(const Table& launches, std::vector<std::string> keys, const Selection& selection);

// Only these rows of the counts, with `drawn`, `first` and `last` of what is left.
LaunchCounts only(LaunchCounts launches, const std::function<bool(std::size_t row)>& keep);

// The rows of the years that were asked for; a launch without a year is in none.
Table within(const Table& launches, const Selection& selection);

// The year of a launch and the part of it that has passed by its date; its middle where no day is known. The year must
// be an integer.
double when_of(const Table& launches, std::size_t row);

// Sum of an integer column.
std::int64_t total(const Table& table, const std::string& column);

// Where the data end, if that is within the last year shown. `most` holds the greatest cell of each role.
std::optional<DataEnd> unfinished(const std::vector<std::pair<std::string, std::string>>& most, std::int64_t last);

}  // namespace perigee
