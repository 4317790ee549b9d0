#include "perigee/draw/canvas.h"

#include <gmock/gmock.h>

#include <set>
#include <tuple>

#include "perigee/layout/font.h"
#include "tests/perigee/draw/scenes.h"

namespace perigee {
namespace {

Scene canvas_of(int width, int height) {
  Scene scene;
  scene.width = width;
  scene.height = height;
  return scene;
}

void add_box(Scene& scene, double left, double top, double right, double bottom, Paint paint) {
  auto& box = std::get<Fill>(scene.items.emplace_back(std::in_place_type<Fill>));
  box.path = {rectangle({fix(left), fix(top)}, {fix(right), fix(bottom)})};
  box.paint = paint;
}

Text& add_text(Scene& scene, std::string utf8, double x, double y) {
  auto& text = std::get<Text>(scene.items.emplace_back(std::in_place_type<Text>));
  text.utf8 = std::move(utf8);
  text.size = 20 * kOne;
  text.origin = {fix(x), fix(y)};
  return text;
}

constexpr Paint kBlue{.ink = Ink::hue_blue}, kGround{.ink = Ink::background};

Rgb light(Paint paint) { return rgb(ThemeName::light, paint); }

// The columns with any ink.
std::pair<int, int> extent(const Bitmap& bitmap) {
  int first = bitmap.width, last = -1;
  for (int y = 0; y < bitmap.height; ++y) {
    for (int x = 0; x < bitmap.width; ++x) {
      if (bitmap.at(x, y) == light(kGround)) continue;
      first = std::min(first, x);
      last = std::max(last, x);
    }
  }
  return {first, last};
}

bool same_pixels(const Bitmap& a, const Bitmap& b) {
  if (a.width != b.width || a.height != b.height) return false;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) {
      if (!(a.at(x, y) == b.at(x, y))) return false;
    }
  }
  return true;
}

TEST(Canvas, EmptySceneIsBackground) {
  for (const ThemeName theme : {ThemeName::light, ThemeName::dark}) {
    const Bitmap bitmap = paint(canvas_of(3, 2), theme);
    EXPECT_EQ(bitmap.pixels.size(), 6u);
    EXPECT_EQ(bitmap.at(2, 1), rgb(theme, kGround));
  }
}

TEST(Canvas, ItemsAreOpaqueInTheirOrder) {
  Scene scene = canvas_of(10, 10);
  add_box(scene, 0, 0, 10, 10, kBlue);
  add_box(scene, 2, 2, 4, 4, {.ink = Ink::hue_orange});
  const Bitmap bitmap = paint(scene, ThemeName::light);
  EXPECT_EQ(bitmap.at(0, 0), light(kBlue));
  EXPECT_EQ(bitmap.at(3, 3), light({.ink = Ink::hue_orange}));
}

TEST(Canvas, HalfCoveredPixelsMixInSrgb) {
  Scene scene = canvas_of(4, 4);
  add_box(scene, 0, 0, 4, 0.5, {.ink = Ink::on_light});
  const Rgb ink = light({.ink = Ink::on_light}), ground = light(kGround);
  const Bitmap bitmap = paint(scene, ThemeName::light);
  EXPECT_NEAR(bitmap.at(1, 0).r, (ink.r + ground.r) / 2, 9);  // half a level of sixteen
}

TEST(Canvas, AlphaMixes) {
  Scene scene = canvas_of(4, 4);
  add_box(scene, 0, 0, 4, 4, {.ink = Ink::on_light, .alpha = 51});
  add_box(scene, 0, 0, 1, 1, {.ink = Ink::hue_blue, .alpha = 0});
  const Bitmap bitmap = paint(scene, ThemeName::light);
  EXPECT_EQ(bitmap.at(2, 2), on_background(ThemeName::light, {.ink = Ink::on_light, .alpha = 51}));
  EXPECT_EQ(bitmap.at(0, 0), bitmap.at(2, 2));
}

TEST(Canvas, CoverageHasSixteenLevels) {
  Scene scene = canvas_of(512, 1);
  for (int i = 0; i < 256; ++i) add_box(scene, 2 * i, 0, 2 * i + i / 256.0, 1, {.ink = Ink::on_light});
  const Bitmap bitmap = paint(scene, ThemeName::light);
  EXPECT_EQ(bitmap.palette.size(), 16u);
}

TEST(Canvas, TextIsAnchored) {
  const std::int32_t width = measure(Cut::regular, 20 * kOne, "HHH");
  const auto drawn = [](Anchor anchor) {
    Scene scene = canvas_of(200, 40);
    add_text(scene, "HHH", 100, 30).anchor = anchor;
    return extent(paint(scene, ThemeName::light));
  };
  EXPECT_NEAR(drawn(Anchor::start).first, 100, 3);
  EXPECT_NEAR(drawn(Anchor::end).second, 100, 3);
  EXPECT_NEAR(drawn(Anchor::middle).first, 100 - width / 512, 3);
}

TEST(Canvas, HaloClearsTheGroundAroundText) {
  Scene bare = canvas_of(60, 40);
  add_box(bare, 0, 0, 60, 40, kBlue);
  add_text(bare, "I", 30, 30);
  Scene ringed = bare;
  std::get<Text>(ringed.items[1]).halo = 3 * kOne;
  const auto ground_pixels = [](const Scene& scene) {
    const Bitmap bitmap = paint(scene, ThemeName::light);
    int count = 0;
    for (int y = 0; y < 40; ++y) {
      for (int x = 0; x < 60; ++x) count += bitmap.at(x, y) == light(kGround);
    }
    return count;
  };
  EXPECT_EQ(ground_pixels(bare), 0);
  EXPECT_GT(ground_pixels(ringed), 60);
}

// A halo is left out only where it would change nothing.
TEST(Canvas, HaloClearsWhatItsRimAloneTouches) {
  const auto blue_pixels = [](std::int32_t halo) {
    Scene scene = canvas_of(60, 40);
    add_box(scene, 38, 10, 60, 40, kBlue);
    Text& glyph = add_text(scene, "I", 30, 30);
    glyph.halo = halo;
    const std::int32_t right = glyph.origin.x + measure(glyph.cut, glyph.size, "I");
    EXPECT_LT(right, 38 * kOne);
    const Bitmap bitmap = paint(scene, ThemeName::light);
    int count = 0;
    for (int y = 0; y < 40; ++y) {
      for (int x = 0; x < 60; ++x) count += bitmap.at(x, y) == light(kBlue);
    }
    return count;
  };
  const std::int32_t glyph_end = 30 * kOne + measure(Cut::regular, 20 * kOne, "I");
  EXPECT_LT(blue_pixels(38 * kOne - glyph_end + 3 * kOne), blue_pixels(0));
}

TEST(Canvas, ChartsFitAPalette) {
  const Bitmap bitmap = paint(timeline_scene(800, 450, 2), ThemeName::light);
  EXPECT_GT(bitmap.palette.size(), 16u);
  EXPECT_EQ(bitmap.pixels.size(), 1600u * 900u);
}

TEST(Canvas, ManyColoursNeedRgb) {
  const Bitmap bitmap = paint(colourful_scene(), ThemeName::light);
  EXPECT_TRUE(bitmap.palette.empty());
  EXPECT_EQ(bitmap.pixels.size(), 3u * 320u * 180u);
}

TEST(Canvas, ColoursThatWerePaintedOverMakeRoom) {
  Scene scene = canvas_of(256, 16);
  const auto shade = [](int round, int i) {
    return Paint{.ink = round == 1 ? Ink::hue_blue : Ink::hue_vermillion, .alpha = static_cast<std::uint8_t>(i)};
  };
  for (int round = 0; round < 3; ++round) {
    add_box(scene, 0, 0, 256, 16, kGround);
    for (int i = 0; i < 200; ++i) add_box(scene, i, 0, i + 1, 16, shade(round, i));
  }
  const Bitmap bitmap = paint(scene, ThemeName::light);
  EXPECT_FALSE(bitmap.palette.empty());
  for (int i = 1; i < 200; ++i) EXPECT_EQ(bitmap.at(i, 7), on_background(ThemeName::light, shade(2, i)));
}

// The colours before and after the palette overflows are mixed by the same rule.
TEST(Canvas, GivingUpThePaletteChangesNoPixel) {
  const Scene whole = colourful_scene();
  Scene first = whole;
  while (paint(first, ThemeName::light).palette.empty()) first.items.pop_back();
  const Bitmap before = paint(first, ThemeName::light);
  Scene cover = whole;
  add_box(cover, 0, 0, whole.width, whole.height, kGround);
  cover.items.insert(cover.items.end(), first.items.begin(), first.items.end());
  EXPECT_TRUE(paint(cover, ThemeName::light).palette.empty());
  EXPECT_TRUE(same_pixels(paint(cover, ThemeName::light), before));
}

TEST(Canvas, PaintOfTheGroundsColourLeavesNoTraceAtItsEdges) {
  for (const ThemeName theme : {ThemeName::light, ThemeName::dark}) {
    Scene scene = canvas_of(40, 40);
    auto& shape = std::get<Fill>(scene.items.emplace_back(std::in_place_type<Fill>));
    shape.path = {disc({20 * kOne + 90, 20 * kOne + 40}, 15 * kOne)};
    shape.paint = kGround;
    EXPECT_TRUE(same_pixels(paint(scene, theme), paint(canvas_of(40, 40), theme)));
  }
}

TEST(Canvas, HeightOfTheBandDoesNotMatter) {
  const Scene scene = gallery_scene(1);
  const Bitmap expected = paint(scene, ThemeName::dark);
  for (const int rows : {1, 3, 50, 1000})
    EXPECT_TRUE(same_pixels(paint(scene, ThemeName::dark, rows), expected)) << rows;
}

TEST(Canvas, NothingIsPaintedOutside) {
  Scene scene = canvas_of(20, 20);
  add_box(scene, -1000, -1000, 1000, 1000, kBlue);
  add_text(scene, "a text far longer than the canvas is wide", -50, 15);
  const Bitmap bitmap = paint(scene, ThemeName::light);
  EXPECT_EQ(bitmap.at(19, 0), light(kBlue));
}

}  // namespace
}  // namespace perigee
