#include <gtest/gtest.h>

#include "perigee/layout/layout.h"
#include "tests/support/random_charts.h"
#include "tests/support/sample_charts.h"
#include "tests/support/scene_check.h"

namespace perigee {
namespace {

void expect_sound_labels(const Chart& chart, const Output& output, std::uint64_t seed) {
  const Problems problems = label_problems(layout(chart, output), output.theme);
  ASSERT_TRUE(problems.empty()) << "seed " << seed << " at " << output.width << "x" << output.height << "\n"
                                << to_string(problems);
}

void expect_sound_labels(std::uint64_t seed) {
  Dice dice(seed);
  const Chart chart = random_chart(dice);
  expect_sound_labels(chart, random_output(dice), seed);
}

class SampleCharts : public testing::TestWithParam<Output> {};

TEST(Labels, NeverTouchLeaveTheCanvasOrFadeOnRandomCharts) {
  constexpr std::uint64_t kCharts = 400;
  for (std::uint64_t seed = 0; seed < kCharts; ++seed) ASSERT_NO_FATAL_FAILURE(expect_sound_labels(seed));
}

TEST(Labels, NeverTouchOnRandomSpans) {
  constexpr std::uint64_t kCharts = 200;
  for (std::uint64_t seed = 0; seed < kCharts; ++seed) {
    Dice dice(seed);
    const Chart chart = random_spans_chart(dice);
    ASSERT_NO_FATAL_FAILURE(expect_sound_labels(chart, random_output(dice), seed));
  }
}

TEST(Labels, KeepOffBands) {
  constexpr std::uint64_t kCharts = 150;
  for (std::uint64_t seed = 0; seed < kCharts; ++seed) {
    Dice dice(seed);
    const Chart chart = with_bands(random_chart(dice), dice);
    ASSERT_NO_FATAL_FAILURE(expect_sound_labels(chart, random_output(dice), seed));
  }
}

// Zero lines through words, arrows through their own words, thin cells, headings pushed together.
TEST(Labels, StaySoundWhereTheyOnceDidNot) {
  for (const std::uint64_t seed : {34U, 384U, 457U, 589U, 753U, 830U, 968U, 1249U, 1441U, 1486U})
    ASSERT_NO_FATAL_FAILURE(expect_sound_labels(seed));
}

TEST_P(SampleCharts, HaveSoundLabels) {
  for (const auto& [name, chart] : sample::charts())
    EXPECT_EQ(to_string(label_problems(layout(chart, GetParam()), GetParam().theme)), "") << name;
}

Output sized(int width, int height, int scale, ThemeName theme = ThemeName::light) {
  Output output;
  output.width = width;
  output.height = height;
  output.scale = scale;
  output.theme = theme;
  return output;
}

INSTANTIATE_TEST_SUITE_P(Sizes, SampleCharts,
                         testing::Values(sized(800, 0, 2), sized(320, 200, 1), sized(320, 0, 4, ThemeName::dark),
                                         sized(480, 270, 2), sized(640, 360, 2), sized(1600, 900, 1, ThemeName::dark),
                                         sized(4096, 4096, 1), sized(4096, 200, 1), sized(320, 4096, 1)));

}  // namespace
}  // namespace perigee
