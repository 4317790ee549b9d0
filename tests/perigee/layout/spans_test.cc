// Stretches of years: bars, what points onwards, dots, and the words beside them.
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
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

Chart chart_of(std::vector<Span> spans, SpanLook look = SpanLook::bars) {
  Chart chart;
  chart.title = "Soyuz flew longest";
  chart.x = {.kind = AxisKind::year};
  chart.mark = Spans{.spans = std::move(spans), .look = look, .note_heading = "Launches"};
  return chart;
}

Scene drawn(const Chart& chart, int width = 800) { return layout(chart, {.width = width, .scale = 1}); }

std::vector<std::string> texts(const Scene& scene) {
  std::vector<std::string> texts;
  for (const Item& item : scene.items)
    if (const Text* const text = std::get_if<Text>(&item)) texts.push_back(text->utf8);
  return texts;
}

std::vector<Fill> fills(const Scene& scene, Ink ink) {
  std::vector<Fill> fills;
  for (const Item& item : scene.items)
    if (const Fill* const fill = std::get_if<Fill>(&item); fill != nullptr && fill->paint.ink == ink)
      fills.push_back(*fill);
  return fills;
}

std::int32_t width_of(const Fill& fill) {
  const auto [left, right] = std::ranges::minmax(fill.path.front(), {}, &Fix::x);
  return right.x - left.x;
}

// Of rings: discs in the background's colour, beside the background itself.
std::size_t holes(const Scene& scene) { return fills(scene, Ink::background).size() - 1; }

TEST(Spans, AreBarsAsLongAsTheirYears) {
  const auto bars =
      fills(drawn(chart_of({{.name = "A", .from = 1960, .to = 1969}, {.name = "B", .from = 1980, .to = 1999}})),
            Ink::hue_blue);
  ASSERT_EQ(bars.size(), 2u);
  EXPECT_NEAR(width_of(bars[1]), 2 * width_of(bars[0]), 2 * kOne);
}

TEST(Spans, PointOnwardsWhereTheyAreOpen) {
  const auto bars = fills(drawn(chart_of({{.name = "A", .from = 1960, .to = 2020, .open = true}})), Ink::hue_blue);
  ASSERT_EQ(bars.size(), 1u);
  EXPECT_EQ(bars[0].path.front().size(), 5u);
}

TEST(Spans, BearTheirWordsBesideThemWhereTheyAreShort) {
  const Scene scene =
      drawn(chart_of({{.name = "Vanguard", .from = 1957, .to = 1959, .label = "1957–1959", .note = "12"},
                      {.name = "Soyuz", .from = 1965, .to = 2020, .note = "500"}}));
  EXPECT_THAT(texts(scene), IsSupersetOf({"Vanguard", "1957–1959", "12", "Launches"}));
}

TEST(Spans, OfDotsAreHollowUntilTheyComeTrue) {
  const std::vector<Span> spans{{.name = "Japan", .from = 1966, .to = 1970}};
  const Scene scene = drawn(chart_of(spans, SpanLook::dots));
  EXPECT_EQ(fills(scene, Ink::hue_blue).size(), 2u);  // the ring and the dot
  EXPECT_EQ(holes(scene), 1u);
}

TEST(Spans, OfDotsWithoutAnEndHaveOnlyTheHollowOne) {
  const Scene scene = drawn(chart_of({{.name = "Brazil", .from = 1997, .to = 1997, .open = true}}, SpanLook::dots));
  EXPECT_EQ(fills(scene, Ink::hue_blue).size(), 1u);
  EXPECT_EQ(holes(scene), 1u);
}

TEST(Spans, WithoutAYearHaveOnlyTheirName) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const Scene scene =
      drawn(chart_of({{.name = "Lost", .from = kNone, .to = 1960}, {.name = "A", .from = 1960, .to = 1961}}));
  EXPECT_THAT(texts(scene), Contains("Lost"));
  EXPECT_EQ(fills(scene, Ink::hue_blue).size(), 1u);
}

TEST(Spans, SayHowManyRowsAreMissingWhereThePictureIsLow) {
  std::vector<Span> spans;
  for (int i = 0; i < 40; ++i) spans.push_back({.name = "Rocket " + std::to_string(i), .from = 1960, .to = 1970});
  const auto words = texts(layout(chart_of(spans), {.width = 800, .height = 300, .scale = 1}));
  EXPECT_TRUE(std::ranges::any_of(words, [](const std::string& text) { return text.ends_with("more"); }));
}

TEST(Spans, OfNothingDrawNothing) { EXPECT_THAT(fills(drawn(chart_of({})), Ink::hue_blue), IsEmpty()); }

}  // namespace
}  // namespace perigee
