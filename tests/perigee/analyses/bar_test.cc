#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Dataset sales() {
  return dataset_of_text(
      "Town,Price,Kind\nBern,10,a\nBern,30,b\nBern,20,a\nPerth,50,b\nPerth,,a\nRome,5,a\n,7,a\nBern,1,\n", "Sales");
}
Values by(Values more = {}) {
  more["category"] = "Town";
  return more;
}
const Bars& bars(const Chart& chart) { return std::get<Bars>(chart.mark); }

TEST(BarAnalysis, CountsRowsByTheWordsOfAColumn) {
  const Chart chart = draw("bar", sales(), by());
  EXPECT_EQ(chart.title, "Bern leads with 4 rows");
  EXPECT_EQ(chart.source, "Sales (7 of 8 rows)");
  EXPECT_EQ(cell(chart, "Perth", "rows"), 2);
  EXPECT_EQ(bars(chart).bars[1].name, "Perth");
}

TEST(BarAnalysis, SumsUpAColumnOfValuesUnlessAnotherAggregateIsAsked) {
  EXPECT_EQ(draw("bar", sales(), by({{"value", "Price"}})).title, "Bern has the highest sum of Price: 61");
  EXPECT_EQ(draw("bar", sales(), by({{"value", "Price"}, {"aggregate", "mean"}})).title,
            "Perth has the highest mean of Price: 50");
  EXPECT_EQ(draw("bar", sales(), by({{"value", "Price"}, {"aggregate", "median"}})).title,
            "Perth has the highest median of Price: 50");
  EXPECT_EQ(draw("bar", sales(), by({{"value", "Price"}, {"aggregate", "count"}})).title, "Bern leads with 4 rows");
  EXPECT_EQ(draw("bar", sales(), by({{"aggregate", "share"}})).title, "Bern accounts for 57%");
}

TEST(BarAnalysis, SaysWhatItLeavesOut) {
  EXPECT_THAT(draw("bar", sales(), by({{"value", "Price"}, {"group", "Kind"}})).notes,
              ElementsAre("1 row without a word in 'Town' left out.", "1 row without a word in 'Kind' left out.",
                          "1 row without a number in 'Price' left out."));
}

TEST(BarAnalysis, StacksGroupsThatAddUp) {
  const Chart chart = draw("bar", sales(), by({{"value", "Price"}, {"group", "Kind"}}));
  const Bar& bern = bars(chart).bars[0];
  ASSERT_EQ(bern.segments.size(), 2u);
  EXPECT_EQ(bern.segments[0].name, "a");
  EXPECT_EQ(bern.segments[0].value, 30);
  EXPECT_EQ(bern.note, "60");
  EXPECT_EQ(chart.table.rows(), 6u) << "a row for each town and kind";
}

TEST(BarAnalysis, SetsGroupsThatDoNotAddUpBelowEachOther) {
  const Chart chart = draw("bar", sales(), by({{"value", "Price"}, {"group", "Kind"}, {"aggregate", "mean"}}));
  std::vector<std::string> names;
  for (const Bar& bar : bars(chart).bars) names.push_back(bar.name);
  EXPECT_THAT(names, ElementsAre("Perth, b", "Bern, a", "Bern, b", "Rome, a"));
  EXPECT_TRUE(bars(chart).bars[1].gap_before);
}

TEST(BarAnalysis, NeverStacksWhatIsBelowZero) {
  const Dataset debts = dataset_of_text("Town,Price,Kind\nBern,10,a\nBern,-30,b\n", "Debts");
  EXPECT_EQ(bars(draw("bar", debts, by({{"value", "Price"}, {"group", "Kind"}}))).bars.size(), 2u);
}

TEST(BarAnalysis, FoldsWhatIsBelowTheTopButNeverASingleWord) {
  std::string csv = "Town\n";
  for (int i = 0; i < 9; ++i)
    for (int n = 0; n <= i; ++n) csv += "T" + std::to_string(i) + "\n";
  const auto last = [&](std::int64_t top) {
    return bars(draw("bar", dataset_of_text(csv, "Towns"), by({{"top", top}}))).bars.back();
  };
  EXPECT_EQ(last(3).name, "Other (6)");
  EXPECT_EQ(last(3).segments[0].value, 21);
  EXPECT_EQ(last(8).name, "T0");
}

TEST(BarAnalysis, WordsTiesAndSingleWordsTruthfully) {
  EXPECT_EQ(draw("bar", dataset_of_text("Town\nA\nB\n", "x"), by()).title, "Two lead with 1 row each");
  EXPECT_EQ(draw("bar", dataset_of_text("Town\nA\n", "x"), by()).title, "The only row is A");
  EXPECT_EQ(draw("bar", dataset_of_text("Town\nA\nA\n", "x"), by()).title, "All 2 rows are A");
}

TEST(BarAnalysis, HighlightsAWordOrAGroup) {
  EXPECT_EQ(bars(draw("bar", sales(), by({{"highlight", "perth"}}))).bars[1].emphasis, Emphasis::strong);
  const Chart chart = draw("bar", sales(), by({{"group", "Kind"}, {"highlight", "b"}}));
  EXPECT_EQ(bars(chart).bars[0].segments[0].emphasis, Emphasis::muted);
  EXPECT_THAT(draw("bar", sales(), by({{"highlight", "x"}})).notes.back(), HasSubstr("No 'x'"));
}

TEST(BarAnalysis, SaysThatAStatisticNeedsAColumn) {
  EXPECT_THAT(std::get<Empty>(draw("bar", sales(), by({{"aggregate", "mean"}})).mark).sentence,
              HasSubstr("aggregate=mean needs values"));
}

TEST(BarAnalysis, SaysThatNoRowHasAWord) {
  const Dataset dataset = dataset_of_text("Town,Price\nA,\nB,\nC,\n,5\n", "x");
  EXPECT_THAT(std::get<Empty>(draw("bar", dataset, by({{"value", "Price"}})).mark).sentence,
              HasSubstr("No row has a number in 'Price'"));
}

}  // namespace
}  // namespace perigee::tests
