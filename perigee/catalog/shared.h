// Parameters that several analyses have: one name, one meaning, one sentence of help.
#pragma once

#include <string_view>

namespace perigee {

struct Shared {
  std::string_view name, help;
};

namespace shared {

inline constexpr Shared kFrom = {"from", "first year shown"};
inline constexpr Shared kTo = {"to", "last year shown"};
inline constexpr Shared kTop = {"top", "how many rows are shown at most"};
inline constexpr Shared kLabels = {"labels", "how many places are named at most"};
inline constexpr Shared kHighlight = {"highlight", "name of the row or line set in strong colour; the others recede"};

// Which columns of any dataset are drawn. `x` and `y` lie along the axes, `value` is what is summed up or compared.
inline constexpr Shared kX = {"x", "column along the horizontal axis"};
inline constexpr Shared kY = {"y", "column along the vertical axis"};
inline constexpr Shared kValue = {"value", "column of the values that are summed up or compared"};
inline constexpr Shared kCategory = {"category", "column whose words are the rows"};
inline constexpr Shared kGroup = {"group", "column whose words split the data into coloured groups"};
inline constexpr Shared kAggregate = {
    "aggregate",
    "what is shown of each group of rows: how many, or of their values; else the sum where a column of values is "
    "named, and how many where none is"};
inline constexpr Shared kEvery = {"every", "length of the periods in which dates are gathered"};
inline constexpr Shared kBins = {"bins", "number of bins; 0 for the width that the data ask for"};
inline constexpr Shared kLog = {"log", "which axes are logarithmic"};

// Every analysis has this one: run_analysis applies it before draw sees the table.
inline constexpr Shared kFilter = {
    "filter",
    "rows to keep, such as country=USA or year>=1957: a column, one of = != < <= > >=, and a value; several = of one "
    "column are alternatives, all else must hold together"};

}  // namespace shared
}  // namespace perigee
