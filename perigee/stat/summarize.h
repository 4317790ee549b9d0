// summarize: one row per group with statistics of its rows (SQL's GROUP BY with SUM, AVG …, dplyr's summarise).
#pragma once

#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

enum class Statistic { known, sum, mean, median, least, most };

struct Summary {
  Statistic statistic;
  std::string column;  // integer, real or boolean
  std::string as;      // name of the result
};

// The key columns, then one column per summary, ascending by the keys, missing last (as count does).
//
// Missing cells take no part: `known` counts the others; a group without a known cell has sum 0 and no mean, median,
// least or most. known is an integer column, mean and median are real, the others have the type of their column
// (booleans count as 0 and 1 and give integers). Integer sums are exact within 64 bits. The median of an even number
// of cells is the mean of the middle two. O(rows), for a median O(rows log rows) and a copy of the column's numbers.
Table summarize(const Table& table, const std::vector<std::string>& keys, const std::vector<Summary>& summaries);

// With a column of that name that is 1 in each row: its sum is how many rows a group has.
Table with_ones(const Table& table, std::string name);

}  // namespace perigee
