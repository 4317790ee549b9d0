// What charts of launches say in words. Nothing here knows a chart: texts are strings that an analysis puts where they
// belong. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/stat/launches.h"
#include "perigee/stat/period.h"

namespace perigee {

std::string launches_in_words(std::int64_t n);        // "1 launch", "4,324 launches"
std::string percent(double share);                    // "64%"; "<1%" and ">99%" rather than a false 0% or 100%
std::string number_word(std::int64_t n);              // "ten"; above twelve "13"
std::string period_word(std::int64_t width);          // "year", "five-year period", "decade"
std::string in_sentence(const std::string& country);  // "the USA"
std::string capitalised(std::string sentence);        // first letter, ASCII

// The place outside the country it is counted for, where the location names one that is known ("French Guiana" of
// France); else empty.
std::string_view territory(std::string_view location);

// "Global Space Launches (1,393 of 4,324 launches)"; without "of" where all are drawn.
std::string source_line(const std::string& source, std::int64_t drawn, std::int64_t rows);

// ", country = USA, 1957–2020": the end of a subtitle.
std::string scope_in_words(const LaunchCounts& launches, const Selection& selection);

// Why nothing can be drawn, and what to do. Precondition: launches.drawn == 0.
struct Nothing {
  std::string sentence, remedy;
};
Nothing why_nothing(const LaunchCounts& launches, const Selection& selection);

// The same where launches were counted, but none of them has what the chart is about ("a known outcome").
Nothing why_none_has(const std::string& what, const LaunchCounts& launches, const Selection& selection);

// "12 launches without a known outcome left out.", or nothing.
std::vector<std::string> left_out(std::int64_t launches, const std::string& without);

// What to say of a highlight that should name a sector and does not; else nothing.
std::vector<std::string> no_such_sector(const std::string& highlight);

// Sentences of the footer: an unfinished last year, launches without a year.
std::vector<std::string> gaps_in_words(const LaunchCounts& launches, const std::optional<DataEnd>& end);

}  // namespace perigee
