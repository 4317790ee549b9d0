// Lines: the bands around them, their axis, and years of which there is one only.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "perigee/layout/layout.h"

namespace perigee {
namespace {

using ::testing::Contains;
using ::testing::Not;

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

Chart chart_of(Series series) {
  Chart chart;
  chart.title = "Success rate rose";
  chart.x = {.kind = AxisKind::year};
  chart.y = {.kind = AxisKind::linear, .most = 100, .from_zero = false, .unit = "%"};
  chart.mark = Lines{{std::move(series)}};
  return chart;
}

Series rate(std::vector<Point> points, std::vector<Band> band) {
  return {.name = "Rate", .points = std::move(points), .band = std::move(band)};
}

Scene drawn(const Chart& chart) { return layout(chart, {.width = 800, .scale = 1}); }

std::vector<std::string> texts(const Scene& scene) {
  std::vector<std::string> texts;
  for (const Item& item : scene.items)
    if (const Text* const text = std::get_if<Text>(&item)) texts.push_back(text->utf8);
  return texts;
}

bool is_band(const Item& item) {
  const Fill* const fill = std::get_if<Fill>(&item);
  return fill != nullptr && fill->paint.ink == Ink::hue_blue && fill->paint.alpha < 255;
}

bool is_line(const Item& item) {
  const Stroke* const stroke = std::get_if<Stroke>(&item);
  return stroke != nullptr && stroke->paint.ink == Ink::hue_blue;
}

TEST(Lines, LieOnTheirBand) {
  const Scene scene = drawn(chart_of(rate({{1990, 80}, {1991, 90}}, {{70, 90}, {85, 95}})));
  const auto band = std::ranges::find_if(scene.items, is_band), line = std::ranges::find_if(scene.items, is_line);
  ASSERT_NE(band, scene.items.end());
  EXPECT_LT(band, line);
}

TEST(Lines, BreakTheirBandAtAGap) {
  const Scene scene = drawn(chart_of(rate({{1990, 80}, {1991, 90}, {1992, kGap}, {1993, 70}, {1994, 75}},
                                          {{70, 90}, {85, 95}, {0, 100}, {60, 80}, {70, 80}})));
  EXPECT_EQ(std::ranges::count_if(scene.items, is_band), 2);
}

TEST(Lines, MakeRoomForTheirBandOnTheAxis) {
  const Scene scene = drawn(chart_of(rate({{1990, 80}, {1991, 81}}, {{3, 90}, {4, 95}})));
  EXPECT_THAT(texts(scene), Contains("0"));
}

TEST(Lines, WriteTheUnitBehindTheHighestLabelOnly) {
  const auto words = texts(drawn(chart_of(rate({{1990, 20}, {1991, 81}}, {}))));
  EXPECT_THAT(words, Contains("100%"));
  EXPECT_THAT(words, Not(Contains("80%")));
  EXPECT_THAT(words, Contains("80"));
}

TEST(Lines, DrawTheBandOfALonePoint) {
  const Scene scene = drawn(chart_of(rate({{1990, 50}}, {{10, 90}})));
  EXPECT_EQ(std::ranges::count_if(scene.items, is_band), 1);
}

TEST(Lines, NameTheOnlyYearOnceAlsoWhereItIsNotOver) {
  Series series = rate({{2020, 63}}, {});
  series.dashed_from = 0;
  series.value_label = "63 in 2020 so far";
  const auto words = texts(drawn(chart_of(series)));
  EXPECT_EQ(std::ranges::count(words, "2020"), 1);
  EXPECT_THAT(words, Contains("63 in 2020 so far"));
}

}  // namespace
}  // namespace perigee
