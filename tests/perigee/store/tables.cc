#include "tests/perigee/store/tables.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace perigee::testing {
namespace {

template <class Value, class IsMissing>
Column built(std::string name, Type type, const std::vector<Value>& values, IsMissing is_missing) {
  ColumnBuilder builder(std::move(name), type);
  for (const Value& value : values) {
    if (is_missing(value)) {
      builder.add_missing();
    } else if constexpr (std::is_same_v<Value, std::string>) {
      builder.add(std::string_view(value));
    } else {
      builder.add(value);
    }
  }
  return builder.build();
}

ColumnProfile profile_of(const Column& column) {
  ColumnProfile profile{column.name(), column.type(), column.missing(), 0, false, "", "", 0, {}};
  std::set<std::string> values;
  for (std::size_t row = 0; row < column.size(); ++row)
    if (!column.is_missing(row)) values.insert(column.display(row));
  profile.distinct = values.size();
  const auto number_less = [&](const std::string& a, const std::string& b) {
    return column.type() == Type::text || column.type() == Type::category ? a < b : std::stod(a) < std::stod(b);
  };
  if (values.empty()) return profile;
  profile.least = *std::min_element(values.begin(), values.end(), number_less);
  profile.most = *std::max_element(values.begin(), values.end(), number_less);
  return profile;
}

}  // namespace

Column integers(std::string name, const std::vector<std::int64_t>& values) {
  return built(std::move(name), Type::integer, values, [](std::int64_t value) { return value == kMissing; });
}
Column reals(std::string name, const std::vector<double>& values) {
  return built(std::move(name), Type::real, values, [](double value) { return value != value; });
}
Column words(std::string name, const std::vector<std::string>& values) {
  return built(std::move(name), Type::category, values, [](const auto& value) { return value.empty(); });
}
Column texts(std::string name, const std::vector<std::string>& values) {
  return built(std::move(name), Type::text, values, [](const auto& value) { return value.empty(); });
}

Table numbered(std::int64_t first, std::size_t rows) {
  std::vector<std::int64_t> numbers;
  std::vector<std::string> names, kinds;
  for (std::size_t i = 0; i < rows; ++i) {
    numbers.push_back(first + static_cast<std::int64_t>(i));
    names.push_back("row " + std::to_string(numbers.back()));
    kinds.push_back(std::string(1, static_cast<char>('a' + numbers.back() % 3)));
  }
  return Table({integers("number", numbers), texts("name", names), words("kind", kinds)});
}

LoadReport report_of(const Table& table) {
  LoadReport report;
  report.rows = table.rows();
  for (const Column& column : table.columns()) report.columns.push_back(profile_of(column));
  return report;
}

Commit store(RedisPool& pool, const std::string& name, WriteMode mode, const Table& table) {
  DatasetWriter writer(pool, name, mode);
  writer.add(table);
  auto commit = writer.commit(report_of(table), "test");
  if (!commit) throw std::runtime_error(to_string(commit.problems()));
  return *std::move(commit);
}

std::vector<std::vector<std::string>> cells(const Table& table) {
  std::vector<std::vector<std::string>> rows(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (const Column& column : table.columns()) rows[row].push_back(column.display(row));
  return rows;
}

std::vector<std::vector<std::string>> cells(RedisPool& pool, const std::string& name) {
  auto reader = Datasets(pool).open(name);
  if (!reader) return {};
  return cells(reader->read_rows({}, 0, reader->manifest().rows));
}

}  // namespace perigee::testing
