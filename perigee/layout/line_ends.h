// The names of lines, written at their ends: no legend.
#pragma once

#include "perigee/layout/axes.h"

namespace perigee {

// The last point that is known in full; the last one at all if none is. nullptr for a series without a value.
const Point* end_of(const Series& series);

// The room that the names need to the right of the plot, of `room` in all.
double gutter_width(const Lines& lines, double room);

// In the column of this width to the right of where the lines end, between top and bottom. Lines that end within the
// plot have their names upon its gridlines.
void draw_line_ends(const Lines& lines, const Plot& plot, double end, double gutter, Pen& pen);

}  // namespace perigee
