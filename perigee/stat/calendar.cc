#include "perigee/stat/calendar.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace perigee {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::years;

using Instant = std::chrono::sys_time<milliseconds>;

constexpr std::array<std::string_view, 5> kWords{"auto", "hour", "day", "month", "year"};
constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

Instant instant(std::int64_t time) { return Instant(milliseconds(time)); }
std::int64_t time_of(Instant instant) { return instant.time_since_epoch().count(); }
year_month_day date_of(Instant instant) { return year_month_day(floor<days>(instant)); }

Instant first_of(year_month_day date) { return Instant(sys_days(date.year() / date.month() / 1)); }
Instant new_year(year_month_day date) { return Instant(sys_days(date.year() / std::chrono::January / 1)); }

// About how long a period is.
milliseconds length_of(Every every) {
  switch (every) {
    case Every::hour:
      return hours(1);
    case Every::day:
      return days(1);
    case Every::month:
      return std::chrono::duration_cast<milliseconds>(months(1));
    case Every::year:
      break;
  }
  return std::chrono::duration_cast<milliseconds>(years(1));
}

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::vector<std::string> every_words() { return {kWords.begin(), kWords.end()}; }

Every every_of(std::string_view word) {
  const auto* const found = std::find(kWords.begin() + 1, kWords.end(), word);
  return found == kWords.end() ? Every::year : static_cast<Every>(found - kWords.begin() - 1);
}

std::string_view every_word(Every every) { return kWords[static_cast<std::size_t>(every) + 1]; }

std::int64_t period_start(Every every, std::int64_t time) {
  const Instant at = instant(time);
  switch (every) {
    case Every::hour:
      return time_of(floor<hours>(at));
    case Every::day:
      return time_of(floor<days>(at));
    case Every::month:
      return time_of(first_of(date_of(at)));
    case Every::year:
      break;
  }
  return time_of(new_year(date_of(at)));
}

std::int64_t period_after(Every every, std::int64_t start) {
  const Instant at = instant(start);
  switch (every) {
    case Every::hour:
      return time_of(at + hours(1));
    case Every::day:
      return time_of(at + days(1));
    case Every::month:
      return time_of(first_of(date_of(at) + months(1)));
    case Every::year:
      break;
  }
  return time_of(new_year(date_of(at) + years(1)));
}

Every every_for(std::int64_t first, std::int64_t last, std::size_t most, Every finest) {
  for (const Every every : {Every::hour, Every::day, Every::month})
    if (every >= finest && (last - first) / length_of(every).count() < static_cast<std::int64_t>(most)) return every;
  return Every::year;
}

std::vector<std::int64_t> periods(Every every, std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> starts;
  for (std::int64_t start = period_start(every, first); start <= last; start = period_after(every, start))
    starts.push_back(start);
  return starts;
}

std::string period_in_words(Every every, std::int64_t start) {
  const year_month_day date = date_of(instant(start));
  std::string year = std::to_string(static_cast<int>(date.year()));
  if (every == Every::year) return year;
  std::string month = std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + " " + year;
  if (every == Every::month) return month;
  std::string day = std::to_string(static_cast<unsigned>(date.day())) + " " + month;
  if (every == Every::day) return day;
  const std::int64_t hour = (start - period_start(Every::day, start)) / length_of(Every::hour).count();
  return day + ", " + two_digits(hour) + ":00";
}

}  // namespace perigee
