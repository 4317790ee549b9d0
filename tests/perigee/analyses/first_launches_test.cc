#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Launch from(const std::string& country, const std::string& date, const std::string& status = "Success",
            const std::string& rocket = "Alpha 1") {
  Launch launch{.year = std::stoll(date.substr(0, 4)), .country = country, .status = status};
  launch.detail = rocket + " | Mission";
  launch.date = date;
  return launch;
}

Chart chart_of(const std::vector<Launch>& launches, const Values& parameters = {}) {
  return draw("first-launches", dataset(launches), parameters);
}

const std::vector<Span>& spans(const Chart& chart) { return std::get<Spans>(chart.mark).spans; }

std::vector<std::string> names(const Chart& chart) {
  std::vector<std::string> names;
  for (const Span& span : spans(chart)) names.push_back(span.name);
  return names;
}

TEST(FirstLaunches, GoFromTheFirstAttemptToTheFirstSuccess) {
  const Chart chart = chart_of({from("Japan", "1970-02-11", "Success", "Lambda-IV S"),
                                from("Japan", "1966-09-26", "Failure"), from("Japan", "1980-01-01")});
  ASSERT_EQ(spans(chart).size(), 1u);
  EXPECT_EQ(spans(chart)[0].from, 1966);
  EXPECT_EQ(spans(chart)[0].to, 1970);
  EXPECT_FALSE(spans(chart)[0].open);
  EXPECT_EQ(spans(chart)[0].label, "Lambda-IV S, 1970");
  EXPECT_EQ(spans(chart)[0].note, "3");
}

TEST(FirstLaunches, StandInTheOrderOfTheirSuccessTheOthersAfterThem) {
  const Chart chart =
      chart_of({from("Brazil", "1957-01-01", "Failure"), from("USA", "1958-02-01"), from("Russia", "1957-10-04")});
  EXPECT_THAT(names(chart), ElementsAre("Russia", "USA", "Brazil"));
  EXPECT_TRUE(spans(chart)[2].open);
  EXPECT_EQ(spans(chart)[2].label, "Alpha 1, 1957, no success");
}

TEST(FirstLaunches, CompareDaysWithinAYear) {
  const Chart chart = chart_of({from("USA", "1957-12-06"), from("Russia", "1957-10-04"), from("China", "1970-04-24")});
  EXPECT_EQ(chart.title, "Russia was first in 1957, China latest in 1970");
}

TEST(FirstLaunches, WordTheFindingTruthfully) {
  EXPECT_EQ(chart_of({from("USA", "1957-12-06", "Failure")}).title, "No launch from any country succeeded");
  EXPECT_EQ(chart_of({from("USA", "1958-02-01")}).title, "The USA first succeeded in 1958");
  EXPECT_EQ(chart_of({from("USA", "1958-02-01"), from("Russia", "1958-02-01")}).title,
            "Two countries first succeeded in 1958");
  EXPECT_EQ(chart_of({from("USA", "1958-02-01"), from("Russia", "1958-02-01"), from("China", "1970-01-01")}).title,
            "First successes by country range from 1958 to 1970");
  EXPECT_EQ(chart_of({from("USA", "1958-02-01"), from("China", "1970-01-01"), from("Japan", "1970-01-01")}).title,
            "The USA was first in 1958");
}

TEST(FirstLaunches, GiveEveryCountryInTheTable) {
  const Chart chart = chart_of({from("Brazil", "1997-11-02", "Failure", "VLS-1"), from("USA", "1958-02-01")},
                               {{"top", std::int64_t{1}}});
  EXPECT_EQ(spans(chart).size(), 1u);
  EXPECT_EQ(cell(chart, "Brazil", "first_attempt"), 1997);
  EXPECT_TRUE(chart.table.column("first_success").is_missing(1));
  EXPECT_THAT(chart.subtitle, HasSubstr("first one of 2"));
}

TEST(FirstLaunches, AreFirstOfTheYearsShownOnlyAndSaySo) {
  const Chart chart = chart_of({from("USA", "1958-02-01"), from("USA", "1990-01-01")}, {{"from", std::int64_t{1980}}});
  EXPECT_EQ(spans(chart)[0].to, 1990);
  EXPECT_THAT(chart.notes, Contains("First within the years shown."));
}

TEST(FirstLaunches, LeaveOutLaunchesWithoutACountry) {
  const Chart chart = chart_of({from("USA", "1958-02-01"), from("", "1957-01-01")});
  EXPECT_THAT(names(chart), ElementsAre("USA"));
  EXPECT_EQ(chart.source, "Test launches (1 of 2 launches)");
  EXPECT_THAT(chart.notes, Contains("1 launch without a country left out."));
}

TEST(FirstLaunches, SetTheHighlightedCountryApart) {
  const std::vector<Launch> launches{from("USA", "1958-02-01"), from("China", "1970-04-24")};
  const Chart chart = chart_of(launches, {{"highlight", "china"}});
  EXPECT_EQ(spans(chart)[0].emphasis, Emphasis::muted);
  EXPECT_EQ(spans(chart)[1].emphasis, Emphasis::strong);
  EXPECT_THAT(chart_of(launches, {{"highlight", "Peru"}}).notes, Contains("No launch from 'Peru' in this selection."));
}

}  // namespace
}  // namespace perigee::tests
