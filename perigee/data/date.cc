#include "perigee/data/date.h"

#include <array>
#include <cstddef>

#include "perigee/base/clock.h"
#include "perigee/data/date_reader.h"

namespace perigee {
namespace {

constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
constexpr std::array<std::string_view, 12> kLongMonths = {"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};

// 1..12, or 0.
int month_of(std::string_view word) {
  for (std::size_t i = 0; i < kLongMonths.size(); ++i) {
    if (equals(word, kMonths.substr(3 * i, 3)) || equals(word, kLongMonths[i])) return static_cast<int>(i + 1);
  }
  return equals(word, "sept") ? 9 : 0;
}

bool is_weekday(std::string_view word) {
  if (word.size() < 3) return false;
  constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};
  for (const std::string_view day : kDays)
    if (equals(word, day.substr(0, 3)) || equals(word, day)) return true;
  return false;
}

struct TimeOfDay {
  std::int64_t millis = 0;  // minus the zone's offset
  Precision precision = Precision::day;
  bool possible = true;
};

int take_fraction(DateReader& reader) {
  const auto millis = reader.take_number(3);
  while (is_digit(reader.peek())) reader.take_number(9);
  constexpr std::array<int, 4> kScale = {0, 100, 10, 1};
  return millis.value * kScale[millis.digits];
}

// Z, UTC, GMT, +02:00, +0200, +02; false when something else stands there.
bool take_zone(DateReader& reader, TimeOfDay& time) {
  reader.take_blanks();
  if (reader.done()) return true;
  const char sign = reader.peek();
  if (sign != '+' && sign != '-') {
    const std::string_view name = reader.take_letters();
    return reader.done() && (equals(name, "z") || equals(name, "utc") || equals(name, "gmt"));
  }
  reader.take(sign);
  const auto hours = reader.take_number(2);
  reader.take(':');
  const auto minutes = reader.take_number(2);
  if (hours.digits != 2 || minutes.digits == 1 || !reader.done()) return false;
  time.possible = time.possible && hours.value <= 14 && minutes.value < 60;
  const std::int64_t offset = (hours.value * 60 + minutes.value) * 60'000;
  time.millis -= sign == '+' ? offset : -offset;
  return true;
}

// "05:12", "05:12:33.250+02:00"; false when no time stands there.
bool take_time(DateReader& reader, TimeOfDay& time) {
  const auto hour = reader.take_number(2);
  if (hour.digits == 0 || !reader.take(':')) return false;
  const auto minute = reader.take_number(2);
  if (minute.digits != 2) return false;
  DateReader::Number second;
  int millis = 0;
  time.precision = Precision::minute;
  if (reader.take(':')) {
    second = reader.take_number(2);
    if (second.digits != 2) return false;
    time.precision = Precision::second;
    if (reader.take('.')) {
      if (!is_digit(reader.peek())) return false;
      millis = take_fraction(reader);
      time.precision = Precision::millisecond;
    }
  }
  time.possible = hour.value < 24 && minute.value < 60 && second.value < 60;
  time.millis = ((hour.value * 60 + minute.value) * 60 + second.value) * std::int64_t{1000} + millis;
  return take_zone(reader, time);
}

// What may follow a date: nothing, or a blank (or T, or a comma) and a time.
bool take_rest(DateReader& reader, TimeOfDay& time) {
  if (reader.done()) return true;
  const bool parted = reader.take('T') || reader.take(',') || reader.peek() == ' ';
  reader.take_blanks();
  return parted && take_time(reader, time);
}

bool is_day_of_a_month(Civil date) { return date.year >= 1 && is_valid(date); }

constexpr DateReading kImpossible = {DateKind::impossible};

DateReading reading(DateKind kind, Civil date, const TimeOfDay& time) {
  return {kind,      time.precision, true, static_cast<std::uint8_t>(date.month), static_cast<std::uint8_t>(date.day),
          date.year, time.millis};
}

DateReading plain_reading(Civil date, const TimeOfDay& time) {
  return time.possible && is_day_of_a_month(date) ? reading(DateKind::plain, date, time) : kImpossible;
}

// 2020-08-07…, after the year.
DateReading read_year_first(DateReader& reader, int year) {
  const char mark = reader.peek();
  reader.take(mark);
  const auto month = reader.take_number(2);
  if (month.digits == 0) return {};
  TimeOfDay time;
  if (reader.done()) {
    const bool is_month = mark == '-' && month.digits == 2 && is_day_of_a_month({year, month.value, 1});
    if (!is_month) return {};  // 2019-20 is a season
    time.precision = Precision::month;
    return reading(DateKind::plain, {year, month.value, 1}, time);
  }
  if (!reader.take(mark)) return {};
  const auto day = reader.take_number(2);
  if (day.digits == 0 || !take_rest(reader, time)) return {};
  return plain_reading({year, month.value, day.value}, time);
}

// 07/08/2020…, after the first number.
DateReading read_year_last(DateReader& reader, int first, DayOrder order) {
  const char mark = reader.peek();
  reader.take(mark);
  const auto second = reader.take_number(2);
  if (second.digits == 0 || !reader.take(mark)) return {};
  const auto year = reader.take_number(4);
  TimeOfDay time;
  if (year.digits != 4 || !take_rest(reader, time)) return {};
  const Civil day_first{year.value, second.value, first}, month_first{year.value, first, second.value};
  const bool as_day_first = is_day_of_a_month(day_first), as_month_first = is_day_of_a_month(month_first);
  if (!time.possible || (!as_day_first && !as_month_first)) return kImpossible;
  const DateKind kind = as_day_first && as_month_first ? DateKind::either
                        : as_day_first                 ? DateKind::day_first
                                                       : DateKind::month_first;
  const bool by_day = order == DayOrder::day_first;
  const bool fits = by_day ? as_day_first : as_month_first;
  if (!fits) return {kind};
  return reading(kind, by_day ? day_first : month_first, time);
}

// 7 August 2020, after the day.
DateReading read_named_after_day(DateReader& reader, int day) {
  reader.take_blanks();
  const int month = month_of(reader.take_letters());
  reader.take(',');
  if (month == 0 || !reader.take_blanks()) return {};
  const auto year = reader.take_number(4);
  TimeOfDay time;
  if (year.digits != 4 || !take_rest(reader, time)) return {};
  return plain_reading({year.value, month, day}, time);
}

// Fri Aug 07, 2020 05:12 UTC
DateReading read_letters_first(DateReader& reader) {
  std::string_view word = reader.take_letters();
  if (is_weekday(word)) {
    reader.take(',');
    if (!reader.take_blanks()) return {};
    if (is_digit(reader.peek())) return read_named_after_day(reader, reader.take_number(2).value);
    word = reader.take_letters();
  }
  const int month = month_of(word);
  reader.take('.');
  if (month == 0 || !reader.take_blanks()) return {};
  const auto day = reader.take_number(2);
  reader.take(',');
  if (day.digits == 0 || !reader.take_blanks()) return {};
  const auto year = reader.take_number(4);
  TimeOfDay time;
  if (year.digits != 4 || !take_rest(reader, time)) return {};
  return plain_reading({year.value, month, day.value}, time);
}

bool is_mark(char c) { return c == '-' || c == '/' || c == '.'; }

DateReading read_any_date(std::string_view text, DayOrder order) {
  DateReader reader(text);
  if (is_letter(text[0])) return may_begin_date(text) ? read_letters_first(reader) : DateReading{};
  const auto first = reader.take_number(4);
  const char next = reader.peek();
  if (first.digits == 4 && (next == '-' || next == '/')) return read_year_first(reader, first.value);
  if ((first.digits == 1 || first.digits == 2) && is_mark(next)) return read_year_last(reader, first.value, order);
  if ((first.digits == 1 || first.digits == 2) && next == ' ') return read_named_after_day(reader, first.value);
  return {};
}

}  // namespace

// Most words fall here, so it is one switch.
bool may_begin_date(std::string_view text) {
  const auto key = [](std::string_view word) {
    return static_cast<std::uint32_t>(lower_letter(word[0])) << 16 |
           static_cast<std::uint32_t>(lower_letter(word[1])) << 8 | static_cast<std::uint32_t>(lower_letter(word[2]));
  };
  constexpr auto packed = [](const char* word) {
    return static_cast<std::uint32_t>(word[0]) << 16 | static_cast<std::uint32_t>(word[1]) << 8 |
           static_cast<std::uint32_t>(word[2]);
  };
  switch (key(text)) {
    case packed("jan"):
    case packed("feb"):
    case packed("mar"):
    case packed("apr"):
    case packed("may"):
    case packed("jun"):
    case packed("jul"):
    case packed("aug"):
    case packed("sep"):
    case packed("oct"):
    case packed("nov"):
    case packed("dec"):
    case packed("mon"):
    case packed("tue"):
    case packed("wed"):
    case packed("thu"):
    case packed("fri"):
    case packed("sat"):
    case packed("sun"):
      return true;
    default:
      return false;
  }
}

DateReading read_date(std::string_view text, DayOrder order) {
  DateReading reading;
  if (text.size() < 7 || text.size() > 40) return reading;
  reading = read_common_date(text, order);
  if (!reading.valid) reading = read_any_date(text, order);
  return reading;
}

}  // namespace perigee
