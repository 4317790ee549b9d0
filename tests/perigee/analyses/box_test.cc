#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>
#include <vector>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

const Values kByKind{{"value", "v"}, {"group", "kind"}};

Dataset kinds() { return dataset_of_text("v,kind\n1,a\n2,a\n3,a\n4,a\n100,a\n10,b\n20,b\n30,b\n,b\n5,\n", "Kinds"); }
const Boxes& boxes(const Chart& chart) { return std::get<Boxes>(chart.mark); }

TEST(BoxAnalysis, SetsTheHighestMedianFirst) {
  const Chart chart = draw("box", kinds(), kByKind);
  EXPECT_EQ(boxes(chart).rows[0].name, "b");
  EXPECT_EQ(boxes(chart).rows[0].note, "3");
  EXPECT_EQ(chart.title, "V is highest for b: median 20");
}

TEST(BoxAnalysis, ShowsTheFiveNumbersAndWhatLiesBeyond) {
  const FiveNumbers a = boxes(draw("box", kinds(), kByKind)).rows[1].boxes[0];
  EXPECT_EQ(a.least, 1);
  EXPECT_EQ(a.lower, 2);
  EXPECT_EQ(a.median, 3);
  EXPECT_EQ(a.upper, 4);
  EXPECT_EQ(a.most, 4);
  EXPECT_THAT(a.outliers, ElementsAre(100));
}

TEST(BoxAnalysis, SaysWhatItLeavesOutAndWhatDotsAre) {
  EXPECT_THAT(draw("box", kinds(), kByKind).notes,
              ElementsAre("Dots: values farther than 1.5 boxes from the box.", "1 row without a number left out.",
                          "1 row without a word in 'kind' left out."));
}

TEST(BoxAnalysis, IsOneBoxWithoutGroups) {
  const Chart chart = draw("box", kinds(), {{"value", "v"}});
  ASSERT_EQ(boxes(chart).rows.size(), 1u);
  EXPECT_EQ(chart.title, "Half of all values lie between 3 and 20");
  EXPECT_EQ(chart.table.column("rows").integer(0), 9);
}

TEST(BoxAnalysis, FoldsGroupsBeyondTheTop) {
  std::string csv = "v,kind\n";
  for (int i = 0; i < 40; ++i) csv += std::to_string(i) + ",k" + std::to_string(i % 8) + "\n";
  Values values = kByKind;
  values["top"] = std::int64_t{3};
  const Chart chart = draw("box", dataset_of_text(csv, "Many"), values);
  EXPECT_EQ(boxes(chart).rows.size(), 3u);
  EXPECT_THAT(boxes(chart).rows, Contains(::testing::Field(&BoxRow::name, "Other")));
}

TEST(BoxAnalysis, ThinsSoManyOutliersThatTheyWouldBeALine) {
  std::string csv = "v\n";
  for (int i = 0; i < 20'000; ++i) csv += std::to_string(i % 10 == 0 ? 1000 + i : i % 7) + "\n";
  const std::vector<double> outliers =
      boxes(draw("box", dataset_of_text(csv, "Far"), {{"value", "v"}})).rows[0].boxes[0].outliers;
  EXPECT_LE(outliers.size(), 402u);
  EXPECT_EQ(outliers.back(), 20'990);
}

TEST(BoxAnalysis, WordsOneValueAndTiesTruthfully) {
  EXPECT_EQ(draw("box", dataset_of_text("v\n5\n", "One"), {{"value", "v"}}).title, "The only value is 5");
  EXPECT_EQ(draw("box", dataset_of_text("v,kind\n5,a\n5,b\n", "Two"), kByKind).title,
            "V: no single group leads, median 5");
}

}  // namespace
}  // namespace perigee::tests
