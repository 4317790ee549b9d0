#include "perigee/stat/where.h"

#include "perigee/stat/take.h"

namespace perigee {

Table where(const Table& table, const std::function<bool(std::size_t row)>& keep) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (keep(row)) rows.push_back(row);
  return rows.size() == table.rows() ? table : take(table, rows);
}

Table where(const Table& table, const Mask& keep) {
  return where(table, [&](std::size_t row) { return keep[row] != 0; });
}

Table between(const Table& table, std::string_view column, std::int64_t least, std::int64_t most) {
  const Column& values = table.column(column);
  return where(table, [&](std::size_t row) {
    return !values.is_missing(row) && values.integer(row) >= least && values.integer(row) <= most;
  });
}

}  // namespace perigee
