// Filters: "country=USA", "year>=1957". A column, a comparison, a value.
//
// Several `=` of one column are alternatives; all else must hold together. Words are compared without case (ASCII).
// Dates are compared by the period that is written: "date=2001" is the whole year. A missing cell fits only "column="
// (nothing after the sign); "column!=" keeps what is there.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/data/table.h"

namespace perigee {

enum class Comparison : std::uint8_t { equal, unequal, less, at_most, greater, at_least };

struct Filter {
  std::string column;  // as the user names it, or the dataset's own name once it was looked up
  Comparison comparison = Comparison::equal;
  std::string value;
  bool operator==(const Filter&) const = default;
};

// All problems at once; `where` is "/parameters/filter".
Result<std::vector<Filter>> parse_filters(std::span<const std::string> texts);

// The problem of a text that is no filter, and the pattern of those that are (RE2 and ECMA syntax, one line of text).
Problem unreadable_filter(const std::string& text);
inline constexpr std::string_view kFilterPattern = "^[^!=<>]*[^ !=<>][^!=<>]*(!?=|[<>]= *[^ ]|[<>] +[^ ]|[<>][^ =])";

// What is wrong with the value for a column of this type; empty when nothing is.
Problems check(const Filter& filter, Type type);

// "country = USA or China and year ≥ 1957".
std::string in_words(std::span<const Filter> filters);

// The rows that fit. The columns are those of the table; the filters passed check for their types.
Table keep(const Table& table, std::span<const Filter> filters);

}  // namespace perigee
