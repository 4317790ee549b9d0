#include "perigee/stat/pivot.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "perigee/stat/cell.h"

namespace perigee {
namespace {

// Distinct displays of a column in order of first appearance, and for each row which of them it has.
struct Distinct {
  std::vector<std::string> words;
  std::vector<std::size_t> first;  // the row where a word appeared first
  std::vector<std::size_t> of_row;
};

Distinct distinct(const Column& column) {
  Distinct found;
  std::map<std::string, std::size_t> places;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const auto [at, is_new] = places.try_emplace(column.display(row), found.words.size());
    if (is_new) found.words.push_back(at->first), found.first.push_back(row);
    found.of_row.push_back(at->second);
  }
  return found;
}

Column cells_of(const Column& column, const std::vector<std::size_t>& rows) {
  ColumnBuilder cells(column.name(), column.type());
  for (const std::size_t row : rows) add_cell(cells, column, row);
  return cells.build();
}

template <class Number>
std::vector<Column> sums(const Column& values, const Distinct& rows, const Distinct& names) {
  std::vector<std::vector<Number>> sum(names.words.size(), std::vector<Number>(rows.words.size()));
  for (std::size_t row = 0; row < values.size(); ++row)
    if (!values.is_missing(row)) {
      if constexpr (std::is_same_v<Number, double>)
        sum[names.of_row[row]][rows.of_row[row]] += values.number(row);
      else
        sum[names.of_row[row]][rows.of_row[row]] += values.integer(row);
    }
  std::vector<Column> columns;
  for (std::size_t name = 0; name < names.words.size(); ++name) {
    ColumnBuilder cells(names.words[name], values.type() == Type::real ? Type::real : Type::integer);
    for (const Number number : sum[name]) cells.add(number);
    columns.push_back(cells.build());
  }
  return columns;
}

}  // namespace

Table pivot(const Table& table, const std::string& row, const std::string& names, const std::string& values) {
  const Distinct rows = distinct(table.column(row)), words = distinct(table.column(names));
  const Column& numbers = table.column(values);
  std::vector<Column> columns{cells_of(table.column(row), rows.first)};
  for (Column& column :
       numbers.type() == Type::real ? sums<double>(numbers, rows, words) : sums<std::int64_t>(numbers, rows, words))
    columns.push_back(std::move(column));
  return Table(std::move(columns));
}

Table unpivot(const Table& table, const std::vector<std::string>& columns, const std::string& names,
              const std::string& values) {
  std::vector<ColumnBuilder> kept;
  std::vector<const Column*> sources;
  for (const Column& column : table.columns())
    if (std::find(columns.begin(), columns.end(), column.name()) == columns.end()) {
      kept.emplace_back(column.name(), column.type());
      sources.push_back(&column);
    }
  ColumnBuilder name(names, Type::category), value(values, table.column(columns.front()).type());
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (const std::string& column : columns) {
      for (std::size_t k = 0; k < kept.size(); ++k) add_cell(kept[k], *sources[k], row);
      name.add(std::string_view(column));
      add_cell(value, table.column(column), row);
    }
  std::vector<Column> built;
  for (ColumnBuilder& builder : kept) built.push_back(builder.build());
  built.push_back(name.build());
  built.push_back(value.build());
  return Table(std::move(built));
}

}  // namespace perigee
