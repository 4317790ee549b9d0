// take: rows by number, in the order asked for (dplyr's slice).
#pragma once

#include <cstddef>
#include <span>

#include "perigee/data/table.h"

namespace perigee {

// A table of the same columns with row rows[i] of `table` as its row i; a row may be taken more than once.
// Precondition: every number is < table.rows(). O(rows × columns), cell by cell: for counted tables, not for datasets.
Table take(const Table& table, std::span<const std::size_t> rows);

}  // namespace perigee
