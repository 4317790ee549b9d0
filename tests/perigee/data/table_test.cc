#include "perigee/data/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace perigee {
namespace {

using ::testing::ElementsAre;

Column integers(std::string name, std::initializer_list<std::int64_t> values) {
  ColumnBuilder builder(std::move(name), Type::integer);
  for (const std::int64_t value : values) builder.add(value);
  return builder.build();
}

Column categories(std::string name, std::initializer_list<std::string_view> words) {
  ColumnBuilder builder(std::move(name), Type::category);
  for (const std::string_view word : words) word.empty() ? builder.add_missing() : builder.add(word);
  return builder.build();
}

// 150,000 rows: three chunks. Row i holds i % 1,000, every seventh is missing.
Column long_column() {
  ColumnBuilder builder("n", Type::integer);
  for (std::int64_t i = 0; i < 150'000; ++i) i % 7 == 0 ? builder.add_missing() : builder.add(i % 1000);
  return builder.build();
}

TEST(Column, KeepsIntegersInTheNarrowestWidth) { EXPECT_LT(long_column().bytes(), 150'000u * 2 + 150'000 / 8 + 1000); }

TEST(Column, ReadsExtremeIntegersBack) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const Column column = integers("n", {most, -most, 0});
  std::vector<std::int64_t> values(3);
  column.read(0, values);
  EXPECT_THAT(values, ElementsAre(most, -most, 0));
}

TEST(Column, BulkReadEqualsSingleReadsAcrossChunks) {
  const Column column = long_column().slice(1'234, 149'000);
  std::vector<std::int64_t> values(140'000);
  column.read(5'000, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t row = 5'000 + i;
    ASSERT_EQ(values[i], column.is_missing(row) ? kMissing : column.integer(row)) << row;
  }
}

TEST(Column, MissingRealsAreNaNInABulkRead) {
  ColumnBuilder builder("cost", Type::real);
  builder.add(29.75), builder.add_missing(), builder.add(5000.0);
  std::vector<double> values(3);
  builder.build().read(0, values);
  EXPECT_EQ(values[0], 29.75);
  EXPECT_TRUE(std::isnan(values[1]));
  EXPECT_EQ(values[2], 5000.0);
}

TEST(Column, CountsTheMissingOfASlice) {
  EXPECT_EQ(long_column().missing(), 21'429u);
  EXPECT_EQ(long_column().slice(0, 8).missing(), 2u);
}

TEST(Column, DictionaryIsInOrderOfFirstAppearance) {
  const Column column = categories("country", {"USA", "", "China", "USA"});
  EXPECT_THAT(column.dictionary(), ElementsAre("USA", "China"));
  std::vector<std::uint32_t> codes(4);
  column.read_codes(0, codes);
  EXPECT_THAT(codes, ElementsAre(0, kMissingCode, 1, 0));
  EXPECT_EQ(column.text(2), "China");
}

TEST(Column, EmptyTextIsNotMissing) {
  ColumnBuilder builder("note", Type::text);
  builder.add(""), builder.add_missing(), builder.add("x");
  const Column column = builder.build();
  EXPECT_FALSE(column.is_missing(0));
  EXPECT_TRUE(column.is_missing(1));
  EXPECT_EQ(column.text(2), "x");
}

TEST(Column, ShowsADateTimeAsExactlyAsItIsKnown) {
  ColumnBuilder builder("when", Type::datetime);
  for (const auto precision : {Precision::year, Precision::month, Precision::day, Precision::minute, Precision::second})
    builder.add(1'596'777'120'000, precision);
  const Column column = builder.build();
  EXPECT_EQ(column.display(0), "2020");
  EXPECT_EQ(column.display(1), "2020-08");
  EXPECT_EQ(column.display(2), "2020-08-07");
  EXPECT_EQ(column.display(3), "2020-08-07T05:12Z");
  EXPECT_EQ(column.display(4), "2020-08-07T05:12:00Z");
}

TEST(Column, ShowsNumbersAndBooleansAsWords) {
  ColumnBuilder truth("reused", Type::boolean);
  truth.add(std::int64_t{1}), truth.add(std::int64_t{0}), truth.add_missing();
  const Column column = truth.build();
  EXPECT_EQ(column.display(0) + column.display(1) + column.display(2), "truefalse");
  EXPECT_EQ(integers("n", {-42}).display(0), "-42");
}

TEST(Column, ABuilderIsEmptyAfterBuild) {
  ColumnBuilder builder("n", Type::integer);
  builder.add(std::int64_t{1});
  EXPECT_EQ(builder.build().size(), 1u);
  EXPECT_EQ(builder.size(), 0u);
  EXPECT_EQ(builder.build().size(), 0u);
}

TEST(Table, FindsSelectsAndReplacesColumnsByName) {
  const Table table({integers("a", {1, 2}), integers("b", {3, 4})});
  EXPECT_TRUE(table.has("b"));
  EXPECT_EQ(table.find("c"), nullptr);
  EXPECT_THROW(table.column("c"), std::out_of_range);
  EXPECT_EQ(table.select(std::vector<std::string>{"b"}).columns().size(), 1u);
  EXPECT_EQ(table.with(integers("a", {7, 8})).column("a").integer(0), 7);
  EXPECT_EQ(table.with(integers("c", {7, 8})).columns().size(), 3u);
}

TEST(Table, SlicesShareTheirCells) {
  const Table table({integers("a", {1, 2, 3}), integers("b", {4, 5, 6})});
  const Table part = table.slice(1, 3).slice(1, 2);
  EXPECT_EQ(part.rows(), 1u);
  EXPECT_EQ(part.column("b").integer(0), 6);
}

TEST(Type, HasAWordAndIsFoundByIt) {
  for (int i = 0; i < 6; ++i) EXPECT_EQ(type_of(word(static_cast<Type>(i))), static_cast<Type>(i));
  EXPECT_EQ(type_of("number"), std::nullopt);
}

}  // namespace
}  // namespace perigee
