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
inline constexpr Shared kHighlight = {"highlight", "name of the row or line set in strong colour; the others recede"};

// Every analysis has this one: run_analysis applies it before draw sees the table.
inline constexpr Shared kFilter = {
    "filter",
    "rows to keep, such as country=USA or year>=1957: a column, one of = != < <= > >=, and a value; several = of one "
    "column are alternatives, all else must hold together"};

}  // namespace shared
}  // namespace perigee
