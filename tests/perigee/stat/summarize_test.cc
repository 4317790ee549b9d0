#include "perigee/stat/summarize.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

#include "perigee/stat/count.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

std::string summary(const Table& table, Statistic statistic) {
  return lines(summarize(table, {"key"}, {{statistic, "value", "is"}}));
}

const Table kWhole({categories("key", {"b", "a", "b", "b", "b"}), integers("value", {4, 7, 1, kNone, 2})});

TEST(Summarize, SumsWholeNumbersExactly) { EXPECT_EQ(summary(kWhole, Statistic::sum), "key is|a 7|b 7"); }
TEST(Summarize, LeavesMissingCellsOut) { EXPECT_EQ(summary(kWhole, Statistic::known), "key is|a 1|b 3"); }
TEST(Summarize, FindsLeastAndMost) {
  EXPECT_EQ(summary(kWhole, Statistic::least), "key is|a 7|b 1");
  EXPECT_EQ(summary(kWhole, Statistic::most), "key is|a 7|b 4");
}
TEST(Summarize, TakesTheMiddleCellAsMedian) { EXPECT_EQ(summary(kWhole, Statistic::median), "key is|a 7|b 2"); }

TEST(Summarize, TakesTheMeanOfTheMiddleTwoOfAnEvenNumber) {
  const Table table({categories("key", {"a", "a", "a", "a"}), reals("value", {1.0, 10.0, 2.0, 3.0})});
  EXPECT_EQ(summary(table, Statistic::median), "key is|a 2.5");
}

TEST(Summarize, GivesTheMeanAsAReal) {
  const Table table({categories("key", {"a", "a"}), integers("value", {1, 2})});
  EXPECT_EQ(summary(table, Statistic::mean), "key is|a 1.5");
}

TEST(Summarize, HasNoMeanOfNothingButASumOfZero) {
  const Table table({categories("key", {"a"}), integers("value", {kNone})});
  EXPECT_EQ(lines(summarize(table, {"key"}, {{Statistic::mean, "value", "mean"}, {Statistic::sum, "value", "sum"}})),
            "key mean sum|a - 0");
}

TEST(Summarize, KeepsSumsBeyondTheReachOfADouble) {
  const std::int64_t large = (std::int64_t{1} << 53) + 1;
  const Table table({categories("key", {"a", "a"}), integers("value", {large, 0})});
  EXPECT_EQ(summary(table, Statistic::sum), "key is|a 9007199254740993");
}

TEST(Summarize, RefusesWords) {
  EXPECT_THROW(summarize(kWhole, {"key"}, {{Statistic::sum, "key", "x"}}), std::invalid_argument);
}

RC_GTEST_PROP(SummarizeProperty, SumsOfCountsAreCountsOfFewerKeys, ()) {
  const Table table = random_table();
  const Table direct = count(table, {"name"}, "rows");
  const Table via = summarize(count(table, {"name", "year"}, "rows"), {"name"}, {{Statistic::sum, "rows", "rows"}});
  RC_ASSERT(lines(direct) == lines(via));
}

}  // namespace
}  // namespace perigee::tests
