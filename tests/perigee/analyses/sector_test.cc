#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<Bar>& bars(const Chart& chart) { return std::get<Bars>(chart.mark).bars; }

Dataset two_decades() {
  return dataset(together({times(3, {.year = 1987, .sector = "S"}), times(1, {.year = 1989, .sector = "P"}),
                           times(1, {.year = 1990, .sector = "S"}), times(2, {.year = 1999, .sector = "P"})}));
}

TEST(Sector, LeadsWithTheTotalsAndThenTheDecades) {
  const Chart chart = draw("sector", two_decades());
  EXPECT_EQ(chart.title, "State launches outnumber private ones, 4 to 3");
  ASSERT_EQ(bars(chart).size(), 3u);
  EXPECT_EQ(bars(chart)[0].name, "All launches");
  EXPECT_EQ(bars(chart)[0].segments[0].label, "4 (57%)");
  EXPECT_EQ(bars(chart)[1].name, "1987–1989");
  EXPECT_EQ(bars(chart)[2].name, "1990s");
}

TEST(Sector, TellsInWhichPeriodsPrivateLaunchesLed) {
  EXPECT_THAT(draw("sector", two_decades()).alt, HasSubstr("Private launches led in the 1990s."));
}

TEST(Sector, TakesPeriodsOfAnyLength) {
  const Chart chart = draw("sector", two_decades(), {{"period", std::int64_t{2}}});
  EXPECT_EQ(chart.subtitle, "Launches by sector and two-year period, with shares, 1987–1999");
  EXPECT_EQ(bars(chart).size(), 5u);
}

TEST(Sector, ShowsOnePeriodAsTheTotalAlone) {
  EXPECT_EQ(bars(draw("sector", two_decades(), {{"period", std::int64_t{50}}, {"to", std::int64_t{1989}}})).size(), 1u);
}

TEST(Sector, WordsTheOddCasesTruthfully) {
  EXPECT_EQ(draw("sector", dataset({{.year = 1990, .sector = "P"}})).title, "The only launch was private");
  EXPECT_EQ(draw("sector", dataset(times(2, {.year = 1990, .sector = "S"}))).title,
            "All 2 launches were state launches");
  EXPECT_EQ(draw("sector", dataset(times(2, {.year = 1990, .sector = "?"}))).title,
            "All 2 launches have no known sector");
  EXPECT_EQ(draw("sector", dataset({{.year = 1990, .sector = "P"}, {.year = 1990, .sector = "S"}})).title,
            "State and private launches are level at 1");
}

TEST(Sector, KeepsAnUnknownSectorAsOther) {
  const Chart chart = draw("sector", dataset({{.year = 1990, .sector = "P"}, {.year = 1990, .sector = "x"}}));
  ASSERT_EQ(bars(chart)[0].segments.size(), 2u);
  EXPECT_EQ(bars(chart)[0].segments[1].name, "Other");
}

TEST(Sector, MarksAPeriodThatIsNotOver) {
  const Chart chart = draw("sector", dataset({{.year = 1999}, {.year = 2020}}, "2020-08-07"));
  EXPECT_TRUE(bars(chart).back().partial);
  EXPECT_THAT(chart.notes, ElementsAre("2020: data to 7 August only, muted."));
}

TEST(Sector, SharesOfTheTableSumToOne) {
  const Chart chart = draw("sector", two_decades());
  EXPECT_EQ(cell(chart, "1990s", "launches"), 1);
  double sum = 0;
  for (std::size_t row = 0; row < 2; ++row) sum += chart.table.column("share").number(row);
  EXPECT_DOUBLE_EQ(sum, 1);
}

TEST(Sector, SaysWhyNothingIsLeft) {
  const Chart chart = draw("sector", two_decades(), {{"from", std::int64_t{2150}}});
  EXPECT_EQ(std::get<Empty>(chart.mark).sentence, "No launches took place in 2150 or later.");
  EXPECT_EQ(std::get<Empty>(chart.mark).remedy, "Choose years within 1987–1999.");
}

}  // namespace
}  // namespace perigee::tests
