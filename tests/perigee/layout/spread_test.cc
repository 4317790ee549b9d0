#include "perigee/layout/spread.h"

#include <gmock/gmock.h>

namespace perigee {
namespace {

using testing::ElementsAre;

TEST(Spread, LeavesLabelsThatDoNotTouch) {
  EXPECT_THAT(spread({{10, 8}, {30, 8}, {50, 8}}, 0, 100), ElementsAre(10, 30, 50));
}

TEST(Spread, PushesTwoApartByTheSameWay) { EXPECT_THAT(spread({{50, 10}, {52, 10}}, 0, 100), ElementsAre(46, 56)); }

TEST(Spread, PoolsNeighboursThatArePushedTogether) {
  EXPECT_THAT(spread({{50, 10}, {50, 10}, {62, 10}}, 0, 100), ElementsAre(44, 54, 64));
}

TEST(Spread, StaysWithinItsBounds) {
  EXPECT_THAT(spread({{0, 10}, {2, 10}}, 0, 100), ElementsAre(5, 15));
  EXPECT_THAT(spread({{99, 10}, {100, 10}}, 0, 100), ElementsAre(85, 95));
}

TEST(Spread, KeepsTheOrderAndTheDistanceOfUnequalLabels) {
  const std::vector<Wish> wishes{{5, 30}, {6, 4}, {20, 12}, {21, 7}};
  const auto centres = spread(wishes, 0, 80);
  for (std::size_t i = 1; i < wishes.size(); ++i)
    EXPECT_GE(centres[i] - centres[i - 1], (wishes[i].extent + wishes[i - 1].extent) / 2 - 1e-9);
}

TEST(Spread, OfNothingIsNothing) { EXPECT_TRUE(spread({}, 0, 100).empty()); }

}  // namespace
}  // namespace perigee
