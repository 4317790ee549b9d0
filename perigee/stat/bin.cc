#include "perigee/stat/bin.h"

namespace perigee {

std::int64_t start_of_period(std::int64_t value, std::int64_t width) {
  const std::int64_t rest = value % width;
  return value - (rest < 0 ? rest + width : rest);
}

Table bin(const Table& table, const std::string& column, std::int64_t width, const std::string& as) {
  const Column& values = table.column(column);
  ColumnBuilder starts(as, Type::integer);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values.is_missing(row))
      starts.add_missing();
    else
      starts.add(start_of_period(values.integer(row), width));
  }
  return table.with(starts.build());
}

}  // namespace perigee
