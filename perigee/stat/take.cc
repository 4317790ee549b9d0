#include "perigee/stat/take.h"

#include <utility>
#include <vector>

#include "perigee/stat/cell.h"

namespace perigee {

Table take(const Table& table, std::span<const std::size_t> rows) {
  std::vector<Column> columns;
  for (const Column& column : table.columns()) {
    ColumnBuilder taken(column.name(), column.type());
    for (const std::size_t row : rows) add_cell(taken, column, row);
    columns.push_back(taken.build());
  }
  return Table(std::move(columns));
}

}  // namespace perigee
