// first: the first row of each group in an order (SQL's DISTINCT ON, dplyr's slice_min without ties).
#pragma once

#include <string>

#include "perigee/data/table.h"
#include "perigee/stat/where.h"

namespace perigee {

// One row of the table per value of `key`: the one whose `order` (integer, real or datetime) is least, of equal ones
// the first; ascending by the key, missing last. Rows without an order take no part, nor those that the mask does not
// keep. O(rows).
Table first(const Table& table, const std::string& key, const std::string& order);
Table first(const Table& table, const std::string& key, const std::string& order, const Mask& keep);

}  // namespace perigee
