// Rows gathered by their position on Earth: one row a place, with how many rows lie there or a statistic of their
// values. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "perigee/data/table.h"
#include "perigee/stat/summarize.h"

namespace perigee {

struct Positions {
  // "place", "latitude", "longitude", "rows", "value": greatest value first, then by place. A place that has no name is
  // called by its position, "47.4° N 8.5° E".
  Table places;
  std::int64_t rows = 0;              // that are gathered
  std::int64_t without_position = 0;  // a coordinate is missing
  std::int64_t impossible = 0;        // beyond ± 90° north or ± 180° east
  std::int64_t without_value = 0;     // places of which no row has a value
};

// Needs "latitude" and "longitude", may have "place"; rows of one name at different positions are different places.
// Without a statistic the value is the number of rows, else that of the column "value".
Positions gather(const Table& table, std::optional<Statistic> statistic);

}  // namespace perigee
