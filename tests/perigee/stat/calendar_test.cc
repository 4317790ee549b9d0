#include "perigee/stat/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

constexpr std::int64_t kHour = 3'600'000, kDay = 24 * kHour;
constexpr std::int64_t kMoon = -14'182'940'000;  // 1969-07-20T20:17:40Z
constexpr std::int64_t kLeap = 951'782'400'000;  // 2000-02-29

TEST(Calendar, NamesThePeriodThatHoldsATimeAlsoBeforeTheEpoch) {
  const auto named = [](Every every) { return period_in_words(every, period_start(every, kMoon)); };
  EXPECT_EQ(named(Every::hour), "20 July 1969, 20:00");
  EXPECT_EQ(named(Every::day), "20 July 1969");
  EXPECT_EQ(named(Every::month), "July 1969");
  EXPECT_EQ(named(Every::year), "1969");
}

TEST(Calendar, GoesFromPeriodToPeriod) {
  EXPECT_EQ(period_after(Every::day, kLeap), kLeap + kDay);
  EXPECT_EQ(period_in_words(Every::month, period_after(Every::month, period_start(Every::month, kLeap))), "March 2000");
  EXPECT_EQ(period_in_words(Every::year, period_after(Every::year, period_start(Every::year, kLeap))), "2001");
  EXPECT_EQ(periods(Every::day, kLeap - kHour, kLeap + kHour).size(), 2u);
  EXPECT_EQ(periods(Every::month, kMoon, kLeap).size(), 368u);
}

TEST(Calendar, ChoosesTheFinestPeriodsThatAreNotTooMany) {
  EXPECT_EQ(every_for(0, 3 * kDay, 100), Every::hour);
  EXPECT_EQ(every_for(0, 3 * kDay, 100, Every::day), Every::day);
  EXPECT_EQ(every_for(0, 90 * kDay, 100), Every::day);
  EXPECT_EQ(every_for(0, 900 * kDay, 100), Every::month);
  EXPECT_EQ(every_for(0, 90'000 * kDay, 100), Every::year);
}

TEST(Calendar, ReadsEachOfItsWords) {
  for (const Every every : {Every::hour, Every::day, Every::month, Every::year})
    EXPECT_EQ(every_of(every_word(every)), every);
  EXPECT_EQ(every_words().front(), "auto");
}

}  // namespace
}  // namespace perigee
