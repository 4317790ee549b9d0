// The map mark: circles, key, labels and the ground below them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "perigee/layout/layout.h"
#include "perigee/layout/map_view.h"
#include "tests/support/random_charts.h"
#include "tests/support/scene_check.h"

namespace perigee {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

MapPlace place(std::string name, double longitude, double latitude, double value) {
  const std::string label = std::to_string(static_cast<int>(value));
  return {.name = std::move(name), .longitude = longitude, .latitude = latitude, .value = value, .label = label};
}

Chart map_of(std::vector<MapPlace> places) {
  Chart chart;
  chart.title = "Two sites lead";
  chart.subtitle = "Launches by site";
  chart.source = "Test";
  chart.mark = Symbols{std::move(places), "launches"};
  return chart;
}

Chart world_map() {
  return map_of({place("Plesetsk", 40.58, 62.93, 1200), place("Kourou", -52.77, 5.24, 300),
                 place("Woomera", 136.52, -30.96, 3), place("Vandenberg", -120.6, 34.7, 442)});
}

std::vector<std::string> texts(const Scene& scene) {
  std::vector<std::string> texts;
  for (const Item& item : scene.items)
    if (const Text* text = std::get_if<Text>(&item)) texts.push_back(text->utf8);
  return texts;
}

// Widths of the discs in the order in which they are painted, casings left out.
std::vector<double> diameters(const Scene& scene) {
  std::vector<double> found;
  for (const Item& item : scene.items) {
    const Fill* const fill = std::get_if<Fill>(&item);
    if (fill == nullptr || fill->paint.ink != Ink::hue_blue) continue;
    const auto [left, right] = std::ranges::minmax(fill->path[0], {}, &Fix::x);
    found.push_back(static_cast<double>(right.x - left.x) / kOne);
  }
  return found;
}

Box extent(const Scene& scene, Ink ink) {
  Box box{1e9, 1e9, -1e9, -1e9};
  for (const Item& item : scene.items)
    if (const Fill* fill = std::get_if<Fill>(&item); fill != nullptr && fill->paint.ink == ink)
      for (const Ring& ring : fill->path)
        for (const Fix& at : ring) {
          const double x = static_cast<double>(at.x) / kOne / scene.scale;
          const double y = static_cast<double>(at.y) / kOne / scene.scale;
          box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
        }
  return box;
}

TEST(Symbols, FillTheWidthOfAnyPictureWithTheWorld) {
  for (const int width : {500, 800, 1600}) {
    Output output;
    output.width = width;
    const Box land = extent(layout(world_map(), output), Ink::land);
    EXPECT_GT(land.width(), 0.85 * width) << width;
  }
}

TEST(Symbols, HaveAnAreaInProportionToTheValue) {
  const auto found = diameters(layout(world_map(), {}));
  ASSERT_EQ(found.size(), 4u);
  EXPECT_NEAR(found[0] / found[2], std::sqrt(1200.0 / 300), 0.02);
  EXPECT_NEAR(found[0] / found[1], std::sqrt(1200.0 / 442), 0.02);
}

TEST(Symbols, ArePaintedFromTheLargestToTheSmallest) {
  const auto found = diameters(layout(world_map(), {}));
  EXPECT_TRUE(std::ranges::is_sorted(found, std::ranges::greater()));
}

TEST(Symbols, OfLittleValueCanStillBeSeen) {
  EXPECT_GE(diameters(layout(map_of({place("a", 0, 0, 1e6), place("b", 90, 0, 1)}), {})).back(), 2 * 1.8 * 2);
}

TEST(Symbols, OfNoValueHaveNoCircle) {
  EXPECT_THAT(diameters(layout(map_of({place("a", 0, 0, 0), place("b", 9, 9, -3)}), {})), IsEmpty());
}

TEST(Symbols, AreNamedWithTheirNumbers) {
  EXPECT_THAT(texts(layout(world_map(), {})), testing::IsSupersetOf({"Plesetsk", "1200", "Kourou", "300", "Woomera"}));
}

TEST(Symbols, WithoutALabelStayNameless) {
  Chart chart = world_map();
  std::get<Symbols>(chart.mark).places[1].label = "";
  EXPECT_THAT(texts(layout(chart, {})), Not(Contains("Kourou")));
}

TEST(Symbols, TheMostImportantLabelIsWrittenWhereTwoHaveNoRoom) {
  std::vector<MapPlace> places;
  for (int i = 0; i < 40; ++i) places.push_back(place("Station " + std::to_string(i), 10 + 0.01 * i, 50, 40 - i));
  places.push_back(place("Far", -120, -30, 1));
  const auto found = texts(layout(map_of(places), {}));
  EXPECT_THAT(found, Contains("Station 0"));
  EXPECT_LT(std::ranges::count_if(found, [](const std::string& text) { return text.starts_with("Station"); }), 40);
}

TEST(Symbols, AreExplainedByAKeyOfRoundNumbers) {
  EXPECT_THAT(texts(layout(world_map(), {})), testing::IsSupersetOf({"1,000 launches", "200", "20"}));
}

TEST(Symbols, OfPlacesFarApartLieOnTheWholeWorld) {
  const Scene scene = layout(world_map(), {});
  const Box sea = extent(scene, Ink::sea);
  EXPECT_GT(sea.width(), 2 * sea.height());
  EXPECT_TRUE(sea.grown(0.5).contains(extent(scene, Ink::land)));
}

TEST(Symbols, OfPlacesCloseTogetherLieOnTheirPartOfTheWorld) {
  const Symbols near{{place("Perth", 115.86, -31.95, 4), place("Hobart", 147.33, -42.88, 2)}, ""};
  const MapView view = map_view(near, {0, 0, 800, 360});
  EXPECT_FALSE(view.is_whole);
  const Point perth = view.at(115.86, -31.95), hobart = view.at(147.33, -42.88), brisbane = view.at(153.03, -27.47);
  EXPECT_GT(hobart.x - perth.x, 150);
  EXPECT_GT(hobart.y, perth.y);
  EXPECT_GT(brisbane.x, hobart.x);
}

TEST(Symbols, APartOfTheWorldStandsUpright) {
  const Symbols near{{place("Perth", 115, -32, 4), place("Hobart", 147, -42, 2)}, ""};
  const MapView view = map_view(near, {0, 0, 800, 360});
  EXPECT_NEAR(view.at(131, -12).x, view.at(131, -38).x, 0.5);
}

TEST(Symbols, TheGroundKeepsToTheMap) {
  const Chart chart = map_of({place("Perth", 115.86, -31.95, 4), place("Hobart", 147.33, -42.88, 2)});
  const Scene scene = layout(chart, {});
  EXPECT_TRUE(extent(scene, Ink::sea).grown(0.5).contains(extent(scene, Ink::land)));
}

TEST(Symbols, AMapOfNothingIsTheWorld) {
  const Scene scene = layout(map_of({}), {});
  EXPECT_GT(extent(scene, Ink::land).width(), 700);
}

TEST(Symbols, PlacesNearThePolesAreOnTheMap) {
  const Symbols poles{{place("Vostok", 106.8, -78.5, 4), place("Alert", -62.3, 82.5, 2)}, ""};
  const MapView view = map_view(poles, {0, 0, 800, 360});
  EXPECT_TRUE(view.box.contains(
      {view.at(106.8, -78.5).x, view.at(106.8, -78.5).y, view.at(106.8, -78.5).x, view.at(106.8, -78.5).y}));
}

Chart random_map(Dice& dice) {
  std::vector<MapPlace> places;
  const int spread = dice.one_in(2) ? 90 : dice.between(1, 20), middle = dice.between(-150, 150);
  for (int left = dice.between(0, dice.one_in(4) ? 300 : 25); left > 0; --left)
    places.push_back(place(dice.one_in(10) ? random_text(dice, 40) : "Place " + std::to_string(left),
                           middle + dice.between(-spread, spread) * 0.33, dice.between(-spread, spread) * 0.9,
                           dice.between(0, 2000)));
  return map_of(std::move(places));
}

TEST(Symbols, NoLabelTouchesAnotherOrACircleOrLeavesTheCanvas) {
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    Dice dice(seed);
    const Chart chart = random_map(dice);
    const Output output = dice.one_in(2) ? Output{} : random_output(dice);
    const Problems problems = label_problems(layout(chart, output), output.theme);
    EXPECT_TRUE(problems.empty()) << "seed " << seed << "\n" << to_string(problems);
  }
}

}  // namespace
}  // namespace perigee
