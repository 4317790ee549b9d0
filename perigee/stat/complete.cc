#include "perigee/stat/complete.h"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "perigee/stat/cell.h"

namespace perigee {
namespace {

Column completed(const Column& column, const std::map<std::int64_t, std::size_t>& rows, std::int64_t least,
                 std::int64_t most) {
  ColumnBuilder cells(column.name(), column.type());
  for (std::int64_t key = least; key <= most; ++key) {
    const auto row = rows.find(key);
    if (row != rows.end())
      add_cell(cells, column, row->second);
    else
      add_number(cells, column.type(), 0);
  }
  return cells.build();
}

}  // namespace

Table complete(const Table& table, const std::string& key, std::int64_t least, std::int64_t most) {
  const Column& keys = table.column(key);
  std::map<std::int64_t, std::size_t> rows;
  for (std::size_t row = 0; row < keys.size(); ++row) rows.emplace(keys.integer(row), row);
  ColumnBuilder range(key, Type::integer);
  for (std::int64_t at = least; at <= most; ++at) range.add(at);
  std::vector<Column> columns;
  for (const Column& column : table.columns())
    columns.push_back(column.name() == key ? range.build() : completed(column, rows, least, most));
  return Table(std::move(columns));
}

}  // namespace perigee
