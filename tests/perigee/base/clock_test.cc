#include "perigee/base/clock.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

TEST(Clock, TheEpochIsDayZero) { EXPECT_EQ(days_from_civil({1970, 1, 1}), 0); }

TEST(Clock, DaysAndDatesAreInverse) {
  for (std::int64_t day = days_from_civil({1582, 1, 1}); day < days_from_civil({2400, 1, 1}); day += 13)
    EXPECT_EQ(days_from_civil(civil_from_days(day)), day);
}

TEST(Clock, ConsecutiveDaysAreConsecutiveDates) {
  for (std::int64_t day = days_from_civil({1999, 12, 1}); day < days_from_civil({2004, 3, 2}); ++day) {
    const Civil date = civil_from_days(day), next = civil_from_days(day + 1);
    EXPECT_TRUE(next.day == date.day + 1 || next.day == 1) << day;
    EXPECT_TRUE(is_valid(date));
  }
}

TEST(Clock, CenturiesAreLeapOnlyEveryFourth) {
  EXPECT_TRUE(is_valid({2000, 2, 29}));
  EXPECT_FALSE(is_valid({1900, 2, 29}));
}

TEST(Clock, ImpossibleDatesAreSeen) {
  for (const Civil date :
       {Civil{2020, 2, 30}, Civil{2020, 13, 1}, Civil{2020, 0, 1}, Civil{2020, 1, 0}, Civil{0, 0, 0}})
    EXPECT_FALSE(is_valid(date));
}

TEST(Clock, TimesBeforeTheEpochKeepTheirDate) { EXPECT_EQ(civil_of(-1), (Civil{1969, 12, 31})); }

TEST(Clock, WritesIso8601) {
  EXPECT_EQ(iso8601(1'596'777'120'000), "2020-08-07T05:12:00Z");
  EXPECT_EQ(iso8601(-386'310'686'000), "1957-10-04T19:28:34Z");
  EXPECT_EQ(iso8601(1), "1970-01-01T00:00:00.001Z");
}

TEST(Clock, ReadsIso8601Back) {
  for (const Millis time :
       std::initializer_list<Millis>{1'596'777'120'000, -386'310'686'000, 1, 0, -1, 253'402'300'799'999})
    EXPECT_EQ(parse_iso8601(iso8601(time)), time);
  EXPECT_EQ(parse_iso8601("2020-08-07T05:12:00.123456Z"), 1'596'777'120'123);
  EXPECT_EQ(parse_iso8601("2020-08-07T05:12:00.5Z"), 1'596'777'120'500);
}

TEST(Clock, ReadsNothingElse) {
  for (const char* text :
       {"", "2020", "2020-08-07", "2020-08-07T05:12:00", "2020-08-07T05:12:00+02:00", "2020-13-07T05:12:00Z",
        "2020-02-30T05:12:00Z", "2020-08-07T24:12:00Z", "2020-08-07T05:12:00.Z", "2020-08-07T05:12:00.1xZ",
        "2020-08-07 05:12:00Z", "-020-08-07T05:12:00Z", "2020-08-07T05:12:00ZZ"})
    EXPECT_FALSE(parse_iso8601(text)) << text;
}

TEST(Clock, TheMachinesClockMoves) { EXPECT_GT(system_clock().now(), 1'700'000'000'000); }

}  // namespace
}  // namespace perigee
