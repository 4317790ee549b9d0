// Where an axis of time is labelled: round hours, days, months and years of the calendar. UTC.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace perigee {

struct TimeTick {
  std::int64_t second = 0;  // since the epoch
  std::string text;         // "2018", "Mar 2018", "Apr", "3 Mar", "06:00"
};

// About `wanted` ticks, at most, within [first, last] seconds since the epoch: of the steps 1, 3, 6, 12 hours, 1, 2, 7,
// 14 days, 1, 3, 6 months, and 1, 2, 5 × 10^k years the finest that suffices (d3-time's ladder). A day tells its month
// and a month its year where they are not those of the tick before.
std::vector<TimeTick> time_ticks(double first, double last, int wanted);

}  // namespace perigee
