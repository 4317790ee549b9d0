// What the text of a filter means for a type of column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "perigee/base/clock.h"

namespace perigee {

std::optional<double> number_in_filter(std::string_view text);  // "1957", "62.5"
std::optional<bool> boolean_in_filter(std::string_view text);   // "true", "no", "1"

// The time that "2001", "2001-05" or "2001-05-03" covers.
struct Period {
  Millis begin = 0, end = 0;  // end exclusive
};
std::optional<Period> period_in_filter(std::string_view text);

std::string word_in_filter(std::string_view text);  // trimmed, ASCII letters in lower case

}  // namespace perigee
