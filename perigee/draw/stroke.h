// Stroke → the outline to be filled (nonzero): joins, caps, dashes.
//
// Directions come from square roots alone, without trigonometry, and each vertex is rounded to 1/256 px: the same
// stroke has the same outline on every machine.
#pragma once

#include "perigee/layout/scene.h"

namespace perigee {

// All rings wind the same way, so that crossing and overlapping pieces unite. Miters longer than four half-widths
// become bevels. A line of no length is a dot with round caps, a square with square ones, nothing with butt ones.
// Dashes that would come to more than 65,536 pieces are not cut.
Path stroke_outline(const Stroke& stroke);

// The band of `radius` on both sides of each ring: what a halo adds around glyphs.
Path halo_outline(const Path& path, std::int32_t radius);

}  // namespace perigee
