// Years in words, and the year that is not over yet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perigee {

// "1957–2020" (an en dash), or "1957" where both are one. Years are never grouped.
std::string span_of_years(std::int64_t from, std::int64_t to);

// Ascending years as runs: "1995–2006, 2009–2015 and 2017". A run of two years is "2007–2008".
std::string years_in_words(const std::vector<std::int64_t>& years);

// Where data end before their last year does. `day` is 0 where only the month is known.
struct DataEnd {
  std::int64_t year = 0;
  int month = 0, day = 0;

  std::string in_words() const;  // "7 August 2020", "August 2020"
  std::string note() const;      // "2020: data to 7 August only": the sentence of the footer
};

// From the greatest date as Column::display writes it ("2020-08-07", "2020-08-07T05:12:00Z", "2020-08"). Nothing where
// the year is complete (31 December, or December where no day is known) or where the text tells no month.
std::optional<DataEnd> partial_year(std::string_view greatest_date);

}  // namespace perigee
