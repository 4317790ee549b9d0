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
using ::testing::IsEmpty;

Launch priced(std::int64_t year, std::optional<double> price, const std::string& date = "") {
  Launch launch{.year = year};
  launch.price = price;
  launch.date = date;
  return launch;
}

Chart chart_of(const std::vector<Launch>& launches, const Values& parameters = {}) {
  return draw("cost-per-launch", dataset(launches), parameters);
}

const Dots& dots(const Chart& chart) { return std::get<Dots>(chart.mark); }

TEST(CostPerLaunch, DrawsADotForEachLaunchWithAPriceAtItsDay) {
  const Chart chart = chart_of({priced(2001, 50, "2001-01-01"), priced(2001, 60, "2001-07"), priced(2001, {})});
  EXPECT_THAT(dots(chart).groups[0].points, ElementsAre(Point{2001, 50}, Point{2001.5, 60}));
  EXPECT_EQ(chart.y.kind, AxisKind::log);
  EXPECT_EQ(chart.source, "Test launches (2 of 3 launches)");
  EXPECT_THAT(chart.notes, Contains("1 launch without a price left out."));
}

TEST(CostPerLaunch, LeadsTheMedianThroughTheYearsAndBreaksItWhereThereIsNone) {
  const auto trend = dots(chart_of({priced(2001, 10), priced(2001, 20), priced(2002, 5), priced(2005, 7)})).trend;
  ASSERT_EQ(trend.size(), 4u);
  EXPECT_EQ(trend[0], (Point{2001.5, 15}));
  EXPECT_EQ(trend[1], (Point{2002.5, 5}));
  EXPECT_TRUE(std::isnan(trend[2].y));
  EXPECT_EQ(trend[3], (Point{2005.5, 7}));
}

TEST(CostPerLaunch, GivesNumbersOfEachYear) {
  const Chart chart = chart_of({priced(2001, 10), priced(2001, 20), priced(2001, 60)});
  EXPECT_EQ(cell(chart, "2001", "launches"), 3);
  EXPECT_EQ(chart.table.column("median").number(0), 20);
  EXPECT_EQ(chart.table.column("least").number(0), 10);
  EXPECT_EQ(chart.table.column("most").number(0), 60);
  EXPECT_EQ(chart.table.column("total").number(0), 90);
}

TEST(CostPerLaunch, WordsTheFindingTruthfully) {
  EXPECT_EQ(chart_of({priced(2001, 50)}).title, "The only launch with a price cost $50m");
  EXPECT_EQ(chart_of({priced(2001, 50), priced(2002, 50)}).title, "All 2 launches with a price cost $50m");
  EXPECT_EQ(chart_of({priced(2001, 50), priced(2002, 70), priced(2002, 1200)}).title,
            "Half of 3 priced launches cost $70m or less");
}

TEST(CostPerLaunch, PinsTheDearestLaunchWhereItStandsOut) {
  const Chart chart = chart_of({priced(2001, 50), priced(2002, 50), priced(2003, 5000)});
  ASSERT_EQ(chart.annotations.size(), 1u);
  EXPECT_EQ(chart.annotations[0].fact, "Alpha 1: $5bn");
  EXPECT_EQ(chart.annotations[0].remark, "the highest price, 2003");
  EXPECT_THAT(chart_of({priced(2001, 50), priced(2002, 60)}).annotations, IsEmpty());
}

TEST(CostPerLaunch, LeavesOutWhatALogarithmHasNoPlaceFor) {
  const Chart chart = chart_of({priced(2001, 50), priced(2001, 0), priced(2001, -3)});
  EXPECT_EQ(dots(chart).groups[0].points.size(), 1u);
  EXPECT_THAT(chart.notes, Contains("2 launches of a price of zero or less left out."));
}

TEST(CostPerLaunch, SetsTheLaunchesOfTheHighlightedCompanyApart) {
  Launch other = priced(2001, 30);
  other.company = "SpaceX";
  const Chart chart = chart_of({priced(2001, 50), other}, {{"highlight", "spacex"}});
  ASSERT_EQ(dots(chart).groups.size(), 2u);
  EXPECT_EQ(dots(chart).groups[1].name, "SpaceX");
  EXPECT_EQ(dots(chart).groups[1].emphasis, Emphasis::strong);
  EXPECT_THAT(chart_of({other}, {{"highlight", "ULA"}}).notes,
              Contains("No price of a launch by 'ULA' is known in this selection."));
}

TEST(CostPerLaunch, SaysWhyNothingIsDrawnWhereNoPriceIsKnown) {
  EXPECT_THAT(std::get<Empty>(chart_of({priced(2001, {})}).mark).sentence, HasSubstr("has a price"));
}

}  // namespace
}  // namespace perigee::tests
