#include "perigee/stat/weekdays.h"

#include <gtest/gtest.h>

#include "perigee/base/clock.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

Table dated(std::initializer_list<std::pair<Millis, Precision>> cells) {
  ColumnBuilder dates("date", Type::datetime);
  for (const auto& [time, precision] : cells) dates.add(time, precision);
  return Table({dates.build()});
}

std::string month_and_weekday(const Table& table, std::size_t row) {
  const Table calendar = with_weekdays(table, "date");
  return calendar.column("month").display(row) + " " + calendar.column("weekday").display(row);
}

Millis midnight(int year, int month, int day) { return days_from_civil({year, month, day}) * kMillisPerDay; }

TEST(Weekdays, KnowsMonthAndWeekdayOnEitherSideOf1970) {
  EXPECT_EQ(month_and_weekday(dated({{0, Precision::millisecond}}), 0), "1 4");  // a Thursday
  EXPECT_EQ(month_and_weekday(dated({{-1, Precision::millisecond}}), 0), "12 3");
  EXPECT_EQ(month_and_weekday(dated({{midnight(1957, 10, 4), Precision::day}}), 0), "10 5");  // Sputnik: a Friday
  EXPECT_EQ(month_and_weekday(dated({{midnight(2020, 8, 9), Precision::day}}), 0), "8 7");    // a Sunday
}

TEST(Weekdays, BelongsToTheDayUntilItsLastMillisecond) {
  const Millis end = midnight(2020, 8, 10) - 1;
  EXPECT_EQ(month_and_weekday(dated({{end, Precision::millisecond}}), 0), "8 7");
}

TEST(Weekdays, KnowsNeitherWhereNoDayIsKnown) {
  const Table calendar = with_weekdays(dated({{midnight(2020, 8, 1), Precision::month}}), "date");
  EXPECT_TRUE(calendar.column("month").is_missing(0));
  EXPECT_TRUE(calendar.column("weekday").is_missing(0));
}

TEST(Weekdays, KnowsNeitherOfAMissingDate) {
  ColumnBuilder dates("date", Type::datetime);
  dates.add_missing();
  EXPECT_TRUE(with_weekdays(Table({dates.build()}), "date").column("weekday").is_missing(0));
}

}  // namespace
}  // namespace perigee::tests
