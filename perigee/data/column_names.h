// The names of columns from what a header or the keys of JSON objects say: trimmed, never empty, all different.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"

namespace perigee {

struct ColumnNames {
  std::vector<std::string> names;
  Problems problems;  // empty and duplicate names: reported, and made usable
};

// `raw` must be clean. An empty name becomes "column 3", a second "Year" becomes "Year (2)".
ColumnNames column_names(std::span<const std::string> raw, std::uint64_t line);

// "Unnamed: 0", as pandas writes an index that had no name.
bool is_unnamed(std::string_view raw);

inline constexpr std::size_t kLongestName = 256;

}  // namespace perigee
