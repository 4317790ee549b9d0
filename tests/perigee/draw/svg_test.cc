#include "perigee/draw/svg.h"

#include <gmock/gmock.h>

#include "perigee/base/utf8.h"
#include "perigee/draw/svg_path.h"
#include "perigee/layout/font.h"
#include "perigee/layout/theme.h"
#include "tests/perigee/draw/scenes.h"

namespace perigee {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Scene scene_with(Item item) {
  Scene scene;
  scene.width = 640;
  scene.height = 400;
  scene.scale = 2;
  scene.items.push_back(std::move(item));
  return scene;
}

std::string svg_of(Item item) { return encode_svg(scene_with(std::move(item)), ThemeName::light); }

Text text_of(std::string utf8) {
  Text text;
  text.utf8 = std::move(utf8);
  text.size = 20 * kOne;
  text.origin = {100 * kOne, 50 * kOne};
  return text;
}

Fill fill_of(Path path) {
  Fill fill;
  fill.path = std::move(path);
  return fill;
}

TEST(SvgNumber, IsShort) {
  EXPECT_EQ(svg_number(12 * kOne), "12");
  EXPECT_EQ(svg_number(-kOne / 2), "-.5");
  EXPECT_EQ(svg_number(3 * kOne + 25), "3.1");
  EXPECT_EQ(svg_number(-3), "0");
}

TEST(SvgPath, StepsAreRelative) {
  EXPECT_EQ(svg_line({{0, 0}, {2560, 0}, {2560, 1280}, {5120, -1280}}, false), "M0 0h10v5l10-10");
}

TEST(SvgPath, RoundingDoesNotAddUp) {
  std::vector<Fix> steps;
  for (int i = 0; i <= 300; ++i) steps.push_back({i * 85, i % 2 * 2560});  // a third of a pixel each
  const std::string d = svg_line(steps, false);
  EXPECT_THAT(d, HasSubstr("l.3"));
  EXPECT_THAT(d, HasSubstr("l.4"));
}

TEST(SvgShape, RectanglesAndCirclesAreNamed) {
  EXPECT_EQ(svg_shape(rectangle({0, 256}, {512, 1024})), R"(<rect x="0" y="1" width="2" height="3")");
  EXPECT_EQ(svg_shape(disc({2560, 5120}, 1280)), R"(<circle cx="10" cy="20" r="5")");
  EXPECT_THAT(svg_shape({{0, 0}, {512, 0}, {0, 512}}), HasSubstr("<path d="));
  EXPECT_THAT(svg_shape({{0, 0}, {512, 512}, {512, 0}, {0, 512}}), HasSubstr("<path d="));
}

TEST(Svg, IsAnImageWithTitleAndDescription) {
  const std::string svg = encode_svg(timeline_scene(800, 450, 2), ThemeName::light);
  EXPECT_THAT(svg, HasSubstr(R"(width="800" height="450" viewBox="0 0 1600 900" role="img")"));
  EXPECT_THAT(svg, HasSubstr("<title>Private launches first overtook state launches in 1995</title>"));
  EXPECT_THAT(svg, HasSubstr("<desc>Two lines over 64 years.</desc>"));
}

TEST(Svg, TextKeepsTheMeasuredWidth) {
  const std::string svg = svg_of(text_of("Baikonur"));
  const std::string width = svg_number(measure(Cut::regular, 20 * kOne, "Baikonur"));
  EXPECT_THAT(svg, HasSubstr("textLength=\"" + width + R"(" lengthAdjust="spacingAndGlyphs">Baikonur</text>)"));
}

TEST(Svg, TextIsEscaped) {
  EXPECT_THAT(svg_of(text_of(R"(<b> & "c")")), HasSubstr("&lt;b&gt; &amp; &quot;c&quot;</text>"));
}

TEST(Svg, WhatXmlForbidsIsLeftOut) {
  const std::string svg = svg_of(text_of("a\x01\x1f\xc2\x81\nb\xff\xef\xbf\xbf"));
  EXPECT_THAT(svg, HasSubstr(">a b\ufffd</text>"));
  EXPECT_TRUE(is_utf8(svg));
}

TEST(Svg, CutsAnchorsAndHalosAreSaid) {
  Text text = text_of("1995");
  text.cut = Cut::display;
  text.anchor = Anchor::end;
  text.halo = 3 * kOne;
  const std::string svg = svg_of(text);
  EXPECT_THAT(svg, HasSubstr("font-weight=\"600\" font-family=\"'Inter Display',Inter"));
  EXPECT_THAT(svg, HasSubstr("text-anchor=\"end\""));
  EXPECT_THAT(svg, HasSubstr("stroke=\"#ffffff\" stroke-width=\"6\" paint-order=\"stroke\""));
}

TEST(Svg, FillsHaveColourOpacityAndRule) {
  Fill fill = fill_of({disc({5000, 5000}, 2560), disc({5000, 5000}, 1280)});
  fill.paint = {.ink = Ink::hue_blue, .alpha = 128};
  fill.rule = FillRule::evenodd;
  EXPECT_THAT(svg_of(fill), HasSubstr("fill=\"#0072b2\" fill-opacity=\".50\" fill-rule=\"evenodd\"/>"));
}

TEST(Svg, StrokesHaveJoinCapAndDash) {
  Stroke stroke;
  stroke.line = {{0, 0}, {2560, 2560}};
  stroke.cap = Cap::butt;
  stroke.join = Join::miter;
  stroke.dash = {5 * kOne, 3 * kOne};
  EXPECT_THAT(svg_of(stroke), HasSubstr(R"(stroke-width="1" stroke-linejoin="miter" stroke-linecap="butt" )"
                                        R"(stroke-dasharray="5 3"/>)"));
}

TEST(Svg, EmptyShapesAreLeftOut) {
  EXPECT_THAT(svg_of(fill_of({})), Not(HasSubstr("<path")));
  EXPECT_THAT(svg_of(Stroke{}), Not(HasSubstr("<path")));
}

TEST(Svg, ThemesDifferInColourOnly) {
  const std::string light = encode_svg(gallery_scene(1), ThemeName::light);
  const std::string dark = encode_svg(gallery_scene(1), ThemeName::dark);
  EXPECT_EQ(light.size(), dark.size());
  EXPECT_NE(light, dark);
}

TEST(Svg, IsSmallerThanThePicture) {
  EXPECT_LT(encode_svg(timeline_scene(800, 450, 2), ThemeName::light).size(), 8000u);
}

}  // namespace
}  // namespace perigee
