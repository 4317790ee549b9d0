#include "perigee/layout/clip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace perigee {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Box kBox{0, 0, 10, 10};

double area(const std::vector<Point>& ring) {
  double twice = 0;
  for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++)
    twice += ring[k].x * ring[i].y - ring[i].x * ring[k].y;
  return std::abs(twice / 2);
}

TEST(ClippedRing, KeepsARingWithinTheBoxAsItIs) {
  const std::vector<Point> ring{{1, 1}, {9, 1}, {5, 9}};
  EXPECT_EQ(clipped_ring(ring, kBox), ring);
}

TEST(ClippedRing, CutsWhatReachesBeyondASide) {
  EXPECT_DOUBLE_EQ(area(clipped_ring({{-5, 2}, {5, 2}, {5, 8}, {-5, 8}}, kBox)), 30);
  EXPECT_DOUBLE_EQ(area(clipped_ring({{-50, -50}, {50, -50}, {50, 50}, {-50, 50}}, kBox)), 100);
}

TEST(ClippedRing, IsEmptyOutsideOfTheBox) { EXPECT_THAT(clipped_ring({{11, 1}, {19, 1}, {15, 9}}, kBox), IsEmpty()); }

TEST(ClippedRing, TakesAnEmptyRing) { EXPECT_THAT(clipped_ring({}, kBox), IsEmpty()); }

TEST(ClippedLine, KeepsALineWithinTheBoxInOnePiece) {
  const std::vector<Point> line{{1, 1}, {9, 1}, {5, 9}};
  EXPECT_THAT(clipped_line(line, kBox), ElementsAre(line));
}

TEST(ClippedLine, FallsIntoPiecesWhereItLeavesTheBox) {
  const std::vector<Point> there{{5, 5}, {10, 5}}, back{{10, 8}, {5, 8}};
  EXPECT_THAT(clipped_line({{5, 5}, {15, 5}, {15, 8}, {5, 8}}, kBox), ElementsAre(there, back));
}

TEST(ClippedLine, CrossesTheBoxWithBothEndsOutside) {
  const std::vector<Point> through{{0, 5}, {10, 5}};
  EXPECT_THAT(clipped_line({{-5, 5}, {15, 5}}, kBox), ElementsAre(through));
}

TEST(ClippedLine, IsNothingOutsideOfTheBox) {
  EXPECT_THAT(clipped_line({{-5, 2}, {2, -5}}, kBox), IsEmpty());
  EXPECT_THAT(clipped_line({{5, 5}}, kBox), IsEmpty());
}

}  // namespace
}  // namespace perigee
