#include "perigee/layout/scene.h"

#include <array>
#include <cmath>
#include <span>

#include "perigee/layout/arc.h"

namespace perigee {

std::int32_t fix(double pixels) {
  constexpr double kMost = kFarthest / double{kOne};
  if (!(std::abs(pixels) < kMost)) return pixels > 0 ? kFarthest : pixels < 0 ? -kFarthest : 0;
  return static_cast<std::int32_t>(std::lround(pixels * kOne));
}

Ring rectangle(Fix corner, Fix opposite) { return {corner, {opposite.x, corner.y}, opposite, {corner.x, opposite.y}}; }

namespace {

Ring circle(Fix centre, std::int32_t radius, std::span<const Direction> corners) {
  Ring ring;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    ring.push_back(step_from(centre, corners[i], radius));
    append_arc(ring, centre, radius, corners[i], corners[(i + 1) % corners.size()]);
  }
  return ring;
}

}  // namespace

// Of a square or of a hexagon whose sides were bisected often enough: the one with fewer points, 24 for a dot of a
// cloud where the square needs 32.
Ring disc(Fix centre, std::int32_t radius) {
  constexpr double kHalf = 0.5, kHeight = 0.86602540378443864676;  // cosine and sine of 60 degrees
  constexpr std::array<Direction, 4> kSquare{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
  constexpr std::array<Direction, 6> kHexagon{
      {{1, 0}, {kHalf, kHeight}, {-kHalf, kHeight}, {-1, 0}, {-kHalf, -kHeight}, {kHalf, -kHeight}}};
  Ring square = circle(centre, radius, kSquare), hexagon = circle(centre, radius, kHexagon);
  return hexagon.size() < square.size() ? hexagon : square;
}

Ring moved(Ring ring, Fix by) {
  for (Fix& point : ring) point = {point.x + by.x, point.y + by.y};
  return ring;
}

}  // namespace perigee
