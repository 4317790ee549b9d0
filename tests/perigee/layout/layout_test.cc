#include "perigee/layout/layout.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

#include "tests/support/sample_charts.h"
#include "tests/support/scene_check.h"

namespace perigee {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Output sized(int width, int height, int scale = 1) {
  Output output;
  output.width = width;
  output.height = height;
  output.scale = scale;
  return output;
}

std::vector<Text> texts_of(const Scene& scene) {
  std::vector<Text> texts;
  for (const Item& item : scene.items)
    if (const Text* text = std::get_if<Text>(&item)) texts.push_back(*text);
  return texts;
}

std::vector<std::string> words_of(const Scene& scene) {
  std::vector<std::string> words;
  for (const Text& text : texts_of(scene)) words.push_back(text.utf8);
  return words;
}

const Text& find(const std::vector<Text>& texts, std::string_view words) {
  return *std::ranges::find(texts, words, &Text::utf8);
}

std::size_t strokes(const Scene& scene, Ink ink) {
  return static_cast<std::size_t>(std::ranges::count_if(scene.items, [ink](const Item& item) {
    const Stroke* stroke = std::get_if<Stroke>(&item);
    return stroke != nullptr && stroke->paint.ink == ink;
  }));
}

bool has_dashes(const Scene& scene) {
  return std::ranges::any_of(scene.items, [](const Item& item) {
    const Stroke* stroke = std::get_if<Stroke>(&item);
    return stroke != nullptr && !stroke->dash.empty();
  });
}

Chart one_bar(std::string name) {
  Chart chart = sample::providers();
  chart.mark = Bars{{{.name = std::move(name), .segments = {{.value = 1, .label = "1"}}}}};
  return chart;
}

TEST(Layout, GivesLines450PixelsAndBarsWhatTheirRowsNeed) {
  EXPECT_EQ(layout(sample::timeline(), sized(800, 0)).height, 450);
  const int eleven = layout(sample::providers(), sized(800, 0)).height;
  Chart fewer = sample::providers();
  std::get<Bars>(fewer.mark).bars.resize(8);
  EXPECT_NEAR(eleven - layout(fewer, sized(800, 0)).height, 3 * 35 + 10, 1);
}

TEST(Layout, HonoursTheSizeThatIsAskedFor) {
  const Scene scene = layout(sample::geography(), sized(640, 360, 3));
  EXPECT_EQ(scene.width, 1920);
  EXPECT_EQ(scene.height, 1080);
}

TEST(Layout, KeepsItsOwnHeightWithinTheBoundOfPixels) {
  Chart tall = sample::geography();
  auto& rows = std::get<Cells>(tall.mark).rows;
  while (rows.size() < 400) rows.push_back(rows.front());
  EXPECT_LE(layout(tall, sized(800, 0)).height, kMaxHeight);
  const Scene large = layout(tall, sized(4096, 0, 2));
  EXPECT_LE(std::int64_t{large.width} * large.height, kMaxPixels);
}

TEST(Layout, IsTheSamePictureAtEveryScale) {
  const auto once = texts_of(layout(sample::timeline(), sized(800, 0, 1)));
  const auto thrice = texts_of(layout(sample::timeline(), sized(800, 0, 3)));
  ASSERT_EQ(once.size(), thrice.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].utf8, thrice[i].utf8);
    EXPECT_NEAR(once[i].origin.x * 3, thrice[i].origin.x, 3);
    EXPECT_NEAR(once[i].origin.y * 3, thrice[i].origin.y, 2 * kOne);
  }
}

TEST(Layout, PrefersTheTitleOfTheUser) {
  Output output = sized(800, 0);
  output.title = "My own title";
  const Scene scene = layout(sample::sector(), output);
  EXPECT_EQ(scene.title, "My own title");
  EXPECT_THAT(words_of(scene), Contains("My own title"));
  EXPECT_THAT(words_of(scene), Not(Contains(sample::sector().title)));
}

TEST(Layout, CarriesTheAltTextForScreenReaders) {
  EXPECT_EQ(layout(sample::timeline(), sized(800, 0)).description, sample::timeline().alt);
}

TEST(Lines, NameTheirEndsAndDashWhatIsPartial) {
  const Scene scene = layout(sample::timeline(), sized(800, 0));
  EXPECT_TRUE(has_dashes(scene));
  for (const auto* words : {"State", "63 in 2019", "Private", "46 in 2019", "1960", "2020", "120"})
    EXPECT_THAT(words_of(scene), Contains(words));
}

TEST(Lines, AreNotDashedWhereEveryYearIsWhole) {
  Chart chart = sample::timeline();
  for (Series& series : std::get<Lines>(chart.mark).series) series.dashed_from = static_cast<std::size_t>(-1);
  EXPECT_FALSE(has_dashes(layout(chart, sized(800, 0))));
}

TEST(Lines, AreSetOffFromEachOtherWhereTheyCross) {
  EXPECT_GT(strokes(layout(sample::timeline(), sized(800, 0)), Ink::background), 3U);
  Chart alone = sample::timeline();
  std::get<Lines>(alone.mark).series.pop_back();
  EXPECT_EQ(strokes(layout(alone, sized(800, 0)), Ink::background), 0U);
}

TEST(Lines, SurviveOneYearOneSeriesAndNone) {
  Chart chart = sample::timeline();
  chart.annotations.clear();
  chart.mark = Lines{{{.name = "State", .points = {{1957, 3}}}}};
  EXPECT_THAT(words_of(layout(chart, sized(800, 0))), Contains("1957"));
  chart.mark = Lines{};
  EXPECT_THAT(words_of(layout(chart, sized(800, 0))), Contains(chart.title));
}

TEST(Lines, BreakAtGaps) {
  Chart chart = sample::timeline();
  chart.annotations.clear();
  constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
  chart.mark = Lines{{{.name = "State", .points = {{1, 1}, {2, 2}, {3, kGap}, {4, 2}, {5, 1}}}}};
  EXPECT_EQ(strokes(layout(chart, sized(800, 0)), Ink::hue_blue), 2U);
}

TEST(Lines, PlaceAnnotationsClearOfLinesAndLabels) {
  const auto texts = texts_of(layout(sample::timeline(), sized(800, 0)));
  EXPECT_NE(std::ranges::find(texts, "1995: 35 private, 26 state", &Text::utf8), texts.end());
  EXPECT_GT(find(texts, "1995: 35 private, 26 state").halo, 0);
}

TEST(Lines, DropTheWordsOfAnAnnotationRatherThanCoverAnything) {
  const Scene scene = layout(sample::timeline(), sized(320, 200));
  EXPECT_THAT(words_of(scene), Not(Contains(HasSubstr("35 private"))));
}

TEST(Lines, ShareTheirGutterEvenWhenTheyEndTogether) {
  Chart chart = sample::timeline();
  Lines lines;
  for (int i = 0; i < 6; ++i)
    lines.series.push_back({.name = "Series " + std::to_string(i),
                            .hue = static_cast<Hue>(i),
                            .points = {{2000, 10.0 + i}, {2001, 20}},
                            .value_label = "20 in 2001"});
  chart.mark = lines;
  chart.annotations.clear();
  const Scene scene = layout(chart, sized(800, 0));
  for (const Series& series : lines.series) EXPECT_THAT(words_of(scene), Contains(series.name));
  EXPECT_EQ(to_string(label_problems(scene, ThemeName::light)), "");
}

TEST(Bars, WriteValuesInsideWhereTheyFitAndOutsideElse) {
  const Scene scene = layout(sample::providers(), sized(800, 0));
  const auto texts = texts_of(scene);
  EXPECT_EQ(find(texts, "218").anchor, Anchor::end);
  EXPECT_EQ(find(texts_of(layout(sample::providers(), sized(320, 200))), "218").anchor, Anchor::start);
}

TEST(Bars, SayHowManyRowsDidNotFit) {
  EXPECT_THAT(words_of(layout(sample::providers(), sized(320, 200))), Contains(HasSubstr(" more")));
  EXPECT_THAT(words_of(layout(sample::providers(), sized(800, 0))), Not(Contains(HasSubstr(" more"))));
}

TEST(Bars, NameTheSeriesAboveTheFirstBar) {
  const auto texts = texts_of(layout(sample::shares(), sized(800, 0)));
  EXPECT_EQ(find(texts, "State").paint.ink, Ink::text_blue);
  EXPECT_EQ(find(texts, "Private").paint.ink, Ink::text_vermillion);
  EXPECT_LT(find(texts, "State").origin.y, find(texts, "98%").origin.y);
}

TEST(Bars, NameTheirSeriesEvenWhereOnlyOneIsLeft) {
  Chart chart = sample::shares();
  for (Bar& bar : std::get<Bars>(chart.mark).bars) bar.segments.pop_back();
  EXPECT_THAT(words_of(layout(chart, sized(800, 0))), Contains("State"));
}

TEST(Bars, ElideALongNameInItsMiddle) {
  const std::string name = "Consolidated" + std::string(180, 'x') + "Aerospace";
  const auto words = words_of(layout(one_bar(name), sized(800, 0)));
  EXPECT_THAT(words,
              Contains(testing::AllOf(testing::StartsWith("Consol"), HasSubstr("…"), testing::EndsWith("space"))));
}

TEST(Bars, WrapANameOfManyWordsToTwoLines) {
  const std::string name = "The Consolidated Aerospace and Launch Services Company of North America";
  const auto words = words_of(layout(one_bar(name), sized(800, 0)));
  EXPECT_THAT(words, Contains(testing::StartsWith("The Consolidated")));
  EXPECT_THAT(words, Contains(testing::EndsWith("America")));
}

TEST(Bars, GrowToBothSidesOfZero) {
  Chart chart = one_bar("Plus");
  auto& bars = std::get<Bars>(chart.mark).bars;
  bars.push_back({.name = "Minus", .segments = {{.value = -1, .label = "−1"}}});
  const Scene scene = layout(chart, sized(800, 0));
  EXPECT_EQ(to_string(label_problems(scene, ThemeName::light)), "");
  EXPECT_LT(find(texts_of(scene), "−1").origin.x, find(texts_of(scene), "1").origin.x);
}

TEST(Cells, HeadPartialColumnsWithAnAsterisk) {
  const auto words = words_of(layout(sample::geography(), sized(800, 0)));
  EXPECT_THAT(words, Contains("2020*"));
  EXPECT_THAT(words, Contains("2015"));
}

TEST(Cells, WriteEveryValueWhereTheyFit) {
  const auto words = words_of(layout(sample::geography(), sized(800, 0)));
  EXPECT_EQ(std::ranges::count(words, "305"), 1);
  EXPECT_EQ(std::ranges::count(words, "1,398"), 1);
}

TEST(Cells, ExplainTheirShadesWhereValuesDoNotFit) {
  const auto words = words_of(layout(sample::geography(), sized(320, 0)));
  EXPECT_THAT(words, Contains("305"));  // the key's upper end
  EXPECT_THAT(words, Not(Contains("299")));
}

TEST(Cells, DoNotFillAWidePictureWithOneColumn) {
  Chart chart = sample::geography();
  auto& cells = std::get<Cells>(chart.mark);
  cells.columns.resize(1);
  EXPECT_LT(find(texts_of(layout(chart, sized(800, 0))), "Total").origin.x, 400 * kOne);
}

TEST(EmptyChart, SaysSoInWordsWithinTheFrame) {
  const auto words = words_of(layout(sample::nothing(), sized(800, 0)));
  EXPECT_THAT(words, Contains("None of the 4,324 launches has the country of launch “Atlantis”."));
  EXPECT_THAT(words, Contains(HasSubstr("Source: Global Space Launches")));
}

TEST(Frame, ShortensTheTextsSoThatTheMarkKeepsItsShare) {
  Chart chart = sample::timeline();
  for (int i = 0; i < 5; ++i) chart.title += " " + chart.title;
  const Scene scene = layout(chart, sized(320, 200));
  EXPECT_THAT(words_of(scene), Contains(HasSubstr("…")));
  EXPECT_EQ(to_string(label_problems(scene, ThemeName::light)), "");
}

TEST(Frame, GivesTheVersionUpBeforeTheNotes) {
  Chart chart = sample::timeline();
  chart.notes = {"2020 is partial."};
  const auto wide = words_of(layout(chart, sized(800, 0))), tiny = words_of(layout(chart, sized(400, 210)));
  EXPECT_THAT(wide, Contains(HasSubstr("version 3f2a1b9c")));
  EXPECT_THAT(tiny, Not(Contains(HasSubstr("version"))));
  EXPECT_THAT(tiny, Contains(HasSubstr("2020 is partial")));
}

}  // namespace
}  // namespace perigee
