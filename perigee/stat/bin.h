// bin: numbers put into periods of equal length (SQL's FLOOR(x / n) * n).
#pragma once

#include <cstdint>
#include <string>

#include "perigee/data/table.h"

namespace perigee {

// The start of the period of `width` that holds the value; periods start at multiples of the width, also below zero:
// start_of_period(1957, 5) = 1955, start_of_period(-1, 5) = −5. Precondition: width ≥ 1.
std::int64_t start_of_period(std::int64_t value, std::int64_t width);

// The table with one more integer column `as`: the period's start for each row's integer; a missing cell stays missing.
Table bin(const Table& table, const std::string& column, std::int64_t width, const std::string& as);

}  // namespace perigee
