#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

const Values kYearTown{{"x", "year"}, {"y", "town"}};
Dataset towns() {
  return dataset_of_text("year,town,v\n2001,Bern,4\n2001,Bern,6\n2003,Bern,1\n2001,Rome,2\n,Rome,1\n2001,,1\n",
                         "Towns");
}
const Cells& cells(const Chart& chart) { return std::get<Cells>(chart.mark); }
Values with(Values values, const Values& more) {
  values.insert(more.begin(), more.end());
  return values;
}

TEST(MatrixAnalysis, CountsRowsByTwoColumnsWithEveryYear) {
  const Chart chart = draw("matrix", towns(), kYearTown);
  EXPECT_THAT(cells(chart).columns, ElementsAre("2001", "2002", "2003"));
  EXPECT_THAT(cells(chart).rows[0].values, ElementsAre(Optional(2), std::nullopt, Optional(1)));
  EXPECT_EQ(cells(chart).rows[0].total, "3");
  EXPECT_EQ(chart.title, "Most rows: Bern in 2001 (2)");
  EXPECT_THAT(chart.notes,
              ElementsAre("1 row without a word in 'town' left out.", "1 row without a value in 'year' left out."));
}

TEST(MatrixAnalysis, ShowsAStatisticWithoutTotalsWhereItDoesNotAddUp) {
  const Chart chart = draw("matrix", towns(), with(kYearTown, {{"value", "v"}, {"aggregate", "mean"}}));
  EXPECT_THAT(cells(chart).rows[0].values[0], Optional(5));
  EXPECT_EQ(cells(chart).total_heading, "");
  EXPECT_EQ(cells(chart).ramp, Ramp::linear);
  EXPECT_EQ(chart.title, "Highest mean of v: Bern in 2001 (5)");
}

TEST(MatrixAnalysis, TakesSharesOfEverything) {
  const Chart chart = draw("matrix", towns(), with(kYearTown, {{"aggregate", "share"}}));
  EXPECT_THAT(cells(chart).rows[0].values[0], Optional(0.5));
  EXPECT_EQ(cells(chart).rows[0].total, "75%");
  EXPECT_TRUE(cells(chart).format.is_share);
}

TEST(MatrixAnalysis, SetsValuesOnBothSidesOfZeroInTwoHues) {
  const Dataset dataset = dataset_of_text("a,b,v\nx,p,-4\ny,p,6\n", "Debts");
  EXPECT_EQ(cells(draw("matrix", dataset, {{"x", "a"}, {"y", "b"}, {"value", "v"}})).ramp, Ramp::diverging);
}

TEST(MatrixAnalysis, PutsManyNumbersIntoBins) {
  std::string csv = "x,kind\n";
  for (int i = 0; i < 400; ++i) csv += std::to_string(i) + ".5,k" + std::to_string(i % 2) + "\n";
  const Chart chart = draw("matrix", dataset_of_text(csv, "Many"), {{"x", "x"}, {"y", "kind"}});
  EXPECT_LE(cells(chart).columns.size(), 26u);
  double sum = 0;
  for (const CellRow& row : cells(chart).rows)
    for (const auto& value : row.values) sum += value.value_or(0);
  EXPECT_EQ(sum, 400);
}

TEST(MatrixAnalysis, MarksAPeriodThatTheDataDoNotFill) {
  const Dataset dataset = dataset_of_text("date,kind\n2018-01-01,a\n2020-08-07,a\n", "Dates");
  const Chart chart = draw("matrix", dataset, {{"x", "date"}, {"y", "kind"}, {"every", "year"}});
  EXPECT_EQ(cells(chart).partial_from, 2u);
  EXPECT_THAT(chart.notes, ElementsAre("* The data end within 2020."));
  EXPECT_EQ(chart.title, "Most rows: two cells with 1 each");
}

TEST(MatrixAnalysis, HighlightsARow) {
  EXPECT_THAT(cells(draw("matrix", towns(), with(kYearTown, {{"highlight", "rome"}}))).strong_row, Optional(1u));
}

TEST(MatrixAnalysis, ShowsAColumnAgainstItself) {
  EXPECT_TRUE(draw("matrix", towns(), {{"x", "town"}, {"y", "town"}}).table.has("town (x)"));
}

TEST(MatrixAnalysis, RefusesAColumnOfDecimalsDown) {
  try {
    draw("matrix", dataset_of_text("a,b\nx,1.5\ny,2.5\n", "Real"), {{"x", "a"}, {"y", "b"}});
    FAIL() << "it was drawn";
  } catch (const std::invalid_argument& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("'b' holds real values"));
  }
}

}  // namespace
}  // namespace perigee::tests
