#include "perigee/stat/pivot.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "perigee/stat/summarize.h"
#include "perigee/stat/where.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

const Table kLong({integers("year", {1957, 1958, 1958}), categories("sector", {"S", "S", "P"}),
                   integers("n", {3, 28, 1})});

TEST(Pivot, MakesAColumnOfEachWordAndFillsWithZero) {
  EXPECT_EQ(lines(pivot(kLong, "year", "sector", "n")), "year S P|1957 3 0|1958 28 1");
}

TEST(Pivot, AddsUpWhatFallsIntoOneCell) {
  const Table table({integers("year", {1, 1}), categories("s", {"a", "a"}), reals("x", {0.25, 0.5})});
  EXPECT_EQ(lines(pivot(table, "year", "s", "x")), "year a|1 0.75");
}

TEST(Unpivot, GivesOneRowPerColumnNamed) {
  const Table wide({integers("year", {1957}), integers("P", {0}), integers("S", {3})});
  EXPECT_EQ(lines(unpivot(wide, {"P", "S"}, "sector", "n")), "year sector n|1957 P 0|1957 S 3");
}

RC_GTEST_PROP(PivotProperty, UnpivotGivesTheSumsBack, ()) {
  const Table table = random_whole_table();
  RC_PRE(table.rows() > 0);
  const Table sums = summarize(table, {"year", "name"}, {{Statistic::sum, "n", "n"}}),
              wide = pivot(sums, "year", "name", "n");
  std::vector<std::string> names;
  for (const Column& column : wide.columns())
    if (column.name() != "year") names.push_back(column.name());
  const Table back = summarize(unpivot(wide, names, "name", "n"), {"year", "name"}, {{Statistic::sum, "n", "n"}});
  const auto positive = [](const Table& t) { return between(t, "n", 1, 1'000'000); };
  RC_ASSERT(lines(positive(back)) == lines(positive(sums)));
}

}  // namespace
}  // namespace perigee::tests
