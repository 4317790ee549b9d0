#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <variant>

#include "perigee/data/loader.h"
#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

Dataset csv(const std::string& text) {
  Result<Loaded> loaded = load(text);
  if (!loaded) throw std::invalid_argument(to_string(loaded.problems()));
  return {std::move(loaded->table), std::move(loaded->report.columns), "Biopsies"};
}

// Three benign ones at 10 to 12, two malignant ones at 20 and 22.
Dataset five() { return csv("diagnosis,radius_mean,texture_mean\nB,10,1\nB,11,2\nB,12,3\nM,20,4\nM,22,5\n"); }

Values patient(std::vector<std::string> values, std::int64_t neighbours = 3) {
  return {{"patient", std::move(values)}, {"neighbours", neighbours}};
}

const Boxes& boxes(const Chart& chart) { return std::get<Boxes>(chart.mark); }

std::string refusal(const Values& values) {
  try {
    draw("patient", five(), values);
  } catch (const std::invalid_argument& refused) {
    return refused.what();
  }
  return "it was drawn";
}

TEST(Patient, IsPlacedByPercentileAndDeviations) {
  const Chart chart = draw("patient", five(), patient({"radius_mean=12", "texture_mean=9"}));
  EXPECT_EQ(chart.table.column("percentile").number(0), 50);  // two below, one level
  EXPECT_NEAR(chart.table.column("z_score").number(0), (12 - 15) / 5.567764, 1e-6);
  EXPECT_EQ(chart.table.column("percentile").number(1), 100);
  EXPECT_EQ(chart.table.column("mean").number(1), 3);
}

TEST(Patient, IsMarkedOnTheBoxesOfEachClass) {
  const Chart chart = draw("patient", five(), patient({"radius_mean=15"}));
  ASSERT_EQ(boxes(chart).rows.size(), 1u);
  EXPECT_EQ(boxes(chart).rows[0].marked, 0);
  EXPECT_EQ(boxes(chart).rows[0].note, "15 (60%)");
  ASSERT_EQ(boxes(chart).rows[0].boxes.size(), 2u);
  EXPECT_EQ(boxes(chart).rows[0].boxes[0].name, "Benign");
  EXPECT_EQ(boxes(chart).rows[0].boxes[1].name, "Malignant");
}

TEST(Patient, IsComparedWithTheClassesOfTheNearestRows) {
  EXPECT_EQ(draw("patient", five(), patient({"radius_mean=11"})).title, "All 3 nearest rows are Benign");
  EXPECT_EQ(draw("patient", five(), patient({"radius_mean=25"})).title, "2 of the 3 nearest rows are Malignant");
  EXPECT_EQ(draw("patient", five(), patient({"radius_mean=25"}, 4)).title, "The nearest rows are evenly split");
  EXPECT_EQ(draw("patient", five(), patient({"radius_mean=25"}, 1)).title, "The nearest row is Malignant");
  EXPECT_THAT(draw("patient", five(), patient({"radius_mean=25"})).notes,
              Contains("Of the 3 rows nearest in all values, 1 Benign and 2 Malignant."));
}

TEST(Patient, IsNoDiagnosisAndEveryFaceSaysSo) {
  const Chart chart = draw("patient", five(), patient({"radius_mean=11"}));
  EXPECT_THAT(chart.subtitle, EndsWith("no diagnosis"));
  EXPECT_THAT(chart.notes, Contains("A comparison with the data, no diagnosis."));
  EXPECT_THAT(chart.alt, EndsWith("This is no diagnosis."));
}

TEST(Patient, IsPlacedAlsoWhereThereAreNoClasses) {
  const Chart chart = draw("patient", csv("size,age\n1,5\n2,6\n3,7\n"), patient({"size=4", "age=6"}));
  EXPECT_EQ(chart.title, "Size is 2.0 standard deviations above average");
  EXPECT_EQ(boxes(chart).rows[0].boxes.size(), 1u);
}

TEST(Patient, TakesColumnsByAnySpellingAndEachOnce) {
  const Chart chart = draw("patient", five(), patient({"Radius Mean = 11", "radius_mean=50"}));
  EXPECT_EQ(chart.table.rows(), 1u);
  EXPECT_EQ(chart.table.column("value").number(0), 11);
  EXPECT_THAT(chart.notes, Contains("A value given twice counts as first given."));
}

TEST(Patient, LeavesOutRowsThatLackAValue) {
  const Dataset dataset = csv("diagnosis,radius_mean,texture_mean\nB,10,1\nB,11,\nM,20,4\nM,22,5\n");
  const Chart chart = draw("patient", dataset, patient({"radius_mean=11", "texture_mean=2"}));
  EXPECT_EQ(chart.source, "Biopsies (3 of 4 rows)");
  EXPECT_THAT(chart.notes, Contains("1 row without all of these values left out."));
}

TEST(Patient, DoesNotDrawWhatIsTheSameInAllRows) {
  const Chart chart = draw("patient", csv("a,b\n1,7\n2,7\n"), patient({"a=1", "b=7"}));
  EXPECT_EQ(boxes(chart).rows.size(), 1u);
  EXPECT_TRUE(chart.table.column("z_score").is_missing(1));
  EXPECT_THAT(chart.notes, Contains("'b' is the same in all rows, not drawn."));
  EXPECT_TRUE(std::holds_alternative<Empty>(draw("patient", csv("a\n7\n7\n"), patient({"a=7"})).mark));
}

TEST(Patient, RefusesWhatIsNoColumnOrNoNumber) {
  EXPECT_THAT(refusal({}), HasSubstr("'patient'"));
  EXPECT_THAT(refusal(patient({"radius=11"})), HasSubstr("has no column 'radius'"));
  EXPECT_THAT(refusal(patient({"radius_mean=large"})), HasSubstr("'radius_mean=large' is not a column and a number"));
  EXPECT_THAT(refusal(patient({"radius_mean"})), HasSubstr("name=number"));
  EXPECT_THAT(refusal(patient({"radius_mean=nan"})), HasSubstr("is not a column and a number"));
  EXPECT_THAT(refusal(patient({"diagnosis=1"})), HasSubstr("'diagnosis' holds"));
  EXPECT_THAT(refusal(patient({"radius_mean=11"}, 0)), HasSubstr("neighbours"));
}

}  // namespace
}  // namespace perigee::tests
