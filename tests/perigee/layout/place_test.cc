#include "perigee/layout/place.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

constexpr Box kArea{100, 50, 300, 150};

TEST(Occupancy, IsEmptyAtFirst) { EXPECT_EQ(InkSums(Occupancy(kArea)).ink(kArea), 0); }

TEST(Occupancy, FindsABoxAndNothingBesideIt) {
  Occupancy taken(kArea);
  taken.add(Box{140, 70, 180, 90});
  const InkSums ink(taken);
  EXPECT_GT(ink.ink({170, 80, 200, 120}), 0);
  EXPECT_EQ(ink.ink({184, 70, 240, 90}), 0);
  EXPECT_EQ(ink.ink({140, 70, 180, 90}), 10 * 5);
}

TEST(Occupancy, FindsASteepLineEverywhere) {
  Occupancy taken(kArea);
  taken.add({110, 60}, {130, 140}, 2);
  const InkSums ink(taken);
  for (int i = 0; i <= 20; ++i) {
    const double x = 110 + i, y = 60 + 4 * i;
    EXPECT_GT(ink.ink({x - 1, y - 1, x + 1, y + 1}), 0);
  }
  EXPECT_EQ(ink.ink({140, 60, 290, 140}), 0);
}

TEST(Occupancy, TakesWhatLiesOutsideForInk) {
  const InkSums ink{Occupancy(kArea)};
  EXPECT_GT(ink.ink({90, 60, 120, 80}), 0);
  EXPECT_GT(ink.ink({110, 140, 120, 151}), 0);
}

TEST(Occupancy, IgnoresInkOutside) {
  Occupancy taken(kArea);
  taken.add(Box{0, 0, 90, 40});
  taken.add({0, 400}, {500, 400}, 3);
  EXPECT_EQ(InkSums(taken).ink(kArea), 0);
}

}  // namespace
}  // namespace perigee
