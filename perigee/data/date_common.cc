// The common shapes of date.h, and days since the epoch.
#include "perigee/base/clock.h"
#include "perigee/data/date.h"

namespace perigee {
namespace {

// The value of two digits, or 100 and more when they are none.
unsigned two_digits(const char* at) {
  const unsigned tens = static_cast<unsigned char>(at[0]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(at[1]) - unsigned{'0'};
  return tens > 9 || ones > 9 ? 100 : 10 * tens + ones;
}

// Days that every month has: the general reading decides about the others.
bool is_common(unsigned month, unsigned day) { return month - 1 < 12 && day - 1 < 28; }

bool is_year(unsigned century, unsigned year) { return century < 100 && year < 100 && century + year > 0; }

void set_date(DateReading& reading, unsigned year, unsigned month, unsigned day) {
  reading.valid = true;
  reading.year = static_cast<std::int32_t>(year);
  reading.month = static_cast<std::uint8_t>(month);
  reading.day = static_cast<std::uint8_t>(day);
}

DateReading read_slashed(const char* at, DayOrder order) {
  const unsigned first = two_digits(at), second = two_digits(at + 3);
  const unsigned century = two_digits(at + 6), year = two_digits(at + 8);
  const bool by_day = order == DayOrder::day_first;
  const unsigned month = by_day ? second : first, day = by_day ? first : second;
  DateReading reading;
  if (!is_year(century, year) || !is_common(month, day)) return reading;
  const DateKind alone = by_day ? DateKind::day_first : DateKind::month_first;
  reading.kind = first <= 12 && second <= 12 ? DateKind::either : alone;
  set_date(reading, 100 * century + year, month, day);
  return reading;
}

bool is_utc(std::string_view zone) { return zone.empty() || zone == "Z" || zone == "+00:00"; }

// Minutes of "05:12", or more than a day has.
unsigned minutes_of(const char* at) {
  const unsigned hour = two_digits(at), minute = two_digits(at + 3);
  return at[2] == ':' && hour < 24 && minute < 60 ? 60 * hour + minute : 9999;
}

// " 05:12", "T05:12:33Z"; false when it is anything else.
bool set_time(DateReading& reading, std::string_view text) {
  if (text.size() < 6 || (text[0] != ' ' && text[0] != 'T')) return false;
  const unsigned minutes = minutes_of(text.data() + 1);
  const bool has_seconds = text.size() >= 9 && text[6] == ':';
  const unsigned seconds = has_seconds ? two_digits(text.data() + 7) : 0;
  if (minutes >= 1440 || seconds >= 60 || !is_utc(text.substr(has_seconds ? 9 : 6))) return false;
  reading.precision = has_seconds ? Precision::second : Precision::minute;
  reading.of_day = (std::int64_t{60} * minutes + seconds) * 1000;
  return true;
}

}  // namespace

DateReading read_common_date(std::string_view text, DayOrder order) {
  const char* at = text.data();
  DateReading reading;
  if (text.size() < 10) return reading;
  if (at[2] == '/') return text.size() == 10 && at[5] == '/' ? read_slashed(at, order) : reading;
  if (at[4] != '-' || at[7] != '-') return reading;
  const unsigned century = two_digits(at), year = two_digits(at + 2);
  const unsigned month = two_digits(at + 5), day = two_digits(at + 8);
  if (!is_year(century, year) || !is_common(month, day)) return reading;
  if (text.size() > 10 && !set_time(reading, text.substr(10))) return DateReading{};
  reading.kind = DateKind::plain;
  set_date(reading, 100 * century + year, month, day);
  return reading;
}

// days_from_civil for years that are positive, where unsigned divisions do.
std::int64_t DateReading::millis() const {
  const auto y = static_cast<std::uint32_t>(year) - (month <= 2 ? 1u : 0u);
  const std::uint32_t era = y / 400, year_of_era = y % 400;
  const std::uint32_t day_of_year = (153u * (month > 2 ? month - 3u : month + 9u) + 2) / 5 + day - 1;
  const std::uint32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return (std::int64_t{era} * 146'097 + day_of_era - 719'468) * kMillisPerDay + of_day;
}

}  // namespace perigee
