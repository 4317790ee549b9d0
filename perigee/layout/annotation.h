// Facts pinned to points: a hollow circle, words in a free place near it and a curved arrow between them.
#pragma once

#include <vector>

#include "perigee/layout/axes.h"

namespace perigee {

// In order of importance, at most two. Words go where neither marks nor labels are, in fewer words where only that
// fits; the circle stands alone if nothing does. `taken` holds what is drawn already.
void draw_annotations(const std::vector<Annotation>& annotations, const Plot& plot, const Occupancy& taken, Pen& pen);

}  // namespace perigee
