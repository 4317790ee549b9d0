#include "perigee/layout/crossing.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

using Line = std::vector<Point>;

TEST(Crossing, IsFoundOnceAndReachesToBothSides) {
  const auto stretches = crossing_stretches({{0, 0}, {100, 0}}, {{0, -50}, {100, 50}}, 8);
  ASSERT_EQ(stretches.size(), 1U);
  EXPECT_EQ(stretches.front(), (Line{{42, 0}, {50, 0}, {58, 0}}));
}

TEST(Crossing, FollowsTheLineAroundItsCorners) {
  const auto stretches = crossing_stretches({{0, 0}, {10, 0}, {20, 0}}, {{5, -5}, {5.5, 5}}, 8);
  ASSERT_EQ(stretches.size(), 1U);
  EXPECT_EQ(stretches.front(), (Line{{0, 0}, {5.25, 0}, {10, 0}, {13.25, 0}}));
}

TEST(Crossing, IsNotFoundBetweenParallelsOrFarLines) {
  EXPECT_TRUE(crossing_stretches({{0, 0}, {100, 0}}, {{0, 10}, {100, 10}}, 8).empty());
  EXPECT_TRUE(crossing_stretches({{0, 0}, {100, 0}}, {{200, -5}, {300, 5}}, 8).empty());
  EXPECT_TRUE(crossing_stretches({{0, 0}}, {{0, 0}}, 8).empty());
  EXPECT_TRUE(crossing_stretches({}, {{0, 0}, {1, 1}}, 8).empty());
}

TEST(Crossing, IsFoundAtEveryTurnOfAZigzag) {
  EXPECT_EQ(crossing_stretches({{0, 0}, {10, 10}, {20, 0}, {30, 10}}, {{0, 5}, {30, 5}}, 1).size(), 3U);
}

}  // namespace
}  // namespace perigee
