#include "perigee/stat/take.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Take, GivesRowsInTheOrderAskedForAlsoTwice) {
  const Table table({integers("n", {10, kNone, 30}), categories("name", {"a", "b", "c"})});
  EXPECT_EQ(lines(take(table, std::vector<std::size_t>{2, 1, 2})), "n name|30 c|- b|30 c");
}

TEST(Take, KeepsTypesAndTheTimesPrecision) {
  ColumnBuilder when("when", Type::datetime);
  when.add(86'400'000, Precision::day);
  ColumnBuilder reused("reused", Type::boolean);
  reused.add(std::int64_t{1});
  const Table taken = take(Table({when.build(), reused.build(), reals("x", {0.5})}), std::vector<std::size_t>{0});
  EXPECT_EQ(taken.column("when").precision(0), Precision::day);
  EXPECT_EQ(taken.column("reused").type(), Type::boolean);
  EXPECT_EQ(taken.column("x").number(0), 0.5);
}

TEST(Take, OfNoRowsKeepsTheColumns) {
  EXPECT_EQ(lines(take(Table({integers("n", {1})}), std::vector<std::size_t>{})), "n");
}

}  // namespace
}  // namespace perigee::tests
