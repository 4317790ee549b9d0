#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Dataset csv(const std::string& text) { return dataset_of_text(text, "Series"); }
const Lines& lines(const Chart& chart) { return std::get<Lines>(chart.mark); }
std::vector<double> heights(const Series& series) {
  std::vector<double> heights;
  for (const Point& point : series.points) heights.push_back(point.y);
  return heights;
}

TEST(LineAnalysis, CountsRowsByYearAndShowsYearsWithoutAny) {
  const Chart chart = draw("line", csv("year\n2001\n2001\n2004\n"));
  EXPECT_THAT(heights(lines(chart).series.at(0)), ElementsAre(2, 0, 0, 1));
  EXPECT_EQ(chart.title, "Rows peaked in 2001: 2");
  EXPECT_EQ(chart.subtitle, "Rows by year, 2001 to 2004");
  EXPECT_EQ(chart.x.kind, AxisKind::year);
}

TEST(LineAnalysis, GathersDatesByTheLengthThatFits) {
  const Chart days = draw("line", csv("date\n2020-01-01\n2020-01-01\n2020-01-04\n"));
  EXPECT_EQ(days.x.kind, AxisKind::time);
  EXPECT_EQ(days.title, "Rows peaked on 1 January 2020: 2");
  EXPECT_EQ(lines(days).series[0].points.size(), 4u);
  const Chart months = draw("line", csv("date\n2019-01-05\n2019-01-07\n2020-12-04\n"));
  EXPECT_EQ(months.title, "Rows peaked in January 2019: 2");
  EXPECT_THAT(months.subtitle, HasSubstr("Rows by month"));
}

TEST(LineAnalysis, GathersDatesAsItIsTold) {
  const Chart chart = draw("line", csv("date\n2019-01-05\n2019-01-07\n2020-12-31\n"), {{"every", "year"}});
  EXPECT_THAT(heights(lines(chart).series[0]), ElementsAre(2, 1));
  EXPECT_THAT(chart.notes, testing::IsEmpty());
}

TEST(LineAnalysis, DashesAPeriodThatTheDataDoNotFill) {
  const Chart chart = draw("line", csv("date\n2019-01-05\n2019-01-07\n2020-08-07\n"), {{"every", "year"}});
  EXPECT_EQ(lines(chart).series[0].dashed_from, 1u);
  EXPECT_THAT(chart.notes, ElementsAre("Dashed: the data end within 2020."));
  EXPECT_EQ(lines(chart).series[0].value_label, "2 in 2019");
}

TEST(LineAnalysis, LeavesAGapWhereAMeanHasNoRows) {
  const Values mean{{"x", "year"}, {"y", "v"}, {"aggregate", "mean"}};
  const Chart chart = draw("line", csv("year,v\n2001,4\n2001,6\n2003,8\n"), mean);
  const std::vector<double> values = heights(lines(chart).series[0]);
  EXPECT_EQ(values[0], 5);
  EXPECT_TRUE(std::isnan(values[1]));
  EXPECT_EQ(chart.title, "Mean of v peaked in 2003: 8");
}

TEST(LineAnalysis, DrawsALineAGroup) {
  const Chart chart = draw("line", csv("year,kind\n2001,a\n2001,b\n2002,b\n2002,b\n"), {{"group", "kind"}});
  ASSERT_EQ(lines(chart).series.size(), 2u);
  EXPECT_EQ(lines(chart).series[0].name, "b");
  EXPECT_EQ(chart.title, "b peaked highest: 2 rows in 2002");
}

TEST(LineAnalysis, TakesSharesWithinEachStep) {
  const Chart chart =
      draw("line", csv("year,kind\n2001,a\n2001,b\n2002,b\n"), {{"group", "kind"}, {"aggregate", "share"}});
  EXPECT_THAT(heights(lines(chart).series[0]), ElementsAre(0.5, 1));
}

TEST(LineAnalysis, GoesAlongAnyNumbers) {
  const Chart chart = draw("line", csv("t,v\n0.5,1\n2.5,7\n0.5,3\n"), {{"x", "t"}, {"y", "v"}});
  EXPECT_EQ(chart.x.kind, AxisKind::linear);
  EXPECT_THAT(heights(lines(chart).series[0]), ElementsAre(4, 7));
  EXPECT_EQ(chart.title, "Sum of v peaked at 2.5: 7");
}

TEST(LineAnalysis, WordsOneStepTiesAndConstantsTruthfully) {
  EXPECT_EQ(draw("line", csv("year\n2001\n")).title, "The only row is in 2001");
  EXPECT_EQ(draw("line", csv("year\n2001\n2002\n")).title, "Rows never change: 1");
  EXPECT_EQ(draw("line", csv("year\n2001\n2003\n")).title, "Rows peaked at 1, two times");
}

TEST(LineAnalysis, SaysWhatItLeavesOut) {
  const Chart chart = draw("line", csv("year,v\n2001,1\n,2\n2002,\n"), {{"y", "v"}});
  EXPECT_THAT(chart.notes,
              ElementsAre("1 row without a place on the axis left out.", "1 row without a number in 'v' left out."));
}

}  // namespace
}  // namespace perigee::tests
