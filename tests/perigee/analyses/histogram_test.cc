#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Dataset biopsies() {
  return dataset_of_text("radius_mean,diagnosis,site\n1,M,a\n2,M,b\n9,B,a\n8,B,a\n7,B,a\n,B,b\n3,,b\n", "Biopsies");
}

const Histogram& histogram(const Chart& chart) { return std::get<Histogram>(chart.mark); }

TEST(HistogramAnalysis, FindsItsColumnsAndGroupsByDiagnosis) {
  const Chart chart = draw("histogram", biopsies());
  EXPECT_EQ(chart.title, "Mean radius is highest for Benign: median 8 against 1.5");
  ASSERT_EQ(histogram(chart).groups.size(), 2u);
  EXPECT_EQ(histogram(chart).groups[0].name, "Malignant") << "the smaller group stands at the foot";
  EXPECT_EQ(histogram(chart).groups[1].note, "3 rows");
}

TEST(HistogramAnalysis, SaysWhatItLeavesOut) {
  const Chart chart = draw("histogram", biopsies());
  EXPECT_EQ(chart.source, "Biopsies (5 of 7 rows)");
  EXPECT_THAT(chart.notes,
              ElementsAre("1 row without a number left out.", "1 row without a word in 'diagnosis' left out."));
}

TEST(HistogramAnalysis, TakesAsManyBinsAsAreAskedFor) {
  const Chart chart = draw("histogram", biopsies(), {{"bins", std::int64_t{4}}});
  EXPECT_THAT(histogram(chart).edges, ElementsAre(1, 3, 5, 7, 9));
  EXPECT_THAT(histogram(chart).groups[1].counts, ElementsAre(0, 0, 0, 3));
  EXPECT_EQ(chart.subtitle, "Mean radius by diagnosis, 5 rows in bins of 2");
  EXPECT_EQ(chart.table.rows(), 8u) << "a row a bin and group";
}

TEST(HistogramAnalysis, SetsTheHighlightedGroupAtTheFoot) {
  const Chart chart = draw("histogram", biopsies(), {{"highlight", "benign"}});
  EXPECT_EQ(histogram(chart).groups[0].name, "Benign");
  EXPECT_EQ(histogram(chart).groups[0].emphasis, Emphasis::strong);
  EXPECT_EQ(histogram(chart).groups[1].emphasis, Emphasis::muted);
  EXPECT_THAT(draw("histogram", biopsies(), {{"highlight", "Who"}}).notes.back(), HasSubstr("No 'Who'"));
}

TEST(HistogramAnalysis, WordsOneValueEqualValuesAndTiesTruthfully) {
  EXPECT_EQ(draw("histogram", dataset_of_text("year\n1957\n", "One")).title, "The only value is 1957");
  EXPECT_EQ(draw("histogram", dataset_of_text("year\n4\n4\n4\n", "Same")).title, "All 3 values are 4");
  EXPECT_EQ(draw("histogram", dataset_of_text("year\n1\n2\n3\n4\n5\n", "Some")).title,
            "Half of all values lie between 2 and 4");
  EXPECT_EQ(draw("histogram", dataset_of_text("year,diagnosis\n4,X\n4,Y\n", "Tie")).title,
            "Year: no single group leads, median 4");
}

TEST(HistogramAnalysis, SpellsOnlyDiagnosesOut) {
  const Values by_site{{"group", "site"}};
  EXPECT_THAT(draw("histogram", biopsies(), by_site).title, HasSubstr("highest for a"));
  EXPECT_THAT(draw("histogram", dataset_of_text("year,diagnosis\n4,M\n5,Flu\n", "x")).title, HasSubstr("for Flu"));
}

TEST(HistogramAnalysis, FoldsTheRestOfManyGroups) {
  std::string csv = "x,kind\n";
  for (int i = 0; i < 60; ++i) csv += std::to_string(i) + ",kind " + std::to_string(i % 20) + "\n";
  const Chart chart = draw("histogram", dataset_of_text(csv, "Kinds"), {{"x", "x"}, {"group", "kind"}});
  EXPECT_EQ(histogram(chart).groups.size(), 6u);
  EXPECT_EQ(histogram(chart).groups[0].name, "Other");
  EXPECT_EQ(histogram(chart).groups[0].note, "45 rows");
}

TEST(HistogramAnalysis, SaysThatNoRowHasANumber) {
  const Chart chart = draw("histogram", biopsies(), {{"filter", std::vector<std::string>{"site=b", "radius_mean="}}});
  EXPECT_THAT(std::get<Empty>(chart.mark).sentence, HasSubstr("No row has a number in 'radius_mean'"));
}

TEST(HistogramAnalysis, RefusesAColumnOfWordsAndListsTheOthers) {
  try {
    draw("histogram", biopsies(), {{"x", "site"}});
    FAIL() << "it was drawn";
  } catch (const std::invalid_argument& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("'site' holds category values"));
    EXPECT_THAT(refused.what(), HasSubstr("'radius_mean'"));
  }
}

}  // namespace
}  // namespace perigee::tests
