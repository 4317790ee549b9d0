#include "perigee/draw/thin.h"

#include <gmock/gmock.h>

namespace perigee {
namespace {

using ::testing::ElementsAre;

TEST(Thinned, StraightRunsKeepTheirEnds) {
  EXPECT_THAT(thinned({{0, 0}, {10, 10}, {20, 20}, {30, 30}}, 5), ElementsAre(Fix{0, 0}, Fix{30, 30}));
}

TEST(Thinned, CornersStay) {
  const std::vector<Fix> corner{{0, 0}, {100, 0}, {100, 100}};
  EXPECT_EQ(thinned(corner, 5), corner);
}

TEST(Thinned, TurningBackStays) {
  const std::vector<Fix> back{{0, 0}, {100, 0}, {50, 0}};
  EXPECT_EQ(thinned(back, 5), back);
}

TEST(Thinned, SlowBendsDoNotDriftAway) {
  std::vector<Fix> bend;
  for (int i = 0; i <= 200; ++i) bend.push_back({i * 20, i * i / 20});
  const std::vector<Fix> thin = thinned(bend, 5);
  EXPECT_LT(thin.size(), 60u);
  EXPECT_GT(thin.size(), 10u);
}

TEST(Thinned, ShortLinesAreLeftAlone) {
  EXPECT_TRUE(thinned({}, 5).empty());
  EXPECT_THAT(thinned({{3, 4}, {3, 4}}, 5), ElementsAre(Fix{3, 4}, Fix{3, 4}));
}

}  // namespace
}  // namespace perigee
