#include "perigee/data/table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>

namespace perigee {
namespace {

constexpr std::array<std::string_view, 6> kTypeWords = {"integer", "real", "category", "text", "datetime", "boolean"};

}  // namespace

std::string_view word(Type type) { return kTypeWords[static_cast<std::size_t>(type)]; }

std::optional<Type> type_of(std::string_view word) {
  const auto* const found = std::find(kTypeWords.begin(), kTypeWords.end(), word);
  if (found == kTypeWords.end()) return std::nullopt;
  return static_cast<Type>(found - kTypeWords.begin());
}

Table::Table(std::vector<Column> columns)
    : columns_(std::move(columns)), rows_(columns_.empty() ? 0 : columns_.front().size()) {
  assert(std::all_of(columns_.begin(), columns_.end(), [&](const Column& c) { return c.size() == rows_; }));
}

const Column* Table::find(std::string_view name) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name() == name; });
  return found == columns_.end() ? nullptr : &*found;
}

const Column& Table::column(std::string_view name) const {
  if (const Column* found = find(name)) return *found;
  throw std::out_of_range("The table has no column '" + std::string(name) + "'.");
}

Table Table::slice(std::size_t begin, std::size_t end) const {
  std::vector<Column> columns;
  columns.reserve(columns_.size());
  for (const Column& column : columns_) columns.push_back(column.slice(begin, end));
  return Table(std::move(columns));
}

Table Table::select(std::span<const std::string> names) const {
  std::vector<Column> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.push_back(column(name));
  return Table(std::move(columns));
}

Table Table::with(Column column) const {
  std::vector<Column> columns = columns_;
  const auto same = [&](const Column& other) { return other.name() == column.name(); };
  const auto found = std::find_if(columns.begin(), columns.end(), same);
  if (found == columns.end()) {
    columns.push_back(std::move(column));
  } else {
    *found = std::move(column);
  }
  return Table(std::move(columns));
}

std::size_t Table::bytes() const {
  std::size_t sum = 0;
  for (const Column& column : columns_) sum += column.bytes();
  return sum;
}

}  // namespace perigee
