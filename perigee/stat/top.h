// top: the n rows of greatest value (SQL's ORDER BY … LIMIT, dplyr's slice_max), ties broken by name.
#pragma once

#include <cstddef>
#include <string>

#include "perigee/data/table.h"

namespace perigee {

// The first n rows by (value descending, name ascending): the same rows on every run, also when values are equal.
// Missing values rank last. Fewer than n rows: all of them. O(rows log rows).
Table top(const Table& table, std::size_t n, const std::string& value, const std::string& name);

}  // namespace perigee
