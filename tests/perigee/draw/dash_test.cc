#include "perigee/draw/dash.h"

#include <gmock/gmock.h>

namespace perigee {
namespace {

using ::testing::ElementsAre;
using Line = std::vector<Fix>;

const Line kLine{{0, 0}, {1000, 0}};

TEST(Dashes, AlternateOnAndOff) {
  EXPECT_THAT(dashes(kLine, false, {300, 200}), ElementsAre(Line{{0, 0}, {300, 0}}, Line{{500, 0}, {800, 0}}));
}

TEST(Dashes, LastOneEndsWithTheLine) {
  EXPECT_THAT(dashes(kLine, false, {600, 300}), ElementsAre(Line{{0, 0}, {600, 0}}, Line{{900, 0}, {1000, 0}}));
}

TEST(Dashes, GoAroundCorners) {
  const Line corner{{0, 0}, {100, 0}, {100, 100}};
  EXPECT_THAT(dashes(corner, false, {150, 1000}), ElementsAre(Line{{0, 0}, {100, 0}, {100, 50}}));
}

TEST(Dashes, ClosedLinesReturnToTheirStart) {
  const Line square{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  EXPECT_EQ(dashes(square, true, {50, 50}).size(), 4u);
}

TEST(Dashes, OddPatternsCountTwice) {
  EXPECT_THAT(dashes(kLine, false, {400}), ElementsAre(Line{{0, 0}, {400, 0}}, Line{{800, 0}, {1000, 0}}));
}

TEST(Dashes, WithoutLengthAreDots) {
  const auto dots = dashes({{0, 0}, {900, 0}}, false, {0, 400});
  ASSERT_EQ(dots.size(), 3u);
  EXPECT_THAT(dots[1], ElementsAre(Fix{400, 0}, Fix{400, 0}));
}

TEST(Dashes, ImpossiblePatternsLeaveTheLineWhole) {
  EXPECT_THAT(dashes(kLine, false, {0, 0}), ElementsAre(kLine));
  EXPECT_THAT(dashes(kLine, false, {10, -5}), ElementsAre(kLine));
  const Line endless{{0, 0}, {kFarthest, 0}};
  EXPECT_THAT(dashes(endless, false, {1, 1}), ElementsAre(endless));
}

}  // namespace
}  // namespace perigee
