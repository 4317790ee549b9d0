// Axis numbers as text: thousands by commas, U+2212, one number of decimals along an axis, m, bn and trn for the large.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "perigee/layout/ticks.h"

namespace perigee {

std::vector<std::string> labels(std::span<const Tick> ticks);

}  // namespace perigee
