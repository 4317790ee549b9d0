// Tables as literals, and as RapidCheck's inputs.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/data/table.h"

namespace perigee::tests {

using Integers = std::vector<std::optional<std::int64_t>>;
using Words = std::vector<std::optional<std::string>>;

inline constexpr std::nullopt_t kNone = std::nullopt;

Column integers(std::string name, const Integers& cells);
Column reals(std::string name, const std::vector<std::optional<double>>& cells);
Column categories(std::string name, const Words& cells);
Column texts(std::string name, const Words& cells);

// The whole table as lines of displayed cells, for comparison: "year n|1957 3|1958 28". A missing cell is "-".
std::string lines(const Table& table);

// "year" (integer, 1950–1960), "name" (category of five words) and "n" (integer, 0–9) with missing cells among them.
Table random_table();
// The same without missing cells.
Table random_whole_table();

}  // namespace perigee::tests
