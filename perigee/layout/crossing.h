// Where two lines cross, so that the upper one can be set off from the lower one there and nowhere else.
#pragma once

#include <vector>

#include "perigee/chart/chart.h"

namespace perigee {

// The stretches of `upper` within `reach` of its crossings with `lower`. Both run from left to right.
std::vector<std::vector<Point>> crossing_stretches(const std::vector<Point>& upper, const std::vector<Point>& lower,
                                                   double reach);

}  // namespace perigee
