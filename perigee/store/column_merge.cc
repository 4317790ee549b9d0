#include "perigee/store/column_merge.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "perigee/data/loader.h"

namespace perigee {
namespace {

constexpr std::size_t kTop = 10;
const std::size_t kMostColumns = LoadOptions{}.max_columns;

bool is_pair(Type a, Type b, Type narrow, Type wide) {
  return (a == narrow && b == wide) || (a == wide && b == narrow);
}

std::optional<Type> common_type(Type a, Type b) {
  if (a == b) return a;
  if (is_pair(a, b, Type::integer, Type::real)) return Type::real;
  if (is_pair(a, b, Type::category, Type::text)) return Type::text;
  return std::nullopt;
}

bool is_less(Type type, const std::string& a, const std::string& b) {
  if (type != Type::integer && type != Type::real) return a < b;  // ISO 8601 sorts as text
  double x = 0, y = 0;
  std::from_chars(a.data(), a.data() + a.size(), x);
  std::from_chars(b.data(), b.data() + b.size(), y);
  return x < y;
}

std::vector<ValueCount> most_frequent(const std::map<std::string, std::uint64_t>& counts) {
  std::vector<ValueCount> top;
  for (const auto& [value, count] : counts) top.push_back({value, count});
  std::stable_sort(top.begin(), top.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  top.resize(std::min(top.size(), kTop));
  return top;
}

// Where both sides name all of their values, so does the union: then its count is exact.
void merge_values(ColumnProfile& to, const ColumnProfile& with) {
  const bool all_named = to.top.size() == to.distinct && with.top.size() == with.distinct;
  std::map<std::string, std::uint64_t> counts;
  for (const ColumnProfile* side : {static_cast<const ColumnProfile*>(&to), &with})
    for (const auto& [value, count] : side->top) counts[value] += count;
  const bool apart = is_less(to.type, to.most, with.least) || is_less(to.type, with.most, to.least);
  const bool exact = !to.distinct_is_estimate && !with.distinct_is_estimate && (all_named || apart);
  to.distinct = all_named ? counts.size() : apart ? to.distinct + with.distinct : std::max(to.distinct, with.distinct);
  to.distinct_is_estimate = !exact;
  to.top = to.type == Type::category ? most_frequent(counts) : std::vector<ValueCount>();
}

// Both sides have values.
ColumnProfile merged(ColumnProfile to, const ColumnProfile& with, Type type) {
  to.type = type;
  merge_values(to, with);
  to.least = is_less(type, with.least, to.least) ? with.least : to.least;
  to.most = is_less(type, to.most, with.most) ? with.most : to.most;
  to.missing += with.missing;
  to.repaired_mojibake += with.repaired_mojibake;
  return to;
}

ColumnProfile with_missing(ColumnProfile column, std::uint64_t rows) {
  column.missing += rows;
  return column;
}

const ColumnProfile* find(const std::vector<ColumnProfile>& columns, const std::string& name) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

Problem conflict(const ColumnProfile& known, const ColumnProfile& added, const std::vector<FirstValue>& first_values) {
  std::string where = "the rows sent hold " + std::string(word(added.type)) + " there";
  for (const FirstValue& first : first_values)
    if (first.column == added.name)
      where += " (row " + std::to_string(first.row) + ": '" + first.value.substr(0, 40) + "')";
  return {"column-type",
          added.name,
          "Column '" + added.name + "' of the dataset holds " + std::string(word(known.type)) + ", and " + where + ".",
          "Correct the column, or replace the whole dataset with mode=replace.",
          {},
          {}};
}

Problem too_many(std::size_t columns) {
  return {"too-many-columns",
          "",
          "The dataset would have " + std::to_string(columns) + " columns, and " + std::to_string(kMostColumns) +
              " are allowed.",
          "Leave columns out, or replace the whole dataset with mode=replace.",
          {},
          {}};
}

}  // namespace

Result<std::vector<ColumnProfile>> merge_columns(const ProfiledRows& known, const ProfiledRows& added,
                                                 const std::vector<FirstValue>& first_values) {
  std::vector<ColumnProfile> columns;
  Problems problems;
  for (const ColumnProfile& column : known.columns) {
    const ColumnProfile* with = find(added.columns, column.name);
    if (!with || with->missing == added.rows) {
      columns.push_back(with_missing(column, added.rows));
    } else if (column.missing == known.rows) {
      columns.push_back(with_missing(*with, known.rows));
    } else if (const auto type = common_type(column.type, with->type)) {
      columns.push_back(merged(column, *with, *type));
    } else {
      problems.push_back(conflict(column, *with, first_values));
    }
  }
  for (const ColumnProfile& column : added.columns)
    if (!find(known.columns, column.name)) columns.push_back(with_missing(column, known.rows));
  if (columns.size() > kMostColumns) problems.push_back(too_many(columns.size()));
  if (!problems.empty()) return problems;
  return columns;
}

}  // namespace perigee
