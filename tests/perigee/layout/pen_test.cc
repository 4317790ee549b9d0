#include "perigee/layout/pen.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

const Fill& only_fill(const Scene& scene) {
  EXPECT_EQ(scene.items.size(), 1u);
  return std::get<Fill>(scene.items.front());
}

// Twice the signed area, in the pen's units.
std::int64_t area(const Ring& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Fix a = ring[i], b = ring[(i + 1) % ring.size()];
    sum += static_cast<std::int64_t>(a.x) * b.y - static_cast<std::int64_t>(b.x) * a.y;
  }
  return sum;
}

TEST(Pen, DiscsAreOneShapeSoThatTheirPaintLiesOnceWhereTheyOverlap) {
  Pen pen(100, 100, 2, ThemeName::light);
  pen.discs({{40, 50}, {42, 50}, {44, 50}}, 5, {.ink = Ink::hue_blue, .alpha = 100});
  const Scene scene = pen.take();
  const Fill& shape = only_fill(scene);
  EXPECT_EQ(shape.path.size(), 3u);
  EXPECT_EQ(shape.rule, FillRule::nonzero);
}

TEST(Pen, RingsHaveTheirInnerEdgeTheOtherWayRound) {
  Pen pen(100, 100, 2, ThemeName::light);
  pen.rings({{40, 50}, {60, 50}}, 5, 1, {.ink = Ink::hue_blue});
  const Scene scene = pen.take();
  const Path& path = only_fill(scene).path;
  ASSERT_EQ(path.size(), 4u);
  for (const std::size_t outer : {0u, 2u}) {
    EXPECT_NE(area(path[outer]) > 0, area(path[outer + 1]) > 0);
    EXPECT_GT(std::abs(area(path[outer])), std::abs(area(path[outer + 1])));
  }
}

}  // namespace
}  // namespace perigee
