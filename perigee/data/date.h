// Dates as files write them, read without a locale:
//   2020-08-07 · 2020-08-07T05:12[:33[.123]][Z|+02:00] · 2020-08 · 2020/08/07
//   07/08/2020, 7.8.2020, 07-08-2020, with or without a time
//   Fri Aug 07, 2020 05:12 UTC · Aug 7, 2020 · 7 August 2020 · Fri, 07 Aug 2020 05:12:00 GMT
//
// A time without a zone is UTC. Whether 07/08 is August or July is the column's decision (DayOrder).
#pragma once

#include <cstdint>
#include <string_view>

#include "perigee/data/table.h"

namespace perigee {

enum class DayOrder : std::uint8_t { day_first, month_first };

enum class DateKind : std::uint8_t {
  word,         // no date
  plain,        // can be read in one way only
  day_first,    // 25/12/2020
  month_first,  // 12/25/2020
  either,       // 07/08/2020
  impossible,   // 30/02/2020, 2020-13-01, 0000-00-00: shaped like a date
};
inline constexpr std::size_t kDateKinds = 6;

struct DateReading {
  DateKind kind = DateKind::word;
  Precision precision = Precision::day;
  bool valid = false;  // the members below hold; not when the kind does not fit the order
  std::uint8_t month = 0, day = 0;
  std::int32_t year = 0;
  std::int64_t of_day = 0;  // milliseconds since midnight UTC; beyond the day where the zone moves it there

  std::int64_t days() const;    // since the epoch
  std::int64_t millis() const;  // since the epoch, UTC
};

// The text must be trimmed. A 25/12/2020 read month first is not valid.
DateReading read_date(std::string_view text, DayOrder order);

// Whether a text that begins with a letter may be a date: whether the letters begin a month or a weekday. At least
// three bytes.
bool may_begin_date(std::string_view text);

// The two shapes that most rows of a launch file have, 2020-08-07[ 05:12[:33[+00:00]]] and 07/08/2020, read without
// looking at anything twice. Not valid when the text is anything else, which read_date then decides.
DateReading read_common_date(std::string_view text, DayOrder order);

}  // namespace perigee
