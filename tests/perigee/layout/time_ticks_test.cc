#include "perigee/layout/time_ticks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr double kHour = 3600, kDay = 24 * kHour;
constexpr double kStart = 1'577'836'800;  // 2020-01-01

std::vector<std::string> texts(double first, double last, int wanted) {
  std::vector<std::string> texts;
  for (const TimeTick& tick : time_ticks(first, last, wanted)) texts.push_back(tick.text);
  return texts;
}

TEST(TimeTicks, GoByTheHourWithinADay) {
  EXPECT_THAT(texts(kStart - 6 * kHour, kStart + 12 * kHour, 6),
              ElementsAre("31 Dec, 18:00", "21:00", "1 Jan", "03:00", "06:00", "09:00", "12:00"));
}

TEST(TimeTicks, GoByDaysWithinAWeekAndTellTheYearOnce) {
  EXPECT_THAT(texts(kStart - 2 * kDay, kStart + 2 * kDay, 6),
              ElementsAre("30 Dec 2019", "31 Dec", "1 Jan 2020", "2 Jan", "3 Jan"));
}

TEST(TimeTicks, GoByMondaysWithinAMonth) {
  EXPECT_THAT(texts(kStart, kStart + 30 * kDay, 6), ElementsAre("6 Jan 2020", "13 Jan", "20 Jan", "27 Jan"));
}

TEST(TimeTicks, GoByMonthsWithinAYear) {
  EXPECT_THAT(texts(kStart - kDay, kStart + 200 * kDay, 8),
              ElementsAre("Jan 2020", "Feb", "Mar", "Apr", "May", "Jun", "Jul"));
  EXPECT_THAT(texts(kStart, kStart + 400 * kDay, 6), ElementsAre("Jan 2020", "Apr", "Jul", "Oct", "Jan 2021"));
}

TEST(TimeTicks, GoByYearsBeyond) {
  EXPECT_THAT(texts(kStart, kStart + 4 * 366 * kDay, 5), ElementsAre("2020", "2021", "2022", "2023", "2024"));
  EXPECT_THAT(texts(0, kStart, 6), ElementsAre("1970", "1980", "1990", "2000", "2010", "2020"));
}

TEST(TimeTicks, AreNoneWhereNoRoundTimeLies) { EXPECT_THAT(time_ticks(kStart + 60, kStart + 120, 5), SizeIs(0)); }

TEST(TimeTicks, EndForAnySpan) { EXPECT_LE(time_ticks(-1e300, 1e300, 6).size(), 30u); }

}  // namespace
}  // namespace perigee
