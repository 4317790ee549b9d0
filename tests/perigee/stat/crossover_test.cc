#include "perigee/stat/crossover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Crossover of(const Integers& years, const Integers& a, const Integers& b) {
  return crossover(Table({integers("x", years), integers("a", a), integers("b", b)}), "x", "a", "b");
}

TEST(Crossover, IsTheFirstStrictOvertaking) {
  const Crossover found = of({1, 2, 3, 4}, {0, 5, 7, 8}, {3, 5, 6, 9});
  EXPECT_EQ(found.first, 3);
  EXPECT_THAT(found.ahead, ElementsAre(3));
  EXPECT_THAT(found.behind, ElementsAre(1, 4));
  EXPECT_THAT(found.ties, ElementsAre(2));
}

TEST(Crossover, ReadsRowsInAscendingOrderOfX) { EXPECT_EQ(of({3, 1, 2}, {9, 0, 5}, {6, 3, 4}).first, 2); }

TEST(Crossover, OfASeriesAheadFromTheStartIsNone) {
  const Crossover found = of({1, 2}, {5, 5}, {3, 4});
  EXPECT_EQ(found.first, std::nullopt);
  EXPECT_THAT(found.ahead, ElementsAre(1, 2));
}

TEST(Crossover, NeedsSomebodyToOvertakeNotATie) { EXPECT_EQ(of({1, 2}, {1, 2}, {1, 1}).first, std::nullopt); }

TEST(Crossover, OfNothingIsNone) {
  const Crossover found = of({}, {}, {});
  EXPECT_EQ(found.first, std::nullopt);
  EXPECT_THAT(found.ahead, IsEmpty());
}

RC_GTEST_PROP(CrossoverProperty, EveryRowIsAheadBehindOrTied, ()) {
  const auto rows = static_cast<std::size_t>(*rc::gen::inRange(0, 30));
  Integers x, a, b;
  for (std::size_t row = 0; row < rows; ++row) {
    x.push_back(static_cast<std::int64_t>(row));
    a.push_back(*rc::gen::inRange<std::int64_t>(0, 5));
    b.push_back(*rc::gen::inRange<std::int64_t>(0, 5));
  }
  const Crossover found = of(x, a, b);
  RC_ASSERT(found.ahead.size() + found.behind.size() + found.ties.size() == rows);
  if (!found.first) return;
  const auto first = static_cast<std::size_t>(*found.first);
  RC_ASSERT(*a[first] > *b[first]);
}

}  // namespace
}  // namespace perigee::tests
