#include "perigee/stat/period.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

TEST(Period, JoinsYearsByAnEnDash) {
  EXPECT_EQ(span_of_years(1957, 2020), "1957–2020");
  EXPECT_EQ(span_of_years(1957, 1957), "1957");
}

TEST(Period, TellsYearsAsRuns) {
  EXPECT_EQ(years_in_words({1995, 1996, 1997, 2009, 2010, 2017}), "1995–1997, 2009–2010 and 2017");
  EXPECT_EQ(years_in_words({}), "");
}

TEST(PartialYear, KnowsTheLastDay) {
  const auto end = partial_year("2020-08-07T05:12:00Z");
  ASSERT_TRUE(end);
  EXPECT_EQ(end->in_words(), "7 August 2020");
  EXPECT_EQ(end->note(), "2020: data to 7 August only");
}

TEST(PartialYear, KnowsAMonthWhereNoDayIsKnown) { EXPECT_EQ(partial_year("2020-08")->in_words(), "August 2020"); }

TEST(PartialYear, IsNoneWhereTheYearIsOver) {
  EXPECT_FALSE(partial_year("2019-12-31"));
  EXPECT_FALSE(partial_year("2019-12"));
}

TEST(PartialYear, IsNoneWhereTheTextTellsNoMonth) {
  for (const char* text : {"", "2020", "Aug 2020", "2020-13-01", "2020/08/07", "-020-01-01", "2020-02-30"})
    EXPECT_FALSE(partial_year(text)) << text;
}

}  // namespace
}  // namespace perigee
