// Labels on one line pushed apart as little as possible.
#pragma once

#include <vector>

namespace perigee {

struct Wish {
  double centre = 0;  // where the label would like to be
  double extent = 0;  // the room it takes, gap included
};

// Centres in [low, high] for wishes in ascending order of their centres, at least their extents apart and nearest to
// the wishes in the sense of least squares: isotonic regression by pooling adjacent violators (Ayer et al. 1955).
// Where the extents exceed high - low, the labels start at `low` and run over.
std::vector<double> spread(const std::vector<Wish>& wishes, double low, double high);

}  // namespace perigee
