#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Values kXY{{"x", "x"}, {"y", "y"}};

Dataset csv(const std::string& text) { return dataset_of_text(text, "Points"); }
const Dots& dots(const Chart& chart) { return std::get<Dots>(chart.mark); }
Values with(Values values, const std::string& name, Value value) {
  values[name] = std::move(value);
  return values;
}

// `n` rows, y rising with x.
std::string rising(int n) {
  std::string text = "x,y,kind\n";
  for (int i = 1; i <= n; ++i)
    text += std::to_string(i) + "." + std::to_string(i % 7) + "," + std::to_string(2 * i) + ",k" +
            std::to_string(i % 3) + "\n";
  return text;
}

TEST(ScatterAnalysis, DrawsADotARowAndSaysHowTheyGoTogether) {
  const Chart chart = draw("scatter", csv(rising(30)), kXY);
  EXPECT_EQ(dots(chart).groups.at(0).points.size(), 30u);
  EXPECT_EQ(chart.title, "Y rises closely with x");
  EXPECT_THAT(chart.subtitle, HasSubstr("30 rows; Pearson 0.99, Spearman 1.00"));
  EXPECT_EQ(chart.x.name, "X");
  EXPECT_EQ(chart.table.rows(), 30u);
}

TEST(ScatterAnalysis, TellsGroupsApart) {
  const Chart chart = draw("scatter", csv(rising(30)), with(kXY, "group", "kind"));
  EXPECT_EQ(dots(chart).groups.size(), 3u);
  EXPECT_TRUE(chart.table.has("group"));
}

TEST(ScatterAnalysis, LeavesOutRowsWithoutBothNumbers) {
  const Chart chart = draw("scatter", csv("x,y\n1,2\n,3\n4,\n5,6\n"), kXY);
  EXPECT_THAT(chart.notes, ElementsAre("2 rows without both numbers left out."));
  EXPECT_EQ(chart.title, "Two rows have both numbers");
}

TEST(ScatterAnalysis, KeepsWhatALogarithmCannotShowOut) {
  const Chart chart = draw("scatter", csv("x,y\n1,2\n0,3\n4,-1\n5,6\n"), with(kXY, "log", "both"));
  EXPECT_THAT(chart.notes, ElementsAre("2 rows of zero or less, which a logarithmic axis can't show, left out."));
  EXPECT_EQ(chart.x.kind, AxisKind::log);
}

TEST(ScatterAnalysis, SaysWhereNothingIsAboveZero) {
  const Chart chart = draw("scatter", csv("x,y\n0,2\n-1,3\n"), with(kXY, "log", "x"));
  EXPECT_EQ(std::get<Empty>(chart.mark).sentence, "No row has two numbers above zero.");
}

TEST(ScatterAnalysis, WordsConstantsWeakAndFallingRelationsTruthfully) {
  EXPECT_EQ(draw("scatter", csv("x,y\n1,5\n2,5\n3,5\n"), kXY).title, "Y is always 5");
  EXPECT_EQ(draw("scatter", csv("x,y\n7,1\n7,2\n7,3\n"), kXY).title, "X is always 7");
  EXPECT_EQ(draw("scatter", csv("x,y\n1,3\n2,2\n3,1\n"), kXY).title, "Y falls closely with x");
  EXPECT_EQ(draw("scatter", csv("x,y\n1,1\n2,2\n3,1\n"), kXY).title, "Y and x are hardly correlated");
}

TEST(ScatterAnalysis, DrawsTheLineOfLeastSquares) {
  const Chart chart = draw("scatter", csv("x,y\n1,3\n2,5\n3,7\n"), with(kXY, "trend", true));
  EXPECT_DOUBLE_EQ(dots(chart).trend.front().y, 3);
  EXPECT_DOUBLE_EQ(dots(chart).trend.back().y, 7);
  EXPECT_THAT(dots(draw("scatter", csv("x,y\n1,3\n"), with(kXY, "trend", true))).trend, IsEmpty());
}

TEST(ScatterAnalysis, TurnsIntoADensityAboveFiftyThousandRows) {
  const Dataset many = csv(rising(50'001));
  const Chart chart = draw("scatter", many, with(kXY, "group", "kind"));
  const Density& density = std::get<Density>(chart.mark);
  EXPECT_EQ(std::accumulate(density.counts.begin(), density.counts.end(), 0u), 50'001u);
  EXPECT_THAT(chart.notes, Contains("Groups are not told apart."));
  EXPECT_TRUE(chart.table.has("rows"));
}

TEST(ScatterAnalysis, StaysDotsAtFiftyThousand) {
  EXPECT_TRUE(std::holds_alternative<Dots>(draw("scatter", csv(rising(50'000)), kXY).mark));
}

TEST(ScatterAnalysis, ShowsAColumnAgainstItself) {
  const Chart chart = draw("scatter", csv("x,y\n1,3\n2,5\n3,7\n"), {{"x", "x"}, {"y", "x"}});
  EXPECT_THAT(chart.subtitle, HasSubstr("Pearson 1.00"));
  EXPECT_TRUE(chart.table.has("x (y)"));
}

}  // namespace
}  // namespace perigee::tests
