#include "perigee/stat/weekdays.h"

#include <cstddef>
#include <cstdint>

#include "perigee/base/clock.h"

namespace perigee {
namespace {

std::int64_t day_of(Millis time) {
  return (time - (time % kMillisPerDay + kMillisPerDay) % kMillisPerDay) / kMillisPerDay;
}

// 1970-01-01 was a Thursday.
std::int64_t weekday_of(std::int64_t day) {
  constexpr std::int64_t kThursday = 3;
  return ((day + kThursday) % 7 + 7) % 7 + 1;
}

}  // namespace

Table with_weekdays(const Table& table, const std::string& date) {
  const Column& dates = table.column(date);
  ColumnBuilder months("month", Type::integer), weekdays("weekday", Type::integer);
  for (std::size_t row = 0; row < dates.size(); ++row) {
    if (dates.is_missing(row) || dates.precision(row) > Precision::day) {
      months.add_missing();
      weekdays.add_missing();
      continue;
    }
    const std::int64_t day = day_of(dates.integer(row));
    months.add(static_cast<std::int64_t>(civil_from_days(day).month));
    weekdays.add(weekday_of(day));
  }
  return table.with(months.build()).with(weekdays.build());
}

}  // namespace perigee
