// Shapes cut to a box: what lies outside of it must not be drawn over the frame.
#pragma once

#include <vector>

#include "perigee/chart/chart.h"
#include "perigee/layout/box.h"

namespace perigee {

// The part of a ring within the box (Sutherland and Hodgman 1974); empty where there is none. Parts that the box
// separates stay connected along its edge, which a fill does not show.
std::vector<Point> clipped_ring(std::vector<Point> ring, const Box& box);

// The pieces of a line within the box, each of two points or more.
std::vector<std::vector<Point>> clipped_line(const std::vector<Point>& line, const Box& box);

}  // namespace perigee
