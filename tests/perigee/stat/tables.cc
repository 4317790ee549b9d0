#include "tests/perigee/stat/tables.h"

#include <rapidcheck.h>

#include <utility>

namespace perigee::tests {
namespace {

template <class Cell>
Column column_of(std::string name, Type type, const std::vector<std::optional<Cell>>& cells) {
  ColumnBuilder builder(std::move(name), type);
  for (const auto& cell : cells) {
    if (!cell)
      builder.add_missing();
    else if constexpr (std::is_same_v<Cell, std::string>)
      builder.add(std::string_view(*cell));
    else
      builder.add(*cell);
  }
  return builder.build();
}

template <class Cell>
std::vector<std::optional<Cell>> cells_of(std::size_t rows, const rc::Gen<Cell>& gen, bool with_missing) {
  std::vector<std::optional<Cell>> cells(rows);
  for (auto& cell : cells)
    if (!with_missing || *rc::gen::inRange(0, 5) > 0) cell = *gen;
  return cells;
}

Table table_of(bool with_missing) {
  const auto rows = static_cast<std::size_t>(*rc::gen::inRange(0, 60));
  const auto words = rc::gen::element<std::string>("Russia", "USA", "China", "Ünïcode", "a");
  return Table(
      {integers("year", cells_of<std::int64_t>(rows, rc::gen::inRange<std::int64_t>(1950, 1961), with_missing)),
       categories("name", cells_of<std::string>(rows, words, with_missing)),
       integers("n", cells_of<std::int64_t>(rows, rc::gen::inRange<std::int64_t>(0, 10), with_missing))});
}

}  // namespace

Column integers(std::string name, const Integers& cells) { return column_of(std::move(name), Type::integer, cells); }
Column reals(std::string name, const std::vector<std::optional<double>>& cells) {
  return column_of(std::move(name), Type::real, cells);
}
Column categories(std::string name, const Words& cells) { return column_of(std::move(name), Type::category, cells); }
Column texts(std::string name, const Words& cells) { return column_of(std::move(name), Type::text, cells); }

std::string lines(const Table& table) {
  std::string text;
  for (const Column& column : table.columns()) text += (text.empty() ? "" : " ") + column.name();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string line;
    for (const Column& column : table.columns())
      line += (line.empty() ? "" : " ") + (column.is_missing(row) ? "-" : column.display(row));
    text += "|" + line;
  }
  return text;
}

Table random_table() { return table_of(true); }
Table random_whole_table() { return table_of(false); }

}  // namespace perigee::tests
