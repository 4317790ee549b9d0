#include "perigee/stat/top.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "perigee/stat/arrange.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Top, BreaksTiesByName) {
  const Table table({categories("name", {"ULA", "Boeing", "SpaceX"}), integers("n", {5, 5, 9})});
  EXPECT_EQ(lines(top(table, 2, "n", "name")), "name n|SpaceX 9|Boeing 5");
}

TEST(Top, GivesAllRowsWhereThereAreFewer) {
  EXPECT_EQ(top(Table({categories("name", {"a"}), integers("n", {1})}), 10, "n", "name").rows(), 1u);
}

RC_GTEST_PROP(TopProperty, IsAPrefixOfArrange, ()) {
  const Table table = random_table();
  const auto n = static_cast<std::size_t>(*rc::gen::inRange(0, 20));
  const Table arranged = arrange(table, {{"n", Order::descending}, {"name"}});
  RC_ASSERT(lines(top(table, n, "n", "name")) == lines(arranged.slice(0, std::min(n, arranged.rows()))));
}

}  // namespace
}  // namespace perigee::tests
