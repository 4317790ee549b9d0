#include "perigee/stat/complete.h"

#include <gtest/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

const Table kTable({integers("year", {1960, 1957}), integers("n", {5, 3}), reals("x", {0.5, 1.5})});

TEST(Complete, GivesYearsWithoutLaunchesZero) {
  EXPECT_EQ(lines(complete(kTable, "year", 1957, 1960)), "year n x|1957 3 1.5|1958 0 0|1959 0 0|1960 5 0.5");
}

TEST(Complete, LeavesOutWhatLiesOutsideTheRange) {
  EXPECT_EQ(lines(complete(kTable, "year", 1958, 1958)), "year n x|1958 0 0");
}

}  // namespace
}  // namespace perigee::tests
