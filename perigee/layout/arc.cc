#include "perigee/layout/arc.h"

#include <cmath>

namespace perigee {
namespace {

constexpr double kTolerance = 0.08 * kOne;

}  // namespace

Fix step_from(Fix centre, Direction direction, double distance) {
  return {centre.x + static_cast<std::int32_t>(std::lround(direction.x * distance)),
          centre.y + static_cast<std::int32_t>(std::lround(direction.y * distance))};
}

void append_arc(std::vector<Fix>& line, Fix centre, double radius, Direction from, Direction to) {
  const double x = from.x + to.x, y = from.y + to.y;
  const double length = std::sqrt(x * x + y * y);  // twice the cosine of half the angle
  if (length == 0 || radius * (1 - length / 2) <= kTolerance) return;
  const Direction middle{x / length, y / length};
  append_arc(line, centre, radius, from, middle);
  line.push_back(step_from(centre, middle, radius));
  append_arc(line, centre, radius, middle, to);
}

}  // namespace perigee
