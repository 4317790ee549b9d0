#include "tests/perigee/catalog/tables.h"

#include "perigee/base/clock.h"

namespace perigee::tests {
namespace {

Column categories() {
  ColumnBuilder builder("Company Name", Type::category);
  for (const char* name : {"SpaceX", "CASIC", "SpaceX", "Arianespace"}) builder.add(std::string_view(name));
  builder.add_missing();
  return builder.build();
}

Column years() {
  ColumnBuilder builder("Year", Type::integer);
  for (const std::int64_t year : {2001, 2005, 2010, 2020}) builder.add(year);
  builder.add_missing();
  return builder.build();
}

Column costs() {
  ColumnBuilder builder("Rocket", Type::real);
  for (const double cost : {50.0, 29.75, 62.0, 200.0, 1.5}) builder.add(cost);
  return builder.build();
}

Column dates() {
  ColumnBuilder builder("DateTime", Type::datetime);
  for (const Civil date : {Civil{2001, 5, 3}, {2005, 1, 1}, {2010, 12, 31}, {2020, 8, 7}, {2021, 1, 1}})
    builder.add(days_from_civil(date) * kMillisPerDay + 1, Precision::day);
  return builder.build();
}

Column crews() {
  ColumnBuilder builder("Crewed", Type::boolean);
  for (const std::int64_t crewed : {1, 0, 0, 1, 0}) builder.add(crewed);
  return builder.build();
}

Column details() {
  ColumnBuilder builder("Detail", Type::text);
  for (const char* text : {"a", "b", "c", "d", "A"}) builder.add(std::string_view(text));
  return builder.build();
}

}  // namespace

Table launches() { return Table({categories(), years(), costs(), dates(), crews(), details()}); }

std::vector<ColumnProfile> schema(const std::vector<std::pair<std::string, Type>>& columns) {
  std::vector<ColumnProfile> profiles;
  for (const auto& [name, type] : columns) {
    profiles.emplace_back();
    profiles.back().name = name;
    profiles.back().type = type;
  }
  return profiles;
}

std::string cells(const Table& table, const std::string& column) {
  std::string text;
  for (std::size_t row = 0; row < table.rows(); ++row)
    text += (row == 0 ? "" : ",") + table.column(column).display(row);
  return text;
}

}  // namespace perigee::tests
