// crossover: when one series overtook another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

struct Crossover {
  std::optional<std::int64_t> first;  // the first x with a > b after an x with a < b; a series ahead from the start
                                      // has overtaken nobody
  std::vector<std::int64_t> ahead;    // every x with a > b, ascending
  std::vector<std::int64_t> behind;   // every x with a < b
  std::vector<std::int64_t> ties;     // every x with a = b, also 0 = 0
};

// Reads rows in ascending x. Preconditions: x integer, a and b integer or real, none missing.
Crossover crossover(const Table& table, const std::string& x, const std::string& a, const std::string& b);

}  // namespace perigee
