#include "perigee/stat/positions.h"

#include <gtest/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

Table towns() {
  return Table({categories("place", {"Bern", "Bern", "Perth", "Perth"}), reals("latitude", {46.9, 46.9, -31.9, 56.4}),
                reals("longitude", {7.4, 7.4, 115.9, -3.4}), integers("value", {3, kNone, 9, kNone})});
}

TEST(Positions, AreCountedAndTwoPlacesOfOneNameKeptApart) {
  EXPECT_EQ(lines(gather(towns(), std::nullopt).places),
            "place latitude longitude rows value|Bern 46.9 7.4 2 2|Perth -31.9 115.9 1 1|Perth 56.4 -3.4 1 1");
}

TEST(Positions, HaveAStatisticOfTheirValues) {
  const Positions positions = gather(towns(), Statistic::sum);
  EXPECT_EQ(lines(positions.places), "place latitude longitude rows value|Perth -31.9 115.9 1 9|Bern 46.9 7.4 2 3");
  EXPECT_EQ(positions.without_value, 1);
}

TEST(Positions, ThatAreMissingOrImpossibleAreCounted) {
  const Table table({reals("latitude", {10.0, kNone, 91.0, -90.0}), reals("longitude", {10.0, 5.0, 0.0, 180.0})});
  const Positions positions = gather(table, std::nullopt);
  EXPECT_EQ(positions.rows, 2);
  EXPECT_EQ(positions.without_position, 1);
  EXPECT_EQ(positions.impossible, 1);
}

TEST(Positions, WithoutANameAreCalledByTheirCoordinates) {
  const Table table({reals("latitude", {-22.56}), integers("longitude", {17})});
  EXPECT_EQ(gather(table, std::nullopt).places.column("place").text(0), "22.6° S 17.0° E");
}

TEST(Positions, OfNoRowsAreNone) {
  const Table table({reals("latitude", {}), reals("longitude", {})});
  EXPECT_EQ(gather(table, std::nullopt).places.rows(), 0u);
}

}  // namespace
}  // namespace perigee::tests
