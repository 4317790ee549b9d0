// Fewer points for the same line.
#pragma once

#include <cstdint>
#include <vector>

#include "perigee/layout/scene.h"

namespace perigee {

// Drops points that lie within `tolerance` (1/256 px) of the line through their kept neighbours. The ends stay.
std::vector<Fix> thinned(const std::vector<Fix>& line, std::int32_t tolerance);

}  // namespace perigee
