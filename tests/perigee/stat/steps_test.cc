#include "perigee/stat/steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/stat/numbers.h"

namespace perigee {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

constexpr std::int64_t kDay = 86'400'000, kStart = 18'262 * kDay;  // 2020-01-01

Column dates(const std::vector<std::int64_t>& times) {
  ColumnBuilder builder("when", Type::datetime);
  for (const std::int64_t time : times) builder.add(time, Precision::second);
  builder.add_missing();
  return builder.build();
}
Column numbers_called(const std::string& name, const std::vector<double>& values) {
  ColumnBuilder builder(name, Type::real);
  for (const double value : values) builder.add(value);
  return builder.build();
}

TEST(Steps, HaveEveryDayBetweenTheFirstAndTheLast) {
  const Steps steps = steps_of(dates({kStart + 2 * kDay, kStart}), std::nullopt, 200, "");
  EXPECT_THAT(steps.names, ElementsAre("1 January 2020", "2 January 2020", "3 January 2020"));
  EXPECT_THAT(steps.codes, ElementsAre(2, 0, Words::kNoWord));
  EXPECT_THAT(steps.at, ElementsAre(kStart / 1000, kStart / 1000 + 86'400, kStart / 1000 + 2 * 86'400));
}

TEST(Steps, AreHoursOnlyWhereThereAreTimesOfDay) {
  EXPECT_EQ(steps_of(dates({kStart, kStart + kDay / 2}), std::nullopt, 200, "").every, Every::hour);
  EXPECT_EQ(steps_of(dates({kStart, kStart + kDay}), std::nullopt, 200, "").every, Every::day);
}

TEST(Steps, GrowWithTheSpan) {
  EXPECT_EQ(steps_of(dates({kStart, kStart + 900 * kDay}), std::nullopt, 200, "").every, Every::month);
  EXPECT_EQ(steps_of(dates({0, kStart}), std::nullopt, 60, "").every, Every::year);
  EXPECT_EQ(steps_of(dates({kStart, kStart + 900 * kDay}), Every::day, 200, "").every, Every::day);
}

TEST(Steps, AreNeverMoreThanAPictureCanShow) {
  EXPECT_EQ(steps_of(dates({0, kStart}), Every::hour, 200, "").every, Every::day);
}

TEST(Steps, KnowAPeriodThatTheDataDoNotFill) {
  const Column column = dates({kStart - kDay, kStart + 40 * kDay});
  EXPECT_THAT(steps_of(column, Every::year, 200, "2020-02-10").partial_from, Optional(1u));
  EXPECT_EQ(steps_of(column, Every::year, 200, "2020-12-31").partial_from, std::nullopt);
  EXPECT_EQ(steps_of(column, Every::year, 200, "2021-06-01").partial_from, std::nullopt) << "the data go on";
  EXPECT_EQ(steps_of(column, Every::year, 200, "2020-02").partial_from, std::nullopt) << "no day is known";
}

TEST(Steps, AreEveryYearOfYearsAndTheNumbersThatOccurElse) {
  EXPECT_THAT(steps_of(numbers_called("year", {2003, 2001}), std::nullopt, 9, "").names,
              ElementsAre("2001", "2002", "2003"));
  EXPECT_THAT(steps_of(numbers_called("x", {2.5, 0.5, 2.5}), std::nullopt, 9, "").at, ElementsAre(0.5, 2.5));
}

}  // namespace
}  // namespace perigee
