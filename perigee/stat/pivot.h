// pivot and unpivot: a long table made wide and back (SQL's PIVOT, tidyr's pivot_wider and pivot_longer).
#pragma once

#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// One row per value of `row`, one column per word of `names`, both in order of first appearance; the cells are the sum
// of `values` (integer or real), 0 where the combination does not occur. A missing name has the heading "".
// A word of `names` that equals `row` would give two columns of one name: the caller's table must not hold one.
Table pivot(const Table& table, const std::string& row, const std::string& names, const std::string& values);

// One row per row and column named: the other columns, then the column's name in the category `names`, its cell in
// `values`. The columns named must have one type.
Table unpivot(const Table& table, const std::vector<std::string>& columns, const std::string& names,
              const std::string& values);

}  // namespace perigee
