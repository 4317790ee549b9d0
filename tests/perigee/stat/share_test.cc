#include "perigee/stat/share.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Share, IsThePartOfTheWhole) {
  EXPECT_EQ(lines(share(Table({integers("n", {1, 3})}), "n")), "n share|1 0.25|3 0.75");
}

TEST(Share, IsThePartOfItsGroup) {
  const Table table({categories("decade", {"a", "a", "b"}), integers("n", {1, 1, 7})});
  EXPECT_EQ(lines(share(table, "n", {"decade"})), "decade n share|a 1 0.5|a 1 0.5|b 7 1");
}

TEST(Share, OfNothingIsMissing) { EXPECT_EQ(lines(share(Table({integers("n", {0, kNone})}), "n")), "n share|0 -|- -"); }

RC_GTEST_PROP(ShareProperty, SumsToOneInEachGroup, ()) {
  const Table shares = share(random_table(), "n", {"name"});
  std::map<std::string, double> sums;
  for (std::size_t row = 0; row < shares.rows(); ++row)
    if (!shares.column("share").is_missing(row))
      sums[shares.column("name").display(row)] += shares.column("share").number(row);
  for (const auto& [name, sum] : sums) RC_ASSERT(std::abs(sum - 1) < 1e-9);
}

}  // namespace
}  // namespace perigee::tests
