#include "perigee/layout/theme.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

constexpr double kReadable = 4.5;

class Theme : public testing::TestWithParam<ThemeName> {
 protected:
  double on(Paint ground, Paint ink) const { return contrast(rgb(GetParam(), ink), on_background(GetParam(), ground)); }
  double against_background(Paint ink) const { return on({.ink = Ink::background}, ink); }
};

TEST(Contrast, IsThatOfWcag) {
  EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 1e-9);
  EXPECT_NEAR(contrast({0x76, 0x76, 0x76}, {255, 255, 255}), 4.54, 0.005);
  EXPECT_EQ(contrast({9, 9, 9}, {9, 9, 9}), 1);
}

TEST_P(Theme, EveryTextInkIsReadableOnTheBackground) {
  for (const Ink ink : {Ink::text, Ink::muted, Ink::faint, Ink::muted_text, Ink::text_blue, Ink::text_vermillion,
                        Ink::text_green, Ink::text_orange, Ink::text_sky, Ink::text_purple})
    EXPECT_GE(against_background({.ink = ink}), kReadable) << static_cast<int>(ink);
}

TEST_P(Theme, TextIsReadableOnEveryStepOfTheRamp) {
  for (int step = 0; step < 256; ++step) {
    const Paint ground{.ink = Ink::ramp, .step = static_cast<std::uint8_t>(step)};
    EXPECT_GE(on(ground, legible_on(GetParam(), ground)), kReadable) << step;
  }
}

TEST_P(Theme, TextIsReadableOnEveryBarHoweverPale) {
  for (int hue = 0; hue < 6; ++hue)
    for (const Emphasis emphasis : {Emphasis::normal, Emphasis::muted})
      for (int alpha = 0; alpha < 256; alpha += 5) {
        Paint ground = mark_paint(static_cast<Hue>(hue), emphasis);
        ground.alpha = static_cast<std::uint8_t>(alpha);
        EXPECT_GE(on(ground, legible_on(GetParam(), ground)), kReadable) << hue << " at " << alpha;
      }
}

TEST_P(Theme, MarksStandOutFromTheBackground) {
  constexpr double kVisible = 1.9;  // the palest hue, orange, on white is 2.1
  for (int hue = 0; hue < 6; ++hue)
    EXPECT_GE(against_background(mark_paint(static_cast<Hue>(hue), Emphasis::normal)), kVisible) << hue;
}

TEST_P(Theme, GridIsSeenAndNotRead) {
  EXPECT_GT(against_background({.ink = Ink::grid}), 1.15);
  EXPECT_LT(against_background({.ink = Ink::grid}), 1.5);
}

TEST_P(Theme, TheRampLeavesTheBackgroundStepByStep) {
  for (int step = 1; step < 256; ++step)
    EXPECT_GE(against_background({.ink = Ink::ramp, .step = static_cast<std::uint8_t>(step)}),
              against_background({.ink = Ink::ramp, .step = static_cast<std::uint8_t>(step - 1)}) - 0.02)
        << step;
}

INSTANTIATE_TEST_SUITE_P(Both, Theme, testing::Values(ThemeName::light, ThemeName::dark));

}  // namespace
}  // namespace perigee
