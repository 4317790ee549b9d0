#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Dataset csv(const std::string& text) { return dataset_of_text(text, "Towns"); }

Dataset towns() {
  return csv(
      "Town,Lat,Lon,Guests,Kind\nBern,46.9,7.4,3,a\nBern,46.9,7.4,5,b\nPerth,-31.9,115.9,20,a\nNowhere,,,7,a\n"
      "Beyond,95,0,1,a\n");
}

const Symbols& symbols(const Chart& chart) { return std::get<Symbols>(chart.mark); }

TEST(Map, CountsTheRowsOfEachPlaceOfAnyDataset) {
  const Chart chart = draw("map", towns());
  ASSERT_EQ(symbols(chart).places.size(), 2u);
  EXPECT_EQ(symbols(chart).places[0].name, "Bern");
  EXPECT_EQ(symbols(chart).places[0].value, 2);
  EXPECT_EQ(chart.title, "Bern leads with 2 of 3 rows");
  EXPECT_EQ(chart.source, "Towns (3 of 5 rows)");
}

TEST(Map, SaysWhatItLeavesOut) {
  EXPECT_THAT(draw("map", towns()).notes, ElementsAre("1 row without a position left out.",
                                                      "1 row beyond 90° north or south or 180° east or west left out.",
                                                      "Coasts and borders: Natural Earth."));
}

TEST(Map, DrawsAStatisticOfAColumn) {
  const Values sum{{"value", "Guests"}, {"aggregate", "sum"}}, mean{{"value", "Guests"}, {"aggregate", "mean"}};
  EXPECT_EQ(draw("map", towns(), sum).title, "Perth has the highest sum of Guests, 20");
  EXPECT_EQ(symbols(draw("map", towns(), mean)).places[1].value, 4);
  EXPECT_EQ(symbols(draw("map", towns(), {{"aggregate", "share"}})).places[0].label, "67%");
}

TEST(Map, TakesColumnsByAnyName) {
  const Dataset dataset = csv("where,up,across\nA,10,20\nB,11,21\n");
  const Chart chart = draw("map", dataset, {{"latitude", "up"}, {"longitude", "across"}, {"place", "where"}});
  EXPECT_EQ(symbols(chart).places[0].name, "A");
}

TEST(Map, RefusesADatasetWithoutCoordinatesAndListsWhatFits) {
  try {
    draw("map", csv("a,b\n1,2\n"));
    FAIL() << "it was drawn";
  } catch (const std::invalid_argument& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("'a', 'b'"));
  }
}

TEST(Map, SaysThatAStatisticNeedsAColumn) {
  const Chart chart = draw("map", towns(), {{"aggregate", "mean"}});
  EXPECT_THAT(std::get<Empty>(chart.mark).sentence, HasSubstr("aggregate=mean needs values"));
}

TEST(Map, SaysWhatHasNoCircle) {
  const Dataset dataset = csv("name,lat,lon,v\nA,1,1,-5\nB,2,2,5\nC,3,3,\n");
  EXPECT_THAT(
      draw("map", dataset, {{"value", "v"}, {"aggregate", "sum"}}).notes,
      testing::IsSupersetOf({"One place without a value left out.", "One place of zero or less without a circle."}));
}

TEST(Map, SetsTheHighlightedPlaceFirst) {
  const Chart chart = draw("map", towns(), {{"highlight", "perth"}});
  EXPECT_EQ(symbols(chart).places[0].emphasis, Emphasis::strong);
  EXPECT_EQ(symbols(chart).places[0].name, "Perth");
}

TEST(Map, WordsTiesAndSinglePlacesTruthfully) {
  EXPECT_EQ(draw("map", csv("name,lat,lon\nA,1,1\nB,2,2\n")).title, "Two places lead with 1 each");
  EXPECT_EQ(draw("map", csv("name,lat,lon\nA,1,1\n")).title, "The only row is at A");
  EXPECT_EQ(draw("map", csv("name,lat,lon\nA,1,1\nA,1,1\n")).title, "All 2 rows are at A");
}

}  // namespace
}  // namespace perigee::tests
