#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "perigee/chart/describe.h"

namespace perigee {
namespace {

Table one_of_each() {
  ColumnBuilder integer("n", Type::integer), real("share", Type::real), category("country", Type::category);
  ColumnBuilder text("note", Type::text), time("when", Type::datetime), boolean("done", Type::boolean);
  integer.add(std::int64_t{-7});
  real.add(0.1);
  category.add(std::string_view("Côte \"d’Ivoire\""));
  text.add(std::string_view("tab\tand\x01"));
  time.add(std::int64_t{0}, Precision::day);
  boolean.add(std::int64_t{1});
  integer.add_missing();
  real.add(std::numeric_limits<double>::infinity());
  category.add_missing();
  text.add_missing();
  time.add_missing();
  boolean.add_missing();
  return Table({integer.build(), real.build(), category.build(), text.build(), time.build(), boolean.build()});
}

TEST(ChartJson, CarriesEveryTypeOfCell) {
  Chart chart;
  chart.table = one_of_each();
  const auto row = nlohmann::json::parse(chart_json(chart))["rows"][0];
  EXPECT_EQ(row[0], -7);
  EXPECT_EQ(row[1], 0.1);
  EXPECT_EQ(row[2], "Côte \"d’Ivoire\"");
  EXPECT_EQ(row[3], "tab\tand\x01");
  EXPECT_EQ(row[4], chart.table.column("when").display(0));
  EXPECT_EQ(row[5], true);
}

TEST(ChartJson, HasNullForMissingAndInfiniteCells) {
  Chart chart;
  chart.table = one_of_each();
  const auto row = nlohmann::json::parse(chart_json(chart))["rows"][1];
  ASSERT_EQ(row.size(), 6U);
  for (const auto& cell : row) EXPECT_TRUE(cell.is_null());
}

TEST(ChartJson, NamesColumnsWithTypeAndUnit) {
  Chart chart;
  chart.table = one_of_each();
  chart.units = {"launches"};
  const auto columns = nlohmann::json::parse(chart_json(chart))["columns"];
  EXPECT_EQ(columns[0], (nlohmann::json{{"name", "n"}, {"type", "integer"}, {"unit", "launches"}}));
  EXPECT_EQ(columns[5], (nlohmann::json{{"name", "done"}, {"type", "boolean"}, {"unit", ""}}));
}

TEST(ChartJson, SaysWhatTheChartSays) {
  Chart chart;
  chart.title = "Title \xFF";
  chart.subtitle = "Subtitle";
  chart.alt = "Alt";
  chart.source = "Source";
  chart.version = "3f2a";
  chart.notes = {"one", "two"};
  EXPECT_EQ(nlohmann::json::parse(chart_json(chart)), (nlohmann::json{{"title", "Title \xEF\xBF\xBD"},
                                                                      {"subtitle", "Subtitle"},
                                                                      {"alt", "Alt"},
                                                                      {"source", "Source"},
                                                                      {"datasetVersion", "3f2a"},
                                                                      {"notes", {"one", "two"}},
                                                                      {"columns", nlohmann::json::array()},
                                                                      {"rows", nlohmann::json::array()}}));
}

}  // namespace
}  // namespace perigee
