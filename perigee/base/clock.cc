#include "perigee/base/clock.h"

#include <array>
#include <cstdio>

#include "perigee/base/text.h"

namespace perigee {
namespace {

class SystemClock final : public Clock {
 public:
  Millis now() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  }
  std::chrono::steady_clock::time_point steady() const override { return std::chrono::steady_clock::now(); }
};

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

constexpr std::string_view kForm = "0000-00-00T00:00:00";

bool has_form(std::string_view text) {
  if (text.size() < kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i)
    if (kForm[i] == '0' ? !is_digit(text[i]) : text[i] != kForm[i]) return false;
  return true;
}

// Precondition: digits are there.
int number_at(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) number = number * 10 + (c - '0');
  return number;
}

// ".25Z" and "Z"; digits after the third are below our unit.
std::optional<int> fraction_of(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() < 3 || text.front() != '.' || text.back() != 'Z') return std::nullopt;
  int millis = 0, unit = 100;
  for (const char c : text.substr(1, text.size() - 2)) {
    if (!is_digit(c)) return std::nullopt;
    millis += (c - '0') * unit;
    unit /= 10;
  }
  return millis;
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

std::int64_t days_from_civil(Civil date) {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = floor_div(days, 146097);
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  const int year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  return {year, month, day};
}

bool is_valid(Civil date) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.month < 1 || date.month > 12 || date.day < 1) return false;
  const bool leap_february = date.month == 2 && is_leap(date.year);
  return date.day <= kDays[static_cast<std::size_t>(date.month - 1)] + (leap_february ? 1 : 0);
}

Civil civil_of(Millis time) { return civil_from_days(floor_div(time, kMillisPerDay)); }

std::string iso8601(Millis time) {
  const Civil date = civil_of(time);
  const auto of_day = static_cast<int>(time - floor_div(time, kMillisPerDay) * kMillisPerDay);
  const int seconds = of_day / 1000;
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", date.year, date.month, date.day,
                seconds / 3600, seconds / 60 % 60, seconds % 60);
  std::string result = text.data();
  if (const int millis = of_day % 1000; millis != 0) {
    std::snprintf(text.data(), text.size(), ".%03d", millis);
    result += text.data();
  }
  return result + "Z";
}

std::optional<Millis> parse_iso8601(std::string_view text) {
  if (!has_form(text)) return std::nullopt;
  const Civil date{number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2)};
  const int hour = number_at(text, 11, 2), minute = number_at(text, 14, 2), second = number_at(text, 17, 2);
  const auto millis = fraction_of(text.substr(kForm.size()));
  if (!millis || !is_valid(date) || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t seconds = (hour * 60 + minute) * 60 + second;
  return days_from_civil(date) * kMillisPerDay + seconds * 1000 + *millis;
}

}  // namespace perigee
