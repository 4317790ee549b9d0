#include "perigee/layout/scene.h"

#include <array>
#include <cmath>

#include "perigee/layout/arc.h"

namespace perigee {

std::int32_t fix(double pixels) {
  constexpr double kMost = kFarthest / double{kOne};
  if (!(std::abs(pixels) < kMost)) return pixels > 0 ? kFarthest : pixels < 0 ? -kFarthest : 0;
  return static_cast<std::int32_t>(std::lround(pixels * kOne));
}

Ring rectangle(Fix corner, Fix opposite) { return {corner, {opposite.x, corner.y}, opposite, {corner.x, opposite.y}}; }

Ring disc(Fix centre, std::int32_t radius) {
  constexpr std::array<Direction, 5> kQuarters{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}}};
  Ring ring;
  for (std::size_t i = 0; i < 4; ++i) {
    ring.push_back(step_from(centre, kQuarters[i], radius));
    append_arc(ring, centre, radius, kQuarters[i], kQuarters[i + 1]);
  }
  return ring;
}

Ring moved(Ring ring, Fix by) {
  for (Fix& point : ring) point = {point.x + by.x, point.y + by.y};
  return ring;
}

}  // namespace perigee
