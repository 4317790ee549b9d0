#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

Dataset csv(const std::string& text) { return dataset_of_text(text, "Numbers"); }
const Cells& cells(const Chart& chart) { return std::get<Cells>(chart.mark); }
const std::string kAll = "id,a,b,c,same,word\n1,1,2,9,4,x\n2,2,4,1,4,y\n3,3,6,5,4,z\n4,4,8,3,4,x\n5,,8,3,4,x\n";

TEST(Correlation, ComparesEveryColumnOfNumbersThatVaries) {
  const Chart chart = draw("correlation", csv(kAll));
  EXPECT_EQ(chart.title, "A and b correlate most: 1.00");
  ASSERT_EQ(cells(chart).rows.size(), 3u);
  EXPECT_EQ(cells(chart).rows[1].name, "2 b");
  EXPECT_THAT(cells(chart).rows[0].values[1], Optional(testing::DoubleEq(1)));
  EXPECT_EQ(cells(chart).rows[0].values[0], std::nullopt) << "with itself";
}

TEST(Correlation, ShowsTheColumnsThatCorrelateMostAndSaysSo) {
  const std::string text = "a,b,c,d\n1,9,2,3\n2,1,4,1\n3,5,6,2\n4,3,8,3\n5,4,10,1\n6,7,13,2\n";
  const Chart chart = draw("correlation", csv(text), {{"top", std::int64_t{2}}});
  ASSERT_EQ(cells(chart).rows.size(), 2u);
  EXPECT_EQ(cells(chart).rows[0].name, "1 a");
  EXPECT_EQ(cells(chart).rows[1].name, "2 c");
  EXPECT_THAT(chart.subtitle, HasSubstr("2 of 4 columns"));
  EXPECT_THAT(chart.notes, ElementsAre("Shown are the columns that correlate most with another."));
}

TEST(Correlation, WritesOneOnlyWhereItIsOne) {
  const Chart chart = draw("correlation", csv("a,b\n1,1\n2,2\n3,3\n4,4.1\n"));
  EXPECT_THAT(cells(chart).rows[0].values[1], Optional(testing::DoubleEq(0.99)));
  EXPECT_EQ(chart.title, "A and b correlate most: 0.99");
  EXPECT_GT(chart.table.column("correlation").number(0), 0.99);
}

TEST(Correlation, SaysWhatItLeavesOut) {
  EXPECT_THAT(draw("correlation", csv(kAll)).notes,
              ElementsAre("1 row without all numbers left out.", "'id' left out as a name of rows.",
                          "'same' left out: all values are equal."));
}

TEST(Correlation, TakesTheColumnsThatAreNamed) {
  const Values two{{"columns", std::vector<std::string>{"a", "c"}}};
  const Chart chart = draw("correlation", csv(kAll), two);
  EXPECT_EQ(chart.table.rows(), 1u);
  EXPECT_EQ(chart.title, "A and c correlate most: −0.53");
}

TEST(Correlation, SaysWhereNothingGoesTogether) {
  EXPECT_EQ(draw("correlation", csv("a,b\n1,1\n2,2\n3,1\n")).title, "No two columns correlate by more than 0.00");
}

TEST(Correlation, ComparesRanksWhereItIsTold) {
  const Dataset bent = csv("a,b\n1,1\n2,10\n3,100\n4,1000\n");
  EXPECT_THAT(draw("correlation", bent).title, HasSubstr("0.82"));
  EXPECT_THAT(draw("correlation", bent, {{"method", "spearman"}}).title, HasSubstr("1.00"));
}

TEST(Correlation, SaysWhereThereIsNothingToCompare) {
  EXPECT_THAT(std::get<Empty>(draw("correlation", csv("a,b\n1,2\n2,2\n3,2\n")).mark).sentence,
              HasSubstr("Fewer than two columns of numbers vary"));
  EXPECT_THAT(std::get<Empty>(draw("correlation", csv("a,b\n1,2\n")).mark).sentence, HasSubstr("Only 1 row"));
}

TEST(Correlation, RefusesAColumnOfWords) {
  try {
    draw("correlation", csv(kAll), {{"columns", std::vector<std::string>{"a", "word"}}});
    FAIL() << "it was drawn";
  } catch (const std::invalid_argument& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("'word'"));
  }
}

}  // namespace
}  // namespace perigee::tests
