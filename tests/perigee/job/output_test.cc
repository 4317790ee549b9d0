#include "perigee/job/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

using testing::IsEmpty;

std::string place_of(Output output) {
  const auto problems = check(output);
  return problems.empty() ? "" : problems.front().where;
}

TEST(Output, IsFineByDefault) { EXPECT_THAT(check(Output{}), IsEmpty()); }

TEST(Output, BoundsEveryMember) {
  EXPECT_EQ(place_of({.width = 319}), "/output/width");
  EXPECT_EQ(place_of({.width = 4097, .scale = 1}), "/output/width");
  EXPECT_EQ(place_of({.height = 199}), "/output/height");
  EXPECT_EQ(place_of({.height = -1}), "/output/height");
  EXPECT_EQ(place_of({.scale = 5}), "/output/scale");
  EXPECT_EQ(place_of({.title = std::string(201, 'x')}), "/output/title");
  EXPECT_EQ(place_of({.title = "two\nlines"}), "/output/title");
}

TEST(Output, NamesEveryProblemAtOnce) { EXPECT_EQ(check(Output{.width = 1, .height = 1, .scale = 9}).size(), 3u); }

TEST(Output, BoundsThePixelsThatAreDrawn) {
  EXPECT_EQ(place_of({.width = 4096, .height = 4096, .scale = 1}), "");
  EXPECT_EQ(place_of({.width = 4096, .height = 1025, .scale = 2}), "/output/scale");
  EXPECT_EQ(place_of({.width = 4096, .height = 0, .scale = 4}), "/output/scale");
}

TEST(Output, HasNoPixelsToBoundInATable) {
  EXPECT_EQ(place_of({.format = OutputFormat::csv, .width = 4096, .height = 4096, .scale = 4}), "");
}

TEST(Output, AllowsAChartThatChoosesItsHeightAsMuchAsPixelsDo) {
  const Output output{.width = 2000, .scale = 4};
  EXPECT_EQ(greatest_height(output), 524);
  EXPECT_EQ(greatest_height(Output{.width = 320, .scale = 1}), kMaxHeight);
}

TEST(Output, ComesBackFromItsValues) {
  const Output output{OutputFormat::json, 640, 480, 3, ThemeName::dark, "T"};
  EXPECT_EQ(output_of(values_of(output)), output);
  EXPECT_EQ(output_of({}), Output{});
}

TEST(Output, KnowsItsContentTypes) {
  EXPECT_EQ(content_type(OutputFormat::svg), "image/svg+xml");
  EXPECT_EQ(output_format_of("csv"), OutputFormat::csv);
  EXPECT_FALSE(output_format_of("gif"));
}

}  // namespace
}  // namespace perigee
