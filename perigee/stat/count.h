// count: how many rows there are of each combination of keys (SQL's GROUP BY with COUNT(*), dplyr's count).
#pragma once

#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// One row per combination that occurs: the key columns, then the integer `as`; ascending by the keys, missing last.
// A missing cell is a key of its own, so the counts always sum to table.rows(). One to four keys, no datetimes.
//
// One pass (two for integer keys) over the key columns alone, in blocks: memory depends on the number of combinations,
// not of rows. Up to a million possible combinations are counted in an array, more in a hash map.
Table count(const Table& table, const std::vector<std::string>& keys, const std::string& as = "n");

}  // namespace perigee
