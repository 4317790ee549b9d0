#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const Symbols& symbols(const Chart& chart) { return std::get<Symbols>(chart.mark); }

std::vector<Launch> from(const std::string& location, std::int64_t n) {
  return times(n, {.year = 1990, .location = location});
}

Dataset three() {
  return dataset(
      together({from("41/1, Plesetsk Cosmodrome, Russia", 3), from("1/5, Baikonur Cosmodrome, Kazakhstan", 2),
                from("Pad, Semnan Space Center, Iran", 1)}));
}

TEST(LaunchMap, DrawsEverySiteAtItsPlaceMostLaunchesFirst) {
  const Chart chart = draw("launch-map", three());
  ASSERT_EQ(symbols(chart).places.size(), 3u);
  EXPECT_EQ(symbols(chart).places[0].name, "Plesetsk");
  EXPECT_EQ(symbols(chart).places[0].value, 3);
  EXPECT_EQ(symbols(chart).places[0].latitude, 62.93);
  EXPECT_EQ(symbols(chart).places[0].label, "3");
}

TEST(LaunchMap, NamesAsManyPlacesAsAskedFor) {
  const Chart chart = draw("launch-map", three(), {{"labels", std::int64_t{1}}});
  EXPECT_EQ(symbols(chart).places[1].label, "");
  EXPECT_EQ(chart.table.rows(), 3u);
}

TEST(LaunchMap, SetsTheHighlightedSiteFirstAndTheOthersBack) {
  const Chart chart = draw("launch-map", three(), {{"highlight", "semnan"}, {"labels", std::int64_t{0}}});
  EXPECT_EQ(symbols(chart).places[0].name, "Semnan");
  EXPECT_EQ(symbols(chart).places[0].emphasis, Emphasis::strong);
  EXPECT_EQ(symbols(chart).places[0].label, "1");
  EXPECT_EQ(symbols(chart).places[1].emphasis, Emphasis::muted);
  EXPECT_THAT(draw("launch-map", three(), {{"highlight", "Kourou"}}).notes,
              Contains("No launch from 'Kourou' in this selection."));
}

TEST(LaunchMap, WordsTheFindingTruthfully) {
  const std::string a = "Plesetsk", b = "Baikonur", c = "Semnan", d = "Wallops", e = "Vandenberg", f = "Woomera";
  const auto title = [](std::initializer_list<std::vector<Launch>> lists) {
    return draw("launch-map", dataset(together(lists))).title;
  };
  EXPECT_EQ(title({from(a, 1)}), "The only launch was from Plesetsk");
  EXPECT_EQ(title({from(a, 3)}), "All 3 launches were from Plesetsk");
  EXPECT_EQ(title({from(a, 3), from(b, 1)}), "Plesetsk accounts for 75% of launches");
  EXPECT_EQ(title({from(a, 2), from(b, 2)}), "Baikonur and Plesetsk lead with 2 launches each");
  EXPECT_EQ(title({from(a, 3), from(b, 2), from(c, 2), from(d, 2)}),
            "Plesetsk and Baikonur account for 56% of launches");
  EXPECT_EQ(title({from(a, 2), from(b, 2), from(c, 2), from(d, 2), from(e, 1), from(f, 1)}),
            "Three of 6 sites account for 60% of launches");
}

TEST(LaunchMap, SaysWhichPlacesItDoesNotKnow) {
  const Chart chart = draw("launch-map", dataset(together({from("Plesetsk", 1), from("Pad, Atlantis", 2)})));
  EXPECT_EQ(symbols(chart).places.size(), 1u);
  EXPECT_EQ(chart.source, "Test launches (1 of 3 launches)");
  EXPECT_THAT(chart.notes, Contains("2 launches from places unknown to the map left out: 'Pad, Atlantis'."));
}

TEST(LaunchMap, SaysWhyNothingIsDrawnWhereNoPlaceIsKnown) {
  const Chart chart = draw("launch-map", dataset(from("Atlantis", 2)));
  EXPECT_THAT(std::get<Empty>(chart.mark).sentence, HasSubstr("2 launches"));
}

}  // namespace
}  // namespace perigee::tests
