// Facts pinned to points: a hollow circle, words in a free place near it and a curved arrow between them.
#pragma once

#include <vector>

#include "perigee/layout/axes.h"

namespace perigee {

// In order of importance, at most two. Words go where neither marks nor labels are, the fact without its remark if
// only that fits, the circle alone if nothing does. `taken` holds what is drawn, and after the call the annotations.
void draw_annotations(const std::vector<Annotation>& annotations, const Plot& plot, Pen& pen, Occupancy& taken);

}  // namespace perigee
