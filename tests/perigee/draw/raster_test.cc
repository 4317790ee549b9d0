#include "perigee/draw/raster.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "tests/perigee/draw/coverage.h"

#if __has_include(<agg_rasterizer_scanline_aa.h>)
#define PERIGEE_HAS_AGG 1
#include <agg_rasterizer_scanline_aa.h>
#include <agg_scanline_u.h>
#endif

namespace perigee {
namespace {

constexpr int kWidth = 64, kHeight = 48;

Fix at(double x, double y) { return {fix(x), fix(y)}; }
Ring box(double left, double top, double right, double bottom) { return rectangle(at(left, top), at(right, bottom)); }
Ring reversed(Ring ring) { return {ring.rbegin(), ring.rend()}; }

// Polygons of 3 to 10 corners on and around the canvas, many of them crossing themselves.
class Polygons {
 public:
  explicit Polygons(unsigned seed) : random_(seed) {}

  Ring next() {
    const bool near = random_() % 2 == 0;
    std::uniform_int_distribution<std::int32_t> x(near ? 0 : -60 * kOne, (near ? kWidth : 120) * kOne);
    std::uniform_int_distribution<std::int32_t> y(near ? 0 : -60 * kOne, (near ? kHeight : 110) * kOne);
    Ring ring(3 + random_() % 8);
    for (Fix& point : ring) point = {x(random_), y(random_)};
    return ring;
  }

 private:
  std::mt19937 random_;
};

// Shoelace formula, in pixels.
double area_of(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Fix a = ring[i], b = ring[(i + 1) % ring.size()];
    twice += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return std::abs(twice) / 2 / kOne / kOne;
}

TEST(Raster, WholePixelsAreCoveredWhole) {
  const Coverage coverage = filled({box(3, 2, 7, 4)}, kWidth, kHeight);
  EXPECT_EQ(coverage.sum(), 8);
  EXPECT_EQ(coverage.at(3, 2), kFullArea);
  EXPECT_EQ(coverage.at(6, 3), kFullArea);
  EXPECT_EQ(coverage.at(7, 3), 0);
}

TEST(Raster, PartsOfAPixelAreExact) {
  const Coverage coverage = filled({box(3.25, 2.5, 3.75, 3)}, kWidth, kHeight);
  EXPECT_EQ(coverage.at(3, 2), kFullArea / 4);
  EXPECT_EQ(coverage.sum(), 0.25);
}

TEST(Raster, DiagonalHalvesItsPixels) {
  const Coverage coverage = filled({{at(0, 0), at(8, 8), at(0, 8)}}, kWidth, kHeight);
  for (int i = 0; i < 8; ++i) EXPECT_EQ(coverage.at(i, i), kFullArea / 2);
}

TEST(Raster, CoverageAddsUpToTheArea) {
  std::mt19937 random(1);
  std::uniform_int_distribution<std::int32_t> x(0, kWidth * kOne), y(0, kHeight * kOne);
  for (int i = 0; i < 1000; ++i) {
    const Ring triangle{{x(random), y(random)}, {x(random), y(random)}, {x(random), y(random)}};
    // An edge is cut at rows and columns to 1/256 px, which moves it by at most that much: allow it along its length.
    EXPECT_NEAR(filled({triangle}, kWidth, kHeight).sum(), area_of(triangle), 1e-3 * kWidth * kHeight) << i;
  }
  const Ring circle = disc(at(30, 20), fix(17.3));
  EXPECT_NEAR(filled({circle}, kWidth, kHeight).sum(), area_of(circle), 1e-3 * area_of(circle));
}

TEST(Raster, HolesAreRingsOfTheOtherDirection) {
  const Path frame{box(2, 2, 12, 12), reversed(box(4, 4, 10, 10))};
  EXPECT_EQ(filled(frame, kWidth, kHeight).sum(), 64);
}

TEST(Raster, RingsOfOneDirectionUnite) {
  const Path overlapping{box(2, 2, 12, 12), box(7, 2, 17, 12)};
  EXPECT_EQ(filled(overlapping, kWidth, kHeight).sum(), 150);
  EXPECT_EQ(filled(overlapping, kWidth, kHeight, FillRule::evenodd).sum(), 100);
}

TEST(Raster, EvenOddNeedsNoDirection) {
  const Path frame{box(2, 2, 12, 12), box(4, 4, 10, 10)};
  EXPECT_EQ(filled(frame, kWidth, kHeight).sum(), 100);
  EXPECT_EQ(filled(frame, kWidth, kHeight, FillRule::evenodd).sum(), 64);
}

TEST(Raster, NeighboursShareAnEdgeWithoutASeam) {
  const Path neighbours{{at(0, 0), at(20.3, 0), at(11.7, 30), at(0, 30)},
                        {at(20.3, 0), at(40, 0), at(40, 30), at(11.7, 30)}};
  const Coverage coverage = filled(neighbours, kWidth, kHeight);
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 40; ++x) EXPECT_EQ(coverage.at(x, y), kFullArea);
  }
}

TEST(Raster, SamePolygonTwiceKeepsItsInside) {
  const Ring circle = disc(at(20, 20), fix(9.5));
  const Coverage once = filled({circle}, kWidth, kHeight), twice = filled({circle, circle}, kWidth, kHeight);
  for (std::size_t i = 0; i < once.areas.size(); ++i) {
    EXPECT_EQ(twice.areas[i], std::min(2 * once.areas[i], kFullArea));
  }
  EXPECT_EQ(filled({circle, reversed(circle)}, kWidth, kHeight).sum(), 0);
}

TEST(Raster, ThousandsOfLayersStayWhole) {
  const Path layers(16'000, box(2, 2, 12, 12));
  EXPECT_EQ(filled(layers, kWidth, kHeight).sum(), 100);
}

// A shape that comes again is not cut again: wherever it lies, on bands and borders, too, its pixels are the same.
TEST(Raster, ShapesThatComeAgainGiveTheSamePixels) {
  std::mt19937 random(3);
  std::uniform_int_distribution<std::int32_t> corner(-9 * kOne, 9 * kOne), column(-12, kWidth + 12),
      row(-12, kHeight + 12);
  Raster raster(kWidth, kHeight, 7);
  for (int shapes = 0; shapes < 300; ++shapes) {
    Ring shape(3 + random() % 20);
    for (Fix& point : shape) point = {corner(random), corner(random)};
    for (int times = 0; times < 8; ++times) {
      const Ring placed = moved(shape, {column(random) * kOne, row(random) * kOne});
      EXPECT_EQ(filled(raster, {placed, disc(at(30, 20), fix(4))}, kWidth, kHeight),
                filled({placed, disc(at(30, 20), fix(4))}, kWidth, kHeight));
    }
  }
}

TEST(Raster, TriangleAroundTheCanvasFillsIt) {
  const Coverage coverage = filled({{at(-500, -10), at(5000, -10), at(-500, 4000)}}, kWidth, kHeight);
  EXPECT_EQ(coverage.sum(), kWidth * kHeight);
}

TEST(Raster, OpenWindingRunsToTheRightBorder) {
  const Coverage coverage = filled({box(60, 10, 900, 12)}, kWidth, kHeight);
  EXPECT_EQ(coverage.sum(), 8);
  EXPECT_EQ(coverage.at(0, 11), 0);
}

TEST(Raster, WhatIsOffTheCanvasLeavesNoTrace) {
  const Path outside{box(-20, 5, -3, 40), box(70, 5, 90, 40), box(5, -30, 50, -1), box(5, 48, 50, 80)};
  EXPECT_EQ(filled(outside, kWidth, kHeight).sum(), 0);
}

TEST(Raster, EachSideClipsExactly) {
  EXPECT_EQ(filled({box(-5, 5, 5, 15)}, kWidth, kHeight).sum(), 50);
  EXPECT_EQ(filled({box(59, 5, 69, 15)}, kWidth, kHeight).sum(), 50);
  EXPECT_EQ(filled({box(5, -5, 15, 5)}, kWidth, kHeight).sum(), 50);
  EXPECT_EQ(filled({box(5, 43, 15, 53)}, kWidth, kHeight).sum(), 50);
}

// What a small canvas shows is a part of what a large one shows around it.
TEST(Raster, ClippingDoesNotMoveEdges) {
  constexpr int kMargin = 128;
  Polygons polygons(2);
  for (int i = 0; i < 500; ++i) {
    Ring ring = polygons.next();
    const Coverage small = filled({ring}, kWidth, kHeight);
    for (Fix& point : ring) point = {point.x + kMargin * kOne, point.y + kMargin * kOne};
    const Coverage large = filled({ring}, kWidth + 2 * kMargin, kHeight + 2 * kMargin);
    for (int y = 0; y < kHeight; ++y) {
      for (int x = 0; x < kWidth; ++x) EXPECT_NEAR(small.at(x, y), large.at(x + kMargin, y + kMargin), kFullArea / 128);
    }
  }
}

TEST(Raster, HeightOfTheBandDoesNotMatter) {
  Polygons polygons(3);
  for (int i = 0; i < 500; ++i) {
    const Path path{polygons.next()};
    const Coverage expected = filled(path, kWidth, kHeight, FillRule::evenodd, kHeight);
    for (const int rows : {1, 2, 7, 64, 10'000}) {
      EXPECT_EQ(filled(path, kWidth, kHeight, FillRule::evenodd, rows), expected) << i << " in bands of " << rows;
    }
  }
}

TEST(Raster, DirectionAndStartOfARingDoNotMatter) {
  Polygons polygons(4);
  for (int i = 0; i < 500; ++i) {
    Ring ring = polygons.next();
    const Coverage expected = filled({ring}, kWidth, kHeight);
    EXPECT_EQ(filled({reversed(ring)}, kWidth, kHeight), expected);
    std::ranges::rotate(ring, ring.begin() + 1);
    EXPECT_EQ(filled({ring}, kWidth, kHeight), expected);
  }
}

TEST(Raster, FillerIsCleanAfterEachFill) {
  Polygons polygons(5);
  Raster raster(kWidth, kHeight, 16);
  int spans = 0;
  const auto count = [&](int, int, int, std::int32_t) { ++spans; };
  for (int i = 0; i < 200; ++i) raster.fill({polygons.next()}, FillRule::nonzero, count);
  spans = 0;
  raster.fill({box(0, 0, kWidth, kHeight)}, FillRule::nonzero, count);
  EXPECT_EQ(spans, kHeight);
}

TEST(Raster, SpansAscendAndStayOnTheCanvas) {
  Polygons polygons(6);
  Raster raster(kWidth, kHeight);
  for (int i = 0; i < 500; ++i) {
    int last_y = 0, last_x = 0;
    raster.fill({polygons.next()}, FillRule::nonzero, [&](int y, int x, int length, std::int32_t area) {
      EXPECT_TRUE(y > last_y || (y == last_y && x >= last_x));
      EXPECT_TRUE(x >= 0 && length > 0 && x + length <= kWidth && y < kHeight);
      EXPECT_TRUE(area > 0 && area <= kFullArea);
      last_y = y;
      last_x = x + length;
    });
  }
}

TEST(Raster, EmptyAndFlatPathsCoverNothing) {
  EXPECT_EQ(filled({}, kWidth, kHeight).sum(), 0);
  EXPECT_EQ(filled({{}, {at(1, 1)}, {at(1, 1), at(9, 9)}, box(3, 3, 3, 20), box(3, 3, 20, 3)}, kWidth, kHeight).sum(),
            0);
}

TEST(Raster, FarthestCoordinatesDoNotOverflow) {
  constexpr std::int32_t kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
  const Coverage coverage = filled({rectangle({kLeast, kLeast}, {kMost, kMost})}, kWidth, kHeight);
  EXPECT_EQ(coverage.sum(), kWidth * kHeight);
  filled({{{kLeast, 300}, {kMost, 301}, {20, kMost}, {kMost, kLeast}}}, kWidth, kHeight);
}

#ifdef PERIGEE_HAS_AGG
std::vector<int> agg_coverage(const Ring& ring, bool evenodd) {
  std::vector<int> coverage(kWidth * kHeight);
  agg::rasterizer_scanline_aa<> rasterizer;
  rasterizer.filling_rule(evenodd ? agg::fill_even_odd : agg::fill_non_zero);
  rasterizer.move_to(ring[0].x, ring[0].y);
  for (std::size_t i = 1; i < ring.size(); ++i) rasterizer.line_to(ring[i].x, ring[i].y);
  agg::scanline_u8 line;
  if (!rasterizer.rewind_scanlines()) return coverage;
  for (line.reset(rasterizer.min_x(), rasterizer.max_x()); rasterizer.sweep_scanline(line);) {
    if (line.y() < 0 || line.y() >= kHeight) continue;
    auto span = line.begin();
    for (unsigned n = line.num_spans(); n > 0; --n, ++span) {
      for (int i = 0; i < span->len; ++i) {
        const int x = span->x + i;
        if (x >= 0 && x < kWidth) coverage[static_cast<std::size_t>(line.y() * kWidth + x)] = span->covers[i];
      }
    }
  }
  return coverage;
}

// Anti-Grain Geometry 2.4, which matplotlib draws with, as the oracle.
TEST(Raster, AgreesWithAggOnTenThousandPolygons) {
  Polygons polygons(7);
  int worst = 0;
  for (int i = 0; i < 10'000; ++i) {
    const Ring ring = polygons.next();
    const bool evenodd = i % 2 == 1;
    const Coverage ours = filled({ring}, kWidth, kHeight, evenodd ? FillRule::evenodd : FillRule::nonzero);
    const std::vector<int> theirs = agg_coverage(ring, evenodd);
    for (std::size_t p = 0; p < theirs.size(); ++p) {
      const int level = static_cast<int>((std::int64_t{ours.areas[p]} * 255 + kFullArea / 2) / kFullArea);
      worst = std::max(worst, std::abs(level - theirs[p]));
    }
  }
  std::printf("worst difference from AGG: %d of 255\n", worst);
  RecordProperty("worst", worst);
  EXPECT_LE(worst, 4);
}
#else
TEST(Raster, AgreesWithAggOnTenThousandPolygons) {
  GTEST_SKIP() << "AGG is not installed (package libagg-dev): the filler is not compared with it.";
}
#endif

}  // namespace
}  // namespace perigee
