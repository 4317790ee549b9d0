#include "perigee/data/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "perigee/base/error.h"
#include "perigee/data/report_json.h"

namespace perigee {
namespace {

using ::testing::ElementsAre;

Type type_of_column(const std::string& cells) {
  const auto loaded = load("c,d\n" + cells);
  return loaded->table.column("c").type();
}

TEST(Loader, VotesTypesByTheColumn) {
  EXPECT_EQ(type_of_column("1,x\n2020.0,x\n"), Type::integer);
  EXPECT_EQ(type_of_column("1,x\n2.5,x\nNA,x\n"), Type::real);
  EXPECT_EQ(type_of_column("TRUE,x\nfalse,x\nNA,x\n"), Type::boolean);
  EXPECT_EQ(type_of_column("07/08/2020,x\n25/12/2020,x\n"), Type::datetime);
  EXPECT_EQ(type_of_column("NA,x\nNone,x\n"), Type::category);
  EXPECT_EQ(type_of_column("1,x\ntwo,x\n3,x\n"), Type::category);
}

TEST(Loader, ManyDifferentWordsAreText) {
  std::string cells;
  for (int i = 0; i < 300; ++i) cells += "word " + std::to_string(i) + ",x\n";
  EXPECT_EQ(type_of_column(cells), Type::text);
}

TEST(Loader, CountsDistinctValuesExactlyAndEstimatesAboveThat) {
  std::string cells = "exact,many\n";
  for (int i = 0; i < 200'000; ++i) cells += std::to_string(i % 65'536) + ",word " + std::to_string(i) + "\n";
  const auto loaded = load(cells);
  EXPECT_EQ(loaded->report.columns[0].distinct, 65'536u);
  EXPECT_FALSE(loaded->report.columns[0].distinct_is_estimate);
  EXPECT_TRUE(loaded->report.columns[1].distinct_is_estimate);
  EXPECT_NEAR(static_cast<double>(loaded->report.columns[1].distinct), 200'000, 6'000);
}

TEST(Loader, HandsOutBlocksOfAtMost65536Rows) {
  std::string text = "a\n";
  for (int i = 0; i < 150'000; ++i) text += std::to_string(i) + "\n";
  std::vector<std::size_t> sizes;
  Loader loader({});
  loader.write(text);
  ASSERT_TRUE(loader.finish([&](const Table& block) { sizes.push_back(block.rows()); }));
  EXPECT_THAT(sizes, ElementsAre(65'536, 65'536, 18'928));
}

TEST(Loader, JsonAndCsvOfOneTableAreEqual) {
  const auto csv = load("a,b,c\n1,x,2020-01-01\n,y,\n");
  const auto json = load(R"([{"a":1,"b":"x","c":"2020-01-01"},{"b":"y","c":null}])", {.format = DataFormat::json});
  ASSERT_TRUE(csv && json);
  EXPECT_EQ(csv->report.columns, json->report.columns);
}

TEST(Loader, NestedObjectsBecomeDottedColumnsAndArraysStayJson) {
  const auto loaded = load(R"({"a":{"b":{"c":1}},"d":[1,{"e":"x\"y"},[]],"f":null})", {.format = DataFormat::json});
  ASSERT_TRUE(loaded) << to_string(loaded.problems());
  EXPECT_EQ(loaded->table.column("a.b.c").integer(0), 1);
  EXPECT_EQ(loaded->table.column("d").text(0), R"([1,{"e":"x\"y"},[]])");
  EXPECT_EQ(loaded->table.column("f").missing(), 1u);
}

TEST(Loader, ANullBesideObjectsIsNoColumn) {
  const auto loaded = load("{\"a\":null}\n{\"a\":{\"b\":2}}\n", {.format = DataFormat::ndjson});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->table.columns().size(), 1u);
  EXPECT_TRUE(loaded->table.column("a.b").is_missing(0));
}

TEST(Loader, AnIndexAloneIsKept) {
  const auto loaded = load("Unnamed: 0\n0\n1\n");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->table.rows(), 2u);
  EXPECT_TRUE(loaded->report.dropped_columns.empty());
}

TEST(Loader, RecognisesFormatsBySuffixAndContent) {
  EXPECT_EQ(format_of("x.TSV", ""), DataFormat::csv);
  EXPECT_EQ(format_of("x.jsonl", ""), DataFormat::ndjson);
  EXPECT_EQ(format_of("", " [{}]"), DataFormat::json);
  EXPECT_EQ(format_of("", "{\"a\":1}\n{\"a\":2}\n"), DataFormat::ndjson);
  EXPECT_EQ(format_of("", "{\n\"a\":1}"), DataFormat::json);
  EXPECT_EQ(format_of("", "a,b\n"), DataFormat::csv);
}

TEST(Loader, AFolderThatCannotBeWrittenIsTheEnvironmentsFault) {
  Loader loader({.spool_directory = "/nonexistent"});
  EXPECT_THROW(loader.write(std::string(2 << 20, 'x')), EnvironmentError);
}

TEST(Loader, AMissingFileIsAProblem) { EXPECT_EQ(load_file("/nonexistent.csv").problems()[0].code, "no-file"); }

TEST(LoadReport, SurvivesItsJson) {
  const auto loaded = load("a,b,\n1,x\n2,x,\n3,x,y,z\n\x07,x\n");
  ASSERT_TRUE(loaded) << to_string(loaded.problems());
  const auto again = load_report_of(to_json(loaded->report));
  ASSERT_TRUE(again) << to_string(again.problems());
  EXPECT_EQ(*again, loaded->report);
}

TEST(LoadReport, AWrongShapeIsAProblem) {
  EXPECT_FALSE(load_report_of(nlohmann::json::parse(R"({"rows":-1})")));
  EXPECT_FALSE(load_report_of(nlohmann::json::parse("[]")));
  EXPECT_FALSE(column_profile_of(nlohmann::json::parse(R"({"name":"a","type":"number"})")));
}

}  // namespace
}  // namespace perigee
