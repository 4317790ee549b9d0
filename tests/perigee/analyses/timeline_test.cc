#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Private and state launches of consecutive years from `first` on.
Dataset history(std::int64_t first, const std::vector<std::pair<std::int64_t, std::int64_t>>& years,
                const std::string& last_day = "") {
  std::vector<Launch> launches;
  for (const auto& [priv, state] : years) {
    const auto more =
        together({times(priv, {.year = first, .sector = "P"}), times(state, {.year = first, .sector = "S"})});
    launches.insert(launches.end(), more.begin(), more.end());
    ++first;
  }
  return dataset(launches, last_day);
}

const std::vector<Series>& series(const Chart& chart) { return std::get<Lines>(chart.mark).series; }

TEST(Timeline, NamesTheFirstCrossoverAndPinsItToThePrivateLine) {
  const Chart chart = draw("timeline", history(1990, {{0, 3}, {2, 2}, {4, 3}, {1, 9}}));
  EXPECT_EQ(chart.title, "Private launches first overtook state launches in 1992");
  ASSERT_EQ(chart.annotations.size(), 1u);
  EXPECT_EQ(chart.annotations[0].at, (Point{1992, 4}));
  EXPECT_EQ(chart.annotations[0].fact, "1992: 4 private, 3 state");
  EXPECT_EQ(chart.annotations[0].remark, "the first year with more private launches");
}

TEST(Timeline, DoesNotClaimTheFirstOfYearsItWasToldToSkip) {
  const Values from{{"from", std::int64_t{1992}}};
  const Chart chart = draw("timeline", history(1990, {{5, 3}, {2, 4}, {2, 4}, {5, 3}}), from);
  EXPECT_EQ(chart.title, "Private launches overtook state launches in 1993");
}

TEST(Timeline, SaysAgainWherePrivateLaunchesHadLedBefore) {
  const Chart chart = draw("timeline", history(1990, {{5, 3}, {2, 4}, {5, 3}}));
  EXPECT_EQ(chart.title, "Private launches overtook state launches again in 1992");
  EXPECT_EQ(chart.annotations[0].remark, "private launches led again");
}

TEST(Timeline, DoesNotClaimACrossoverOfAYearThatIsNotOver) {
  const Chart chart = draw("timeline", history(1990, {{0, 3}, {2, 3}, {4, 3}}, "1992-08-07"));
  EXPECT_EQ(chart.title, "Private launches lead in 1992 so far, 4 to 3");
  ASSERT_EQ(chart.annotations.size(), 1u);
  EXPECT_EQ(chart.annotations[0].remark, "data to 7 August 1992");
  EXPECT_EQ(draw("timeline", history(1990, {{3, 0}, {3, 2}, {3, 4}}, "1992-08-07")).title,
            "State launches lead in 1992 so far, 4 to 3");
  EXPECT_EQ(draw("timeline", history(1990, {{0, 3}, {2, 3}, {4, 3}}, "1992-12-31")).title,
            "Private launches first overtook state launches in 1992");
}

TEST(Timeline, SaysThatThereIsNoCrossover) {
  EXPECT_EQ(draw("timeline", history(1990, {{1, 3}, {2, 2}})).title,
            "Private launches never outnumbered state launches, 1990–1991");
  EXPECT_EQ(draw("timeline", history(1990, {{3, 1}, {2, 1}})).title, "Private launches led in every year, 1990–1991");
  EXPECT_EQ(draw("timeline", history(1990, {{2, 2}, {3, 1}})).title, "Private launches never fell behind, 1990–1991");
  EXPECT_EQ(draw("timeline", history(1990, {{3, 1}, {1, 2}})).title,
            "State launches overtook private launches in 1991");
}

TEST(Timeline, SurvivesOneSidedData) {
  EXPECT_EQ(draw("timeline", history(1990, {{3, 0}, {2, 0}})).title, "All 5 launches were private");
  EXPECT_EQ(draw("timeline", history(1990, {{0, 3}})).title, "All 3 launches were state launches");
  EXPECT_EQ(draw("timeline", history(1990, {{1, 0}})).title, "The only launch was private");
}

TEST(Timeline, DrawsAnUnknownSectorAsALineOfItsOwn) {
  const Chart chart = draw("timeline", dataset({{.year = 1990, .sector = "X"}, {.year = 1990, .sector = ""}}));
  EXPECT_EQ(chart.title, "No launch is known as private or state");
  ASSERT_EQ(series(chart).size(), 1u);
  EXPECT_EQ(series(chart)[0].name, "Other");
  EXPECT_EQ(cell(chart, "1990", "other"), 2);
}

TEST(Timeline, GivesYearsWithoutLaunchesZero) {
  const Chart chart = draw("timeline", dataset({{.year = 1990, .sector = "S"}, {.year = 1993, .sector = "P"}}));
  EXPECT_THAT(series(chart)[0].points, ElementsAre(Point{1990, 1}, Point{1991, 0}, Point{1992, 0}, Point{1993, 0}));
}

TEST(Timeline, DashesAndDeclaresAYearThatIsNotOver) {
  const Chart chart = draw("timeline", history(2018, {{3, 5}, {4, 6}, {1, 2}}, "2020-08-07"));
  EXPECT_EQ(series(chart)[0].dashed_from, 2u);
  EXPECT_EQ(series(chart)[0].value_label, "6 in 2019");
  EXPECT_THAT(chart.notes, ElementsAre("2020: data to 7 August only, dashed."));
}

TEST(Timeline, DashesNothingWhereTheLastYearIsNotShown) {
  const Chart chart =
      draw("timeline", history(2018, {{3, 5}, {4, 6}, {1, 2}}, "2020-08-07"), {{"to", std::int64_t{2019}}});
  EXPECT_GE(series(chart)[0].dashed_from, 2u);
  EXPECT_THAT(chart.notes, IsEmpty());
}

TEST(Timeline, LabelsALoneUnfinishedYearAsSoFar) {
  const Chart chart = draw("timeline", history(2020, {{1, 2}}, "2020-08-07"));
  EXPECT_EQ(chart.title, "2020: 1 private, 2 state launches");
  EXPECT_EQ(series(chart)[0].value_label, "2 in 2020 so far");
  EXPECT_THAT(chart.notes, ElementsAre("2020: data to 7 August only."));
}

TEST(Timeline, TellsEveryYearOfMorePrivateLaunchesInTableAndText) {
  const Chart chart = draw("timeline", history(1990, {{0, 3}, {4, 3}, {5, 1}, {1, 1}, {3, 2}}));
  EXPECT_THAT(chart.alt, HasSubstr("There were more private than state launches in three years: 1991–1992 and 1994."));
  const Column& ahead = chart.table.column("private_ahead");
  EXPECT_THAT((std::vector<std::int64_t>{ahead.integer(0), ahead.integer(1), ahead.integer(3), ahead.integer(4)}),
              ElementsAre(0, 1, 0, 1));
}

TEST(Timeline, SetsTheHighlightedSectorInTheAccentColour) {
  const Chart chart = draw("timeline", history(1990, {{1, 3}}), {{"highlight", std::string("private")}});
  EXPECT_EQ(series(chart)[0].emphasis, Emphasis::muted);
  EXPECT_EQ(series(chart)[1].emphasis, Emphasis::strong);
}

TEST(Timeline, SaysThatAHighlightIsNoSector) {
  const Chart chart = draw("timeline", history(1990, {{1, 3}}), {{"highlight", std::string("SpaceX")}});
  EXPECT_THAT(chart.notes, Contains("'SpaceX' is no sector: highlight Private, State or Other."));
  EXPECT_EQ(series(chart)[0].emphasis, Emphasis::normal);
}

TEST(Timeline, CountsALaunchWithoutAYearAsLeftOut) {
  const Chart chart = draw("timeline", dataset({{.year = 1990}, {.year = {}}}));
  EXPECT_EQ(chart.source, "Test launches (1 of 2 launches)");
  EXPECT_THAT(chart.notes, ElementsAre("1 launch without a year left out."));
}

TEST(Timeline, SaysWhyNothingIsLeft) {
  const Values atlantis{{"filter", std::vector<std::string>{"country=Atlantis"}}};
  const Chart chart = draw("timeline", history(1990, {{1, 3}}), atlantis);
  const auto* const empty = std::get_if<Empty>(&chart.mark);
  ASSERT_NE(empty, nullptr);
  EXPECT_THAT(empty->sentence, HasSubstr("Atlantis"));
  EXPECT_FALSE(empty->remedy.empty());
  EXPECT_EQ(chart.source, "Test launches (0 of 4 launches)");
}

TEST(Timeline, NamesTheFilterInTheSubtitle) {
  const Values usa{{"filter", std::vector<std::string>{"country=USA"}}};
  EXPECT_THAT(draw("timeline", history(1990, {{1, 3}}), usa).subtitle, HasSubstr("USA, 1990"));
}

}  // namespace
}  // namespace perigee::tests
