#include "perigee/stat/top.h"

#include <algorithm>

#include "perigee/stat/arrange.h"

namespace perigee {

Table top(const Table& table, std::size_t n, const std::string& value, const std::string& name) {
  return arrange(table, {{value, Order::descending}, {name, Order::ascending}}).slice(0, std::min(n, table.rows()));
}

}  // namespace perigee
