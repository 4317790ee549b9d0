// What the analyses of launches share: their columns by role, the words for sectors, and counts ready to draw.
//
// It lies in stat, not in analyses, because every source file of perigee/analyses is an analysis and is registered as
// one. Nothing here knows a chart: texts are strings that an analysis puts where they belong. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/period.h"

namespace perigee {

// ---- columns ----------------------------------------------------------------------------------------------------

// A column under the name by which analyses know it, and its names in real files (compared by letters and digits,
// without case). An analysis makes its own description of the column from it: an aggregate that begins with these
// members, which lies in a layer that stat may not include.
struct LaunchColumn {
  std::string role;
  std::vector<std::string> aliases;
  std::vector<Type> types;
  std::string help;

  template <class Need>
  Need required() const {
    return {role, aliases, types, help};
  }
  // For what a user may filter by, or what only the footer needs: its cells are not read to draw.
  template <class Need>
  Need at_hand() const {
    Need need = required<Need>();
    need.optional = need.filter_only = true;
    return need;
  }
};

LaunchColumn year_column();    // an integer, or a date whose year counts
LaunchColumn sector_column();  // P and S, or the words
LaunchColumn company_column();
LaunchColumn country_column();          // of launch
LaunchColumn company_country_column();  // of the company
LaunchColumn location_column();         // "pad, site, state, country"
LaunchColumn date_column();
LaunchColumn status_column();

// What users filter launches by, whether an analysis draws it or not.
std::vector<LaunchColumn> filter_columns();

// ---- counts -----------------------------------------------------------------------------------------------------

inline constexpr std::string_view kPrivate = "Private", kState = "State", kOtherSector = "Other", kUnknown = "Unknown";

// "P", "private" → Private; "S", "state", "government" → State, without case; anything else, also nothing → Other.
std::string_view sector_word(std::string_view cell);

// Whether a text names Private, State or Other, and is not merely unknown.
bool is_sector(std::string_view text);

inline constexpr std::int64_t kFirstYear = 1900, kLastYear = 2200;  // the bounds of `from` and `to`

// Which launches the user asked for.
struct Selection {
  std::optional<std::int64_t> from, to;  // absent: as far as the data go
  std::string filter;                    // in words, "country = USA"; the table is filtered already
};

struct LaunchCounts {
  Table counts;                                // "year", the keys, "n": within the years asked for, ascending
  std::int64_t drawn = 0;                      // the sum of n
  std::int64_t matching = 0;                   // rows of the table, that is after the filter
  std::int64_t without_year = 0;               // of these: they can't be drawn
  std::int64_t first = 0, last = 0;            // least and greatest year in `counts`, 0 if there is none
  std::int64_t data_first = 0, data_last = 0;  // the same of all matching rows
};

// The table with the year as an integer, also where the file has it as a real number or as a date.
Table with_whole_years(const Table& launches);

// Counts by year and keys (roles). Sectors and outcomes ("status") are spelled out; a missing company or country is
// "Unknown", a missing number stays missing. The table must have the column "year". Years outside kFirstYear…kLastYear
// are not drawn. One pass over the key columns.
LaunchCounts count_launches(const Table& launches, std::vector<std::string> keys, const Selection& selection);

// Only these rows of the counts, with `drawn`, `first` and `last` of what is left.
LaunchCounts only(LaunchCounts launches, const std::function<bool(std::size_t row)>& keep);

// The rows of the years that were asked for; a launch without a year is in none.
Table within(const Table& launches, const Selection& selection);

// The year of a launch and the part of it that has passed by its date; its middle where no day is known. The year must
// be an integer.
double when_of(const Table& launches, std::size_t row);

// Sum of an integer column.
std::int64_t total(const Table& table, const std::string& column);

// Where the data end, if that is within the last year shown. `most` holds the greatest cell of each role.
std::optional<DataEnd> unfinished(const std::vector<std::pair<std::string, std::string>>& most, std::int64_t last);

// ---- words ------------------------------------------------------------------------------------------------------

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
