// complete: rows for the years in which nothing happened (tidyr's complete).
#pragma once

#include <cstdint>
#include <string>

#include "perigee/data/table.h"

namespace perigee {

// One row for every integer from least to most, ascending by `key`; rows that the table lacks hold 0 in every other
// column. Rows outside the range are left out. Preconditions: `key` is an integer column of distinct cells without
// missing ones, the others are integer, real or boolean; most − least is small (years, not milliseconds).
Table complete(const Table& table, const std::string& key, std::int64_t least, std::int64_t most);

}  // namespace perigee
