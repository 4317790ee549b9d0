#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Launch> in_year(std::int64_t year, std::int64_t successes, std::int64_t failures) {
  return together(
      {times(successes, {.year = year, .status = "Success"}), times(failures, {.year = year, .status = "Failure"})});
}

// So many of a hundred launches of each year succeeded.
Dataset history(std::int64_t first, const std::vector<std::int64_t>& successes) {
  std::vector<Launch> launches;
  for (const std::int64_t n : successes) {
    const auto more = in_year(first++, n, 100 - n);
    launches.insert(launches.end(), more.begin(), more.end());
  }
  return dataset(launches);
}

const Series& series(const Chart& chart) { return std::get<Lines>(chart.mark).series.front(); }

TEST(SuccessRate, DrawsTheShareOfEachYearWithItsBand) {
  const Chart chart = draw("success-rate", dataset(together({in_year(1990, 81, 182), in_year(1991, 1, 0)})));
  ASSERT_EQ(series(chart).points.size(), 2u);
  EXPECT_NEAR(series(chart).points[0].y, 30.798, 0.001);
  EXPECT_NEAR(series(chart).band[0].low, 25.53, 0.005);
  EXPECT_NEAR(series(chart).band[0].high, 36.62, 0.005);
  EXPECT_EQ(series(chart).band[1].high, 100);
}

TEST(SuccessRate, LeavesAGapInAYearWithoutLaunches) {
  const Chart chart = draw("success-rate", dataset(together({in_year(1990, 1, 1), in_year(1992, 1, 1)})));
  EXPECT_TRUE(std::isnan(series(chart).points[1].y));
  EXPECT_TRUE(chart.table.column("success_rate").is_missing(1));
  EXPECT_EQ(cell(chart, "1991", "launches"), 0);
}

TEST(SuccessRate, BridgesYearsWithinTheWindow) {
  const Chart chart = draw("success-rate", dataset(together({in_year(1990, 3, 1), in_year(1992, 0, 4)})),
                           {{"window", std::int64_t{3}}});
  EXPECT_EQ(series(chart).points[1].y, 75);
  EXPECT_EQ(series(chart).points[2].y, 37.5);
  EXPECT_EQ(series(chart).value_label, "38% in 1990–1992");
  EXPECT_THAT(chart.subtitle, HasSubstr("in the three years up to each"));
}

TEST(SuccessRate, ClaimsARiseOrFallOnlyWhereTheBandsAreApart) {
  EXPECT_EQ(draw("success-rate", history(1990, {50, 90})).title, "Success rate rose from 50% (1990) to 90% (1991)");
  EXPECT_EQ(draw("success-rate", history(1990, {90, 90, 50, 50})).title,
            "Success rate fell from 90% (1990–1991) to 50% (1992–1993)");
  EXPECT_EQ(draw("success-rate", history(1990, {90, 92})).title,
            "91% of 200 launches succeeded, without a clear trend");
}

TEST(SuccessRate, WordsOneKindOfOutcomeTruthfully) {
  EXPECT_EQ(draw("success-rate", dataset(in_year(1990, 1, 0))).title, "The only launch succeeded");
  EXPECT_EQ(draw("success-rate", dataset(in_year(1990, 0, 1))).title, "The only launch failed");
  EXPECT_EQ(draw("success-rate", dataset(in_year(1990, 3, 0))).title, "All 3 launches succeeded");
  EXPECT_EQ(draw("success-rate", dataset(in_year(1990, 0, 3))).title, "None of 3 launches succeeded");
  EXPECT_EQ(draw("success-rate", dataset(in_year(1990, 1, 1))).title, "50% of 2 launches succeeded");
}

TEST(SuccessRate, WidensItsBandWithTheConfidence) {
  const auto width = [](double confidence) {
    const Chart chart = draw("success-rate", history(1990, {80}), {{"confidence", confidence}});
    return series(chart).band[0].high - series(chart).band[0].low;
  };
  EXPECT_LT(width(50), width(95));
  EXPECT_LT(width(95), width(99.9));
}

TEST(SuccessRate, CountsPartialFailuresAsFailuresAndSaysSo) {
  const Chart chart = draw("success-rate", dataset({{.year = 1990}, {.year = 1990, .status = "Partial Failure"}}));
  EXPECT_EQ(series(chart).points[0].y, 50);
  EXPECT_THAT(chart.notes, ElementsAre("Partial failures count as failures."));
  EXPECT_THAT(draw("success-rate", history(1990, {50})).notes, IsEmpty());
}

TEST(SuccessRate, LeavesOutLaunchesWithoutAnOutcome) {
  const Chart chart = draw("success-rate", dataset({{.year = 1990}, {.year = 1991, .status = ""}}));
  EXPECT_EQ(chart.source, "Test launches (1 of 2 launches)");
  EXPECT_THAT(chart.notes, Contains("1 launch without a known outcome left out."));
  EXPECT_EQ(chart.table.rows(), 1u);
}

TEST(SuccessRate, SaysWhyNothingIsDrawnWhereNoOutcomeIsKnown) {
  const Chart chart = draw("success-rate", dataset({{.year = 1990, .status = "In flight"}}));
  EXPECT_EQ(std::get<Empty>(chart.mark).sentence, "None of the 1 launch in 1990 has a known outcome.");
}

TEST(SuccessRate, RefusesAConfidenceOfOne) {
  EXPECT_THROW(draw("success-rate", history(1990, {80}), {{"confidence", 100.0}}), std::invalid_argument);
}

}  // namespace
}  // namespace perigee::tests
