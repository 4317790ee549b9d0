// Months and weekdays of dates, UTC. Pure functions.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "perigee/data/table.h"

namespace perigee {

inline constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};
inline constexpr std::array<std::string_view, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                              "Friday", "Saturday", "Sunday"};

// The table with two more integer columns, "month" (1 to 12) and "weekday" (1, Monday, to 7), of a datetime column.
// Both are missing where no day is known: a month alone has no weekday.
Table with_weekdays(const Table& table, const std::string& date);

}  // namespace perigee
