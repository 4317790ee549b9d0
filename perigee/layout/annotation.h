// Facts pinned to points: a hollow circle, words in a free place near it and a curved arrow between them.
#pragma once

#include <vector>

#include "perigee/layout/axes.h"

namespace perigee {

// In order of importance, at most two. Words go where neither marks nor labels are, in fewer words where only that
// fits; the circle stands alone if nothing does. `taken` holds what is drawn already, `words` those boxes of it that no
// arrow may cross.
void draw_annotations(const std::vector<Annotation>& annotations, const Plot& plot, const Occupancy& taken,
                      const std::vector<Box>& words, Pen& pen);

}  // namespace perigee
