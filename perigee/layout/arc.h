// Circular arcs as points, by bisection. Only + − × ÷ and square roots, which IEEE 754 rounds correctly: the points are
// the same on every machine, as those of sine and cosine are not.
#pragma once

#include <cstdint>
#include <vector>

#include "perigee/layout/scene.h"

namespace perigee {

// A unit vector.
struct Direction {
  double x = 1, y = 0;
};

// The point at `distance` (1/256 px) from `centre`.
Fix step_from(Fix centre, Direction direction, double distance);

// Appends the points strictly between the two directions, on the shorter way, so that no chord leaves the circle by
// more than 0.08 px. Opposite directions have no shorter way: bisect them first.
void append_arc(std::vector<Fix>& line, Fix centre, double radius, Direction from, Direction to);

}  // namespace perigee
