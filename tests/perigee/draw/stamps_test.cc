#include "perigee/draw/stamps.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

Ring triangle(Fix corner) { return {corner, {corner.x + 700, corner.y + 20}, {corner.x + 300, corner.y + 900}}; }

class AStamp : public ::testing::Test {
 protected:
  const Stamp* find(const Ring& ring) {
    return stamps_.find(ring, [this](const Ring& shape) {
      cut_.push_back(shape);
      return Stamp{{1, 2, 3}};
    });
  }

  Stamps stamps_;
  std::vector<Ring> cut_;
};

TEST_F(AStamp, IsMadeWhenAShapeComesAgain) {
  EXPECT_EQ(find(triangle({10, 20})), nullptr);
  const Stamp* const made = find(triangle({10 + 5 * kOne, 20 - 9 * kOne}));
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->front().value, 3u);
  EXPECT_EQ(find(triangle({10, 20})), made);
  ASSERT_EQ(cut_.size(), 1u);
  EXPECT_EQ(cut_.front(), triangle({10, 20}));  // its first point in the pixel (0, 0)
}

TEST_F(AStamp, IsOfOneShapeAlone) {
  find(triangle({10, 20})), find(triangle({10, 20}));
  EXPECT_EQ(find(triangle({11, 20})), nullptr);  // another part of the pixel is another shape
  EXPECT_EQ(find({{10, 20}, {710, 40}}), nullptr);
}

TEST_F(AStamp, IsNotMadeOfARingWithManyPoints) {
  const Ring ring(65, Fix{1, 2});
  EXPECT_EQ(find(ring), nullptr);
  EXPECT_EQ(find(ring), nullptr);
}

TEST_F(AStamp, IsKeptForSoManyShapesOnly) {
  for (std::int32_t i = 0; i < 1000; ++i) {
    const Ring shape = triangle({i % 256, i / 256});
    find(shape), find(shape);
  }
  EXPECT_EQ(cut_.size(), 256u);
}

}  // namespace
}  // namespace perigee
