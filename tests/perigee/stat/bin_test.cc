#include "perigee/stat/bin.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Bin, StartsPeriodsAtMultiplesOfTheWidth) {
  const Table table({integers("year", {1957, 1960, kNone, 1964})});
  EXPECT_EQ(lines(bin(table, "year", 5, "start")), "year start|1957 1955|1960 1960|- -|1964 1960");
}

TEST(Bin, RoundsDownBelowZeroToo) {
  EXPECT_EQ(start_of_period(-1, 5), -5);
  EXPECT_EQ(start_of_period(-5, 5), -5);
  EXPECT_EQ(start_of_period(0, 5), 0);
}

RC_GTEST_PROP(BinProperty, APeriodHoldsItsValue, (std::int32_t value)) {
  const std::int64_t width = *rc::gen::inRange<std::int64_t>(1, 1000), start = start_of_period(value, width);
  RC_ASSERT(start <= value && value < start + width);
  RC_ASSERT(start % width == 0);
}

}  // namespace
}  // namespace perigee::tests
