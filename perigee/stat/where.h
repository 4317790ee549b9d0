// where: the rows that meet a condition (SQL's WHERE, dplyr's filter), in their old order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// One byte a row; other than 0 keeps the row.
using Mask = std::vector<std::uint8_t>;

// Precondition: the mask has table.rows() bytes. O(rows + kept × columns).
Table where(const Table& table, const Mask& keep);
Table where(const Table& table, const std::function<bool(std::size_t row)>& keep);

// Rows whose integer lies in [least, most]; a missing cell lies nowhere. Precondition: the column is an integer one.
Table between(const Table& table, std::string_view column, std::int64_t least, std::int64_t most);

}  // namespace perigee
