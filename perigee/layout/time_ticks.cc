#include "perigee/layout/time_ticks.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string_view>

namespace perigee {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year_month_day;

constexpr std::int64_t kHour = 3600, kDay = 24 * kHour;
constexpr std::int64_t kMonday = 4 * kDay;           // the epoch was a Thursday
constexpr double kFarthestTime = 300'000'000'000.0;  // about the year 11,000: beyond it calendars are of no use
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

year_month_day date_of(std::int64_t second) { return year_month_day(floor<days>(sys_seconds(seconds(second)))); }
std::int64_t second_of(int year, int month) {
  const auto at = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) / 1;
  return sys_seconds(sys_days(at)).time_since_epoch().count();
}

// Multiples of `step` seconds, counted from `origin`.
std::vector<std::int64_t> regular(double first, double last, std::int64_t step, std::int64_t origin) {
  std::vector<std::int64_t> at;
  const double begin = std::ceil((first - static_cast<double>(origin)) / static_cast<double>(step));
  for (auto k = static_cast<std::int64_t>(begin); static_cast<double>(origin + k * step) <= last; ++k)
    at.push_back(origin + k * step);
  return at;
}

// The first days of every `step`-th month, counted from the year 0.
std::vector<std::int64_t> monthly(double first, double last, int step) {
  const year_month_day begin = date_of(static_cast<std::int64_t>(std::floor(first)));
  const int months = static_cast<int>(begin.year()) * 12 + static_cast<int>(static_cast<unsigned>(begin.month())) - 1;
  std::vector<std::int64_t> at;
  for (int month = (months / step) * step;; month += step) {
    const std::int64_t second = second_of(month / 12, month % 12 + 1);
    if (static_cast<double>(second) > last) return at;
    if (static_cast<double>(second) >= first) at.push_back(second);
  }
}

std::string hour_text(std::int64_t second) {
  const std::int64_t hour = ((second % kDay) + kDay) % kDay / kHour;
  return (hour < 10 ? "0" : "") + std::to_string(hour) + ":00";
}
std::string day_text(const year_month_day& date) {
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(date.month()) - 1]);
}
std::string year_text(const year_month_day& date) { return std::to_string(static_cast<int>(date.year())); }

enum class Unit : std::uint8_t { hour, day, month, year };

// Hours name the day at midnight, days the year and months the year where it is new.
std::string text_of(Unit unit, std::int64_t second, bool is_first, bool is_new_year) {
  const year_month_day date = date_of(second);
  if (unit == Unit::year) return year_text(date);
  const bool tells_year = is_first || is_new_year;
  if (unit == Unit::month)
    return std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + (tells_year ? " " + year_text(date) : "");
  if (unit == Unit::day) return day_text(date) + (tells_year ? " " + year_text(date) : "");
  return second % kDay == 0 || is_first ? day_text(date) + (second % kDay == 0 ? "" : ", " + hour_text(second))
                                        : hour_text(second);
}

std::vector<TimeTick> labelled(Unit unit, const std::vector<std::int64_t>& at) {
  std::vector<TimeTick> ticks;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const bool is_new_year = i > 0 && date_of(at[i]).year() != date_of(at[i - 1]).year();
    ticks.push_back({at[i], text_of(unit, at[i], i == 0, is_new_year)});
  }
  return ticks;
}

}  // namespace

std::vector<TimeTick> time_ticks(double first, double last, int wanted) {
  first = std::clamp(first, -kFarthestTime, kFarthestTime), last = std::clamp(last, first, kFarthestTime);
  const double most = std::max(1, wanted);
  for (const std::int64_t hours : {1, 3, 6, 12})
    if ((last - first) / static_cast<double>(hours * kHour) <= most)
      return labelled(Unit::hour, regular(first, last, hours * kHour, 0));
  for (const std::int64_t step : {1, 2, 7, 14})
    if ((last - first) / static_cast<double>(step * kDay) <= most)
      return labelled(Unit::day, regular(first, last, step * kDay, step < 7 ? 0 : kMonday));
  constexpr double kMonth = 30.5 * kDay;
  for (const int months : {1, 3, 6})
    if ((last - first) / (months * kMonth) <= most) return labelled(Unit::month, monthly(first, last, months));
  for (int decade = 1;; decade *= 10)
    for (const int years : {decade, 2 * decade, 5 * decade})
      if ((last - first) / (years * 12 * kMonth) <= most || decade >= 1000)
        return labelled(Unit::year, monthly(first, last, 12 * years));
}

}  // namespace perigee
