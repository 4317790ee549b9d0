#include "perigee/stat/arrange.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Arrange, SortsByTheFirstKeyAndTiesByTheNext) {
  const Table table({integers("n", {3, 9, 3}), categories("name", {"b", "c", "a"})});
  EXPECT_EQ(lines(arrange(table, {{"n", Order::descending}, {"name"}})), "n name|9 c|3 a|3 b");
}

TEST(Arrange, PutsMissingCellsLastInEitherOrder) {
  const Table table({integers("n", {kNone, 1, 2})});
  EXPECT_EQ(lines(arrange(table, {{"n"}})), "n|1|2|-");
  EXPECT_EQ(lines(arrange(table, {{"n", Order::descending}})), "n|2|1|-");
}

TEST(Arrange, KeepsTheOrderOfEqualRows) {
  const Table table({integers("n", {1, 0, 1, 0}), integers("row", {0, 1, 2, 3})});
  EXPECT_EQ(lines(arrange(table, {{"n"}})), "n row|0 1|0 3|1 0|1 2");
}

TEST(Arrange, ComparesRealsAsNumbers) {
  EXPECT_EQ(lines(arrange(Table({reals("x", {10.0, 9.5, -1.0})}), {{"x"}})), "x|-1|9.5|10");
}

RC_GTEST_PROP(ArrangeProperty, KeepsTheRowsAndIsIdempotent, ()) {
  const Table table = random_table(), once = arrange(table, {{"n", Order::descending}, {"name"}});
  RC_ASSERT(once.rows() == table.rows());
  RC_ASSERT(lines(arrange(once, {{"n", Order::descending}, {"name"}})) == lines(once));
}

}  // namespace
}  // namespace perigee::tests
