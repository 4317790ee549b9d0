#include "perigee/stat/arrange.h"

#include <algorithm>
#include <compare>
#include <numeric>

#include "perigee/stat/take.h"

namespace perigee {
namespace {

std::partial_ordering compare_cells(const Column& column, std::size_t a, std::size_t b) {
  switch (column.type()) {
    case Type::category:
    case Type::text:
      return column.text(a) <=> column.text(b);
    case Type::real:
      return column.number(a) <=> column.number(b);
    default:
      return column.integer(a) <=> column.integer(b);
  }
}

// Negative: a first; positive: b first; 0: equal.
int precedence(const Column& column, Order order, std::size_t a, std::size_t b) {
  const bool no_a = column.is_missing(a), no_b = column.is_missing(b);
  if (no_a || no_b) return static_cast<int>(no_a) - static_cast<int>(no_b);
  const std::partial_ordering cells = compare_cells(column, a, b);
  if (std::is_eq(cells)) return 0;
  return std::is_lt(cells) == (order == Order::ascending) ? -1 : 1;
}

}  // namespace

Table arrange(const Table& table, const std::vector<By>& keys) {
  std::vector<const Column*> columns;
  for (const By& key : keys) columns.push_back(&table.column(key.column));
  std::vector<std::size_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    for (std::size_t k = 0; k < keys.size(); ++k)
      if (const int first = precedence(*columns[k], keys[k].order, a, b)) return first < 0;
    return false;
  });
  return take(table, rows);
}

}  // namespace perigee
