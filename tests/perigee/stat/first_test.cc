#include "perigee/stat/first.h"

#include <gtest/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(First, TakesTheLeastRowOfEachGroup) {
  const Table table({categories("country", {"USA", "China", "USA"}), integers("year", {1960, 1970, 1958})});
  EXPECT_EQ(lines(first(table, "country", "year")), "country year|China 1970|USA 1958");
}

TEST(First, KeepsTheEarlierOfEqualRows) {
  const Table table({categories("key", {"a", "a"}), integers("year", {1, 1}), integers("row", {0, 1})});
  EXPECT_EQ(lines(first(table, "key", "year")), "key year row|a 1 0");
}

TEST(First, LeavesOutRowsWithoutAnOrder) {
  const Table table({categories("key", {"a", "a", "b"}), reals("when", {kNone, 2.5, kNone})});
  EXPECT_EQ(lines(first(table, "key", "when")), "key when|a 2.5");
}

TEST(First, LeavesOutRowsThatAreNotKept) {
  const Table table({categories("key", {"a", "a", "b"}), integers("year", {1, 2, 3})});
  EXPECT_EQ(lines(first(table, "key", "year", {0, 1, 0})), "key year|a 2");
}

TEST(First, TakesAMissingKeyForAGroupOfItsOwn) {
  const Table table({categories("key", {kNone, "a"}), integers("year", {5, 6})});
  EXPECT_EQ(lines(first(table, "key", "year")), "key year|a 6|- 5");
}

TEST(First, ComparesTimesToTheMillisecond) {
  ColumnBuilder times("time", Type::datetime);
  times.add(1'600'000'000'001, Precision::millisecond);
  times.add(1'600'000'000'000, Precision::millisecond);
  const Table table({categories("key", {"a", "a"}), times.build(), integers("row", {0, 1})});
  EXPECT_EQ(first(table, "key", "time").column("row").integer(0), 1);
}

}  // namespace
}  // namespace perigee::tests
