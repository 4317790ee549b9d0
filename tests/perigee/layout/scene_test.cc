#include "perigee/layout/scene.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace perigee {
namespace {

TEST(Scene, PixelsBecomeTheNearest256th) {
  EXPECT_EQ(fix(1), kOne);
  EXPECT_EQ(fix(0.5 / 256), 1);
  EXPECT_EQ(fix(-0.5 / 256), -1);
  EXPECT_EQ(fix(0.49 / 256), 0);
}

TEST(Scene, WhatIsFartherThanAnyCanvasIsLimited) {
  EXPECT_EQ(fix(1e300), kFarthest);
  EXPECT_EQ(fix(-std::numeric_limits<double>::infinity()), -kFarthest);
  EXPECT_EQ(fix(std::nan("")), 0);
}

TEST(Scene, DiscKeepsToItsCircle) {
  const double radius = 50 * kOne;
  const Ring ring = disc({1000, 2000}, 50 * kOne);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Fix a = ring[i], b = ring[(i + 1) % ring.size()];
    EXPECT_NEAR(std::hypot(a.x - 1000, a.y - 2000), radius, 1);
    EXPECT_NEAR(std::hypot((a.x + b.x) / 2.0 - 1000, (a.y + b.y) / 2.0 - 2000), radius, 0.08 * kOne + 1);
  }
}

TEST(Scene, SmallDiscsHaveFewPoints) {
  EXPECT_LE(disc({}, 4 * kOne).size(), 16u);
  EXPECT_GE(disc({}, 4 * kOne).size(), 8u);
  EXPECT_LE(disc({}, 7 * kOne).size(), 24u);
}

}  // namespace
}  // namespace perigee
