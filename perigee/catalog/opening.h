// How every chart begins: with what its footer says of the dataset, and, where no row is left, with words.
#pragma once

#include <string>

#include "perigee/catalog/analysis.h"

namespace perigee {

// A chart of which nothing is drawn yet. `source` is the dataset's name and how much of it is drawn.
Chart opening(const DatasetFacts& facts, std::string source);

// The same with nothing to draw: "No launches match country = Atlantis." and what to do about it.
Chart nothing_left(const DatasetFacts& facts, std::string source, std::string title, std::string sentence,
                   std::string remedy);

}  // namespace perigee
