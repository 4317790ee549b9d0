// A line cut into dashes.
#pragma once

#include <cstdint>
#include <vector>

#include "perigee/layout/scene.h"

namespace perigee {

// The drawn pieces of a line, cut after the lengths on, off, … (1/256 px, over and over) along it; an odd list counts
// twice, as in SVG. A pattern with a negative length or without any length, and one that would cut the line into more
// than 65,536 pieces, leave it whole.
std::vector<std::vector<Fix>> dashes(std::vector<Fix> line, bool closed, std::vector<std::int32_t> pattern);

}  // namespace perigee
