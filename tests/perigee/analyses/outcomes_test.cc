#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<Launch> by(const std::string& company, std::int64_t n, const std::string& status = "Success") {
  return times(n, {.year = 1990, .company = company, .status = status});
}

Chart chart_of(std::initializer_list<std::vector<Launch>> lists, const Values& parameters = {}) {
  return draw("outcomes", dataset(together(lists)), parameters);
}

const std::vector<Bar>& bars(const Chart& chart) { return std::get<Bars>(chart.mark).bars; }

std::vector<std::string> names(const Chart& chart) {
  std::vector<std::string> names;
  for (const Bar& bar : bars(chart)) names.push_back(bar.name);
  return names;
}

TEST(Outcomes, AreSharesOfTheLaunchesOfEachCompany) {
  const Chart chart = chart_of({by("ULA", 3), by("ULA", 1, "Failure"), by("ISRO", 1, "Partial Failure")});
  EXPECT_THAT(names(chart), ElementsAre("All launches", "ULA", "ISRO"));
  ASSERT_EQ(bars(chart)[1].segments.size(), 2u);
  EXPECT_EQ(bars(chart)[1].segments[0].label, "75%");
  EXPECT_EQ(bars(chart)[1].segments[1].name, "Failure");
  EXPECT_EQ(bars(chart)[2].segments[0].name, "Partial failure");
  EXPECT_TRUE(std::get<Bars>(chart.mark).normalised);
}

TEST(Outcomes, GiveEveryCompanyInTheTable) {
  const Chart chart =
      chart_of({by("ULA", 3), by("ISRO", 2), by("ISRO", 1, "Prelaunch Failure")}, {{"top", std::int64_t{1}}});
  EXPECT_EQ(bars(chart).size(), 2u);
  EXPECT_EQ(cell(chart, "ISRO", "prelaunch_failure"), 1);
  EXPECT_EQ(cell(chart, "ULA", "success"), 3);
}

TEST(Outcomes, NameTheMostReliableOfCompaniesWithLaunchesEnough) {
  const Chart chart = chart_of({by("A", 19), by("A", 1, "Failure"), by("B", 18), by("B", 2, "Failure"), by("C", 5)});
  EXPECT_EQ(chart.title, "93% of 45 launches succeeded; A leads with 95%");
}

TEST(Outcomes, WordTheFindingTruthfully) {
  EXPECT_EQ(chart_of({by("A", 1)}).title, "The only launch succeeded");
  EXPECT_EQ(chart_of({by("A", 1, "Failure")}).title, "The only launch failed");
  EXPECT_EQ(chart_of({by("A", 2), by("B", 1)}).title, "All 3 launches succeeded");
  EXPECT_EQ(chart_of({by("A", 2, "Lost"), by("B", 1, "Failure")}).title, "None of 3 launches succeeded");
  EXPECT_EQ(chart_of({by("A", 20), by("B", 20), by("B", 20, "Failure"), by("C", 20)}).title,
            "75% of 80 launches succeeded");
  EXPECT_EQ(chart_of({by("A", 199), by("A", 1, "Failure"), by("B", 10)}).title,
            "Over 99% of 210 launches succeeded; A leads with over 99%");
}

TEST(Outcomes, LeaveOutLaunchesWithoutOne) {
  const Chart chart = chart_of({by("A", 1), by("B", 2, "")});
  EXPECT_EQ(chart.source, "Test launches (1 of 3 launches)");
  EXPECT_THAT(chart.notes, Contains("2 launches without a known outcome left out."));
  EXPECT_THAT(std::get<Empty>(chart_of({by("B", 2, "")}).mark).sentence, HasSubstr("a known outcome"));
}

TEST(Outcomes, ShowTheHighlightedCompanyAlsoBelowTheTop) {
  const Chart chart = chart_of({by("A", 2), by("B", 1)}, {{"top", std::int64_t{1}}, {"highlight", "b"}});
  EXPECT_THAT(names(chart), ElementsAre("All launches", "A", "B"));
  EXPECT_EQ(bars(chart)[2].emphasis, Emphasis::strong);
  EXPECT_THAT(chart_of({by("A", 2)}, {{"highlight", "Z"}}).notes, Contains("No launch by 'Z' in this selection."));
}

}  // namespace
}  // namespace perigee::tests
