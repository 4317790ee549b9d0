#include "perigee/draw/stroke.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "perigee/layout/font.h"
#include "tests/perigee/draw/coverage.h"

namespace perigee {
namespace {

Fix at(double x, double y) { return {fix(x), fix(y)}; }

Stroke stroke_of(std::vector<Fix> line, double width, Join join = Join::miter, Cap cap = Cap::butt) {
  Stroke stroke;
  stroke.line = std::move(line);
  stroke.width = fix(width);
  stroke.join = join;
  stroke.cap = cap;
  return stroke;
}

double inked(const Stroke& stroke) { return filled(stroke_outline(stroke), 100, 100).sum(); }

const std::vector<Fix> kStraight{at(20, 50), at(60, 50)};
const std::vector<Fix> kCorner{at(20, 20), at(60, 20), at(60, 60)};
const std::vector<Fix> kSquare{at(20, 20), at(60, 20), at(60, 60), at(20, 60)};

TEST(Stroke, StraightLineIsARectangle) { EXPECT_EQ(inked(stroke_of(kStraight, 4)), 160); }

TEST(Stroke, CapsAddTheirShape) {
  EXPECT_EQ(inked(stroke_of(kStraight, 4, Join::miter, Cap::square)), 176);
  EXPECT_NEAR(inked(stroke_of(kStraight, 4, Join::miter, Cap::round)), 160 + 4 * M_PI, 0.03 * 4 * M_PI);
}

TEST(Stroke, JoinsFillTheOuterCorner) {
  const double without_corner = 40 * 8 + 36 * 8;
  EXPECT_NEAR(inked(stroke_of(kCorner, 8, Join::miter)), without_corner + 32, 0.01);
  EXPECT_NEAR(inked(stroke_of(kCorner, 8, Join::bevel)), without_corner + 24, 0.01);
  EXPECT_NEAR(inked(stroke_of(kCorner, 8, Join::round)), without_corner + 16 + 4 * M_PI, 0.03 * 4 * M_PI);
}

TEST(Stroke, SharpMitersBecomeBevels) {
  const std::vector<Fix> needle{at(10, 50), at(80, 50), at(10, 52)};
  EXPECT_NEAR(inked(stroke_of(needle, 4, Join::miter)), inked(stroke_of(needle, 4, Join::bevel)), 1e-9);
}

TEST(Stroke, ClosedLinesHaveNoCaps) {
  Stroke stroke = stroke_of(kSquare, 6);
  stroke.closed = true;
  EXPECT_EQ(inked(stroke), 46 * 46 - 34 * 34);
}

TEST(Stroke, ClosedLinesMayRepeatTheirStart) {
  Stroke stroke = stroke_of(kSquare, 6), repeating = stroke;
  stroke.closed = repeating.closed = true;
  repeating.line.push_back(repeating.line.front());
  EXPECT_EQ(inked(repeating), inked(stroke));
}

TEST(Stroke, DirectionDoesNotMatter) {
  Stroke stroke = stroke_of(kCorner, 5, Join::round, Cap::round), back = stroke;
  std::ranges::reverse(back.line);
  EXPECT_NEAR(inked(back), inked(stroke), 0.01);
}

TEST(Stroke, RepeatedPointsChangeNothing) {
  Stroke stroke = stroke_of(kCorner, 5, Join::round, Cap::round), stuttering = stroke;
  stuttering.line = {kCorner[0], kCorner[0], kCorner[1], kCorner[1], kCorner[1], kCorner[2], kCorner[2]};
  EXPECT_EQ(stroke_outline(stuttering), stroke_outline(stroke));
}

TEST(Stroke, PointsBecomeDots) {
  const std::vector<Fix> point{at(50, 50), at(50, 50)};
  EXPECT_NEAR(inked(stroke_of(point, 10, Join::round, Cap::round)), 25 * M_PI, 0.03 * 25 * M_PI);
  EXPECT_EQ(inked(stroke_of(point, 10, Join::round, Cap::square)), 100);
  EXPECT_EQ(inked(stroke_of(point, 10, Join::round, Cap::butt)), 0);
}

TEST(Stroke, NothingHasNoOutline) {
  EXPECT_TRUE(stroke_outline(stroke_of({}, 5)).empty());
  EXPECT_TRUE(stroke_outline(stroke_of(kStraight, 0)).empty());
  EXPECT_TRUE(stroke_outline(stroke_of(kStraight, -3)).empty());
}

// Edges that lie upon each other count twice in the pixels that they cut.
TEST(Stroke, LineThatTurnsBackKeepsItsCaps) {
  const Stroke there_and_back = stroke_of({at(20, 50), at(60, 50), at(20, 50)}, 4, Join::round, Cap::round);
  EXPECT_NEAR(inked(there_and_back), inked(stroke_of(kStraight, 4, Join::round, Cap::round)), 3);
}

TEST(Stroke, CrossingPiecesUnite) {
  const std::vector<Fix> bow{at(20, 20), at(60, 60), at(60, 20), at(20, 60)};
  for (const std::int32_t area : filled(stroke_outline(stroke_of(bow, 7)), 100, 100).areas) EXPECT_LE(area, kFullArea);
  const Coverage coverage = filled(stroke_outline(stroke_of(bow, 7)), 100, 100);
  EXPECT_EQ(coverage.at(40, 40), kFullArea);
}

// Every point of a random line is covered, and no ink is farther away than half the width (with round joins and caps).
TEST(Stroke, NoisyLinesAreCoveredAndNothingElse) {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::vector<Fix> line(40);
    for (std::size_t k = 0; k < line.size(); ++k) {
      line[k] = {static_cast<std::int32_t>(20 * kOne + static_cast<std::int32_t>(k) * 384),
                 static_cast<std::int32_t>(30 * kOne + static_cast<std::int32_t>(random() % (40 * kOne)))};
    }
    const Coverage coverage = filled(stroke_outline(stroke_of(line, 3, Join::round, Cap::round)), 100, 100);
    for (const Fix point : line) EXPECT_GT(coverage.at(point.x >> 8, point.y >> 8), kFullArea / 4) << i;
    for (int y = 0; y < 27; ++y) {
      for (int x = 0; x < 100; ++x) EXPECT_EQ(coverage.at(x, y) + coverage.at(x, 99 - y), 0) << i;
    }
  }
}

TEST(Stroke, AbsurdCoordinatesAreHarmless) {
  constexpr std::int32_t kFar = std::numeric_limits<std::int32_t>::max();
  filled(stroke_outline(stroke_of({{-kFar, -kFar}, {kFar, 3}, {0, kFar}}, 1e9, Join::round, Cap::round)), 100, 100);
  EXPECT_NEAR(inked(stroke_of({{-kFar, 50 * kOne}, {kFar, 50 * kOne}}, 4)), 400, 0.01);
}

TEST(Halo, SurroundsGlyphsAndTheirHoles) {
  Path glyph = outline(Cut::semibold, 60 * kOne, "O");
  for (Fix& point : glyph[0]) point.y += 80 * kOne;
  for (Fix& point : glyph[1]) point.y += 80 * kOne;
  Path both = halo_outline(glyph, 2 * kOne);
  const double halo = filled(both, 100, 100).sum(), letter = filled(glyph, 100, 100).sum();
  EXPECT_GT(halo, letter / 2);
  both.insert(both.end(), glyph.begin(), glyph.end());
  EXPECT_GT(filled(halo_outline(glyph, 4 * kOne), 100, 100).sum(), halo);
}

TEST(Halo, RingsOfBothDirectionsUnite) {
  const Ring ring = disc(at(40, 50), fix(20)), other(ring.rbegin(), ring.rend());
  const Coverage once = filled(halo_outline({ring}, fix(3)), 100, 100);
  const Coverage both = filled(halo_outline({ring, other}, fix(3)), 100, 100);
  EXPECT_NEAR(once.sum(), M_PI * (23 * 23 - 17 * 17), 10);
  for (std::size_t i = 0; i < once.areas.size(); ++i) EXPECT_GE(both.areas[i], once.areas[i]);
}

}  // namespace
}  // namespace perigee
