// calendar: instants gathered by the hours, days, months and years that hold them. UTC; times are milliseconds since
// the epoch. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perigee {

enum class Every : std::uint8_t { hour, day, month, year };

std::vector<std::string> every_words();    // "auto", "hour", "day", "month", "year"
Every every_of(std::string_view word);     // one of these but "auto"; anything else is a year
std::string_view every_word(Every every);  // "hour" …

// The start of the period that holds the time, and of the one after it.
std::int64_t period_start(Every every, std::int64_t time);
std::int64_t period_after(Every every, std::int64_t start);

// The finest periods of which there are no more than `most` from the one time to the other, no finer than `finest`.
Every every_for(std::int64_t first, std::int64_t last, std::size_t most, Every finest = Every::hour);

// The starts of all periods from the one that holds `first` to the one that holds `last`.
std::vector<std::int64_t> periods(Every every, std::int64_t first, std::int64_t last);

// "2018", "March 2018", "3 March 2018", "3 March 2018, 14:00".
std::string period_in_words(Every every, std::int64_t start);

}  // namespace perigee
