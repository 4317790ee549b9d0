#include "perigee/stat/where.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

const Table kTable({integers("year", {1957, kNone, 1960}), categories("name", {"a", "b", kNone})});

TEST(Where, KeepsTheMarkedRowsInTheirOrder) {
  EXPECT_EQ(lines(where(kTable, Mask{1, 0, 2})), "year name|1957 a|1960 -");
}
TEST(Where, KeepsNothingOfAnEmptyMask) { EXPECT_EQ(where(kTable, Mask{0, 0, 0}).rows(), 0u); }
TEST(Between, IncludesBothEndsAndLeavesMissingCellsOut) {
  EXPECT_EQ(between(kTable, "year", 1957, 1960).rows(), 2u);
  EXPECT_EQ(lines(between(kTable, "year", 1958, 1960)), "year name|1960 -");
}

RC_GTEST_PROP(WhereProperty, AMaskAndItsOppositeShareTheRows, ()) {
  const Table table = random_table();
  Mask keep(table.rows()), drop(table.rows());
  for (std::size_t row = 0; row < keep.size(); ++row)
    keep[row] = *rc::gen::element<std::uint8_t>(0, 1), drop[row] = !keep[row];
  RC_ASSERT(where(table, keep).rows() + where(table, drop).rows() == table.rows());
}

}  // namespace
}  // namespace perigee::tests
