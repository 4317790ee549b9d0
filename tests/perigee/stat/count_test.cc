#include "perigee/stat/count.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <stdexcept>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Count, GivesEachCombinationAscendingByItsKeys) {
  const Table table({integers("year", {1958, 1957, 1958, 1958}), categories("sector", {"S", "S", "P", "S"})});
  EXPECT_EQ(lines(count(table, {"year", "sector"})), "year sector n|1957 S 1|1958 P 1|1958 S 2");
}

TEST(Count, SortsWordsByTheirLettersNotByFirstAppearance) {
  const Table table({categories("country", {"USA", "China", "USA", "Brazil"})});
  EXPECT_EQ(lines(count(table, {"country"}, "launches")), "country launches|Brazil 1|China 1|USA 2");
}

TEST(Count, MakesMissingCellsAKeyOfTheirOwnAndPutsItLast) {
  const Table table({integers("year", {kNone, 1957, kNone}), categories("sector", {"P", kNone, "P"})});
  EXPECT_EQ(lines(count(table, {"year", "sector"})), "year sector n|1957 - 1|- P 2");
}

TEST(Count, TakesReadsOfEveryTypeOfKey) {
  const Table table({reals("cost", {1.5, -2.0, 1.5}), texts("detail", {"b", "a", "b"})});
  EXPECT_EQ(lines(count(table, {"cost", "detail"})), "cost detail n|-2 a 1|1.5 b 2");
}

TEST(Count, TakesIntegersOfAnyRange) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const Table table({integers("id", {most, -most, most})});
  EXPECT_EQ(lines(count(table, {"id"})), "id n|-9223372036854775807 1|9223372036854775807 2");
}

TEST(Count, LooksCombinationsUpWhereAnArrayWouldBeTooLarge) {
  Integers a, b;
  for (std::int64_t i = 0; i < 5000; ++i) a.push_back(i), b.push_back(4999 - i);
  const Table counted = count(Table({integers("a", a), integers("b", b)}), {"a", "b"});
  ASSERT_EQ(counted.rows(), 5000u);
  EXPECT_EQ(lines(counted.slice(0, 2)), "a b n|0 4999 1|1 4998 1");
}

TEST(Count, OfNoRowsHasNoRows) {
  EXPECT_EQ(lines(count(Table({integers("year", {}), categories("s", {})}), {"year", "s"})), "year s n");
}

TEST(Count, OfOnlyMissingCellsIsOneRow) {
  EXPECT_EQ(lines(count(Table({integers("year", {kNone, kNone})}), {"year"})), "year n|- 2");
}

TEST(Count, RefusesTimesAsKeysInASentence) {
  ColumnBuilder when("when", Type::datetime);
  when.add(0, Precision::day);
  EXPECT_THROW(count(Table({when.build()}), {"when"}), std::invalid_argument);
}

TEST(Count, RefusesNoKeyAndMoreThanFour) {
  const Table table({integers("a", {1})});
  EXPECT_THROW(count(table, {}), std::invalid_argument);
  EXPECT_THROW(count(table, {"a", "a", "a", "a", "a"}), std::invalid_argument);
}

TEST(Count, SeesRowsOfASliceOnlyAlsoAcrossChunks) {
  Integers cells;
  for (std::int64_t i = 0; i < 150'000; ++i) cells.push_back(i % 3);
  const Table table = Table({integers("n", cells)}).slice(65'000, 131'000);
  EXPECT_EQ(lines(count(table, {"n"}, "rows")), "n rows|0 22000|1 22000|2 22000");
}

RC_GTEST_PROP(CountProperty, SumsToTheRows, ()) {
  const Table table = random_table(), counted = count(table, {"year", "name"}, "rows");
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < counted.rows(); ++row) sum += counted.column("rows").integer(row);
  RC_ASSERT(sum == static_cast<std::int64_t>(table.rows()));
}

RC_GTEST_PROP(CountProperty, AgreesWithAMap, ()) {
  const Table table = random_table(), counted = count(table, {"name", "n"}, "rows");
  std::map<std::pair<std::string, std::string>, std::int64_t> expected;
  for (std::size_t row = 0; row < table.rows(); ++row)
    ++expected[{table.column("name").display(row), table.column("n").display(row)}];
  RC_ASSERT(counted.rows() == expected.size());
  for (std::size_t row = 0; row < counted.rows(); ++row)
    RC_ASSERT(counted.column("rows").integer(row) ==
              (expected.at({counted.column("name").display(row), counted.column("n").display(row)})));
}

}  // namespace
}  // namespace perigee::tests
