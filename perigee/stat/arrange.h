// arrange: rows in an order (SQL's ORDER BY, dplyr's arrange).
#pragma once

#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

enum class Order { ascending, descending };

struct By {
  std::string column;
  Order order = Order::ascending;
};

// Sorted by the first key, ties by the next; rows equal in all keys keep their order. Numbers and times by value, words
// by their bytes (no locale); missing cells come last in either order. O(n log n).
Table arrange(const Table& table, const std::vector<By>& keys);

}  // namespace perigee
