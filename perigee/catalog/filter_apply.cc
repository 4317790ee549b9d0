// Filters are evaluated column by column, a block at a time: numbers as numbers, words by their dictionary codes.
#include <algorithm>
#include <cmath>
#include <map>

#include "perigee/catalog/filter.h"
#include "perigee/catalog/filter_value.h"

namespace perigee {
namespace {

using Mask = std::vector<std::uint8_t>;  // 1: the row is kept

// What a cell of one column has to be. Only `equal` has several values: they are alternatives.
struct Condition {
  const Column* column;
  Comparison comparison;
  std::vector<std::string> values;  // without the empty one
  bool missing_fits = false;        // "column="
};

std::vector<Condition> conditions_of(const Table& table, std::span<const Filter> filters) {
  std::vector<Condition> conditions;
  std::map<const Column*, std::size_t> alternatives;
  for (const auto& filter : filters) {
    const Column* column = &table.column(filter.column);
    const bool equal = filter.comparison == Comparison::equal;
    const auto same = alternatives.find(column);
    if (!equal || same == alternatives.end()) {
      if (equal) alternatives.emplace(column, conditions.size());
      conditions.push_back({column, filter.comparison, {}, false});
    }
    Condition& condition = equal ? conditions[alternatives.at(column)] : conditions.back();
    if (!filter.value.empty()) condition.values.push_back(filter.value);
    if (equal && filter.value.empty()) condition.missing_fits = true;
  }
  return conditions;
}

// Unequal to nothing: the cell is there, and that is enough.
template <class T>
bool compares(T cell, Comparison comparison, const std::vector<T>& values) {
  const auto is_cell = [&](T value) { return value == cell; };
  switch (comparison) {
    case Comparison::equal:
      return std::any_of(values.begin(), values.end(), is_cell);
    case Comparison::unequal:
      return std::none_of(values.begin(), values.end(), is_cell);
    case Comparison::less:
      return cell < values.front();
    case Comparison::at_most:
      return cell <= values.front();
    case Comparison::greater:
      return cell > values.front();
    case Comparison::at_least:
      return cell >= values.front();
  }
  return false;
}

bool compares(Millis cell, Comparison comparison, const std::vector<Period>& periods) {
  const auto within = [&](const Period& period) { return cell >= period.begin && cell < period.end; };
  switch (comparison) {
    case Comparison::equal:
      return std::any_of(periods.begin(), periods.end(), within);
    case Comparison::unequal:
      return std::none_of(periods.begin(), periods.end(), within);
    case Comparison::less:
      return cell < periods.front().begin;
    case Comparison::at_most:
      return cell < periods.front().end;
    case Comparison::greater:
      return cell >= periods.front().end;
    case Comparison::at_least:
      return cell >= periods.front().begin;
  }
  return false;
}

template <class Cell, class Read, class Fits>
void sift_blocks(std::size_t rows, Mask& mask, Read read, Fits fits) {
  std::vector<Cell> cells(std::min(rows, kRowsPerBlock));
  for (std::size_t begin = 0; begin < rows; begin += kRowsPerBlock) {
    const std::size_t count = std::min(kRowsPerBlock, rows - begin);
    read(begin, std::span<Cell>(cells.data(), count));
    for (std::size_t i = 0; i < count; ++i) mask[begin + i] &= static_cast<std::uint8_t>(fits(cells[i]));
  }
}

void sift_numbers(const Condition& condition, Mask& mask) {
  std::vector<double> values;
  for (const auto& text : condition.values) {
    const bool is_boolean = condition.column->type() == Type::boolean;
    values.push_back(is_boolean ? static_cast<double>(*boolean_in_filter(text)) : *number_in_filter(text));
  }
  sift_blocks<double>(
      mask.size(), mask, [&](std::size_t begin, auto out) { condition.column->read(begin, out); },
      [&](double cell) {
        return std::isnan(cell) ? condition.missing_fits : compares(cell, condition.comparison, values);
      });
}

void sift_times(const Condition& condition, Mask& mask) {
  std::vector<Period> periods;
  for (const auto& text : condition.values) periods.push_back(*period_in_filter(text));
  sift_blocks<std::int64_t>(
      mask.size(), mask, [&](std::size_t begin, auto out) { condition.column->read(begin, out); },
      [&](std::int64_t cell) {
        return cell == kMissing ? condition.missing_fits : compares(cell, condition.comparison, periods);
      });
}

std::vector<std::string> words_of(const Condition& condition) {
  std::vector<std::string> words;
  for (const auto& text : condition.values) words.push_back(word_in_filter(text));
  return words;
}

void sift_categories(const Condition& condition, Mask& mask) {
  const auto words = words_of(condition);
  std::vector<std::uint8_t> fitting;  // by code
  for (const auto& entry : condition.column->dictionary())
    fitting.push_back(compares(word_in_filter(entry), condition.comparison, words));
  sift_blocks<std::uint32_t>(
      mask.size(), mask, [&](std::size_t begin, auto out) { condition.column->read_codes(begin, out); },
      [&](std::uint32_t code) { return code == kMissingCode ? condition.missing_fits : fitting[code] != 0; });
}

void sift_texts(const Condition& condition, Mask& mask) {
  const auto words = words_of(condition);
  const Column& column = *condition.column;
  for (std::size_t row = 0; row < mask.size(); ++row) {
    if (mask[row] == 0) continue;
    const bool fits = column.is_missing(row) ? condition.missing_fits
                                             : compares(word_in_filter(column.text(row)), condition.comparison, words);
    mask[row] = fits;
  }
}

void sift(const Condition& condition, Mask& mask) {
  switch (condition.column->type()) {
    case Type::category:
      return sift_categories(condition, mask);
    case Type::text:
      return sift_texts(condition, mask);
    case Type::datetime:
      return sift_times(condition, mask);
    default:
      return sift_numbers(condition, mask);
  }
}

template <class Cell, class Read, class Add>
void copy_blocks(const Mask& mask, Read read, Add add) {
  std::vector<Cell> cells(std::min(mask.size(), kRowsPerBlock));
  for (std::size_t begin = 0; begin < mask.size(); begin += kRowsPerBlock) {
    const std::size_t count = std::min(kRowsPerBlock, mask.size() - begin);
    read(begin, std::span<Cell>(cells.data(), count));
    for (std::size_t i = 0; i < count; ++i)
      if (mask[begin + i] != 0) add(cells[i], begin + i);
  }
}

Column kept(const Column& column, const Mask& mask) {
  ColumnBuilder builder(column.name(), column.type());
  const auto read = [&](std::size_t begin, auto out) { column.read(begin, out); };
  const auto read_codes = [&](std::size_t begin, auto out) { column.read_codes(begin, out); };
  switch (column.type()) {
    case Type::integer:
    case Type::boolean:
      copy_blocks<std::int64_t>(mask, read, [&](std::int64_t cell, std::size_t) {
        cell == kMissing ? builder.add_missing() : builder.add(cell);
      });
      break;
    case Type::datetime:
      copy_blocks<std::int64_t>(mask, read, [&](std::int64_t cell, std::size_t row) {
        cell == kMissing ? builder.add_missing() : builder.add(cell, column.precision(row));
      });
      break;
    case Type::real:
      copy_blocks<double>(
          mask, read, [&](double cell, std::size_t) { std::isnan(cell) ? builder.add_missing() : builder.add(cell); });
      break;
    case Type::category:
      copy_blocks<std::uint32_t>(mask, read_codes, [&](std::uint32_t code, std::size_t) {
        code == kMissingCode ? builder.add_missing() : builder.add(std::string_view(column.dictionary()[code]));
      });
      break;
    case Type::text:
      for (std::size_t row = 0; row < mask.size(); ++row)
        if (mask[row] != 0) column.is_missing(row) ? builder.add_missing() : builder.add(column.text(row));
  }
  return builder.build();
}

}  // namespace

Table keep(const Table& table, std::span<const Filter> filters) {
  if (filters.empty()) return table;
  Mask mask(table.rows(), 1);
  for (const auto& condition : conditions_of(table, filters)) sift(condition, mask);
  if (std::all_of(mask.begin(), mask.end(), [](std::uint8_t fits) { return fits != 0; })) return table;
  std::vector<Column> columns;
  for (const auto& column : table.columns()) columns.push_back(kept(column, mask));
  return Table(std::move(columns));
}

}  // namespace perigee
