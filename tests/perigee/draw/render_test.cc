#include "perigee/draw/render.h"

#include <gmock/gmock.h>

#include "tests/support/sample_charts.h"

namespace perigee {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Rendered rendered(OutputFormat format, int scale = 2) {
  Output output;
  output.format = format;
  output.scale = scale;
  return render(sample::timeline(), output, {"perigee 0.1.0", "0123abcd", R"({"analysis":"timeline"})"});
}

TEST(Render, PngIsAPictureOfTheSizeThatItSays) {
  const Rendered png = rendered(OutputFormat::png);
  EXPECT_THAT(png.bytes, StartsWith("\x89PNG"));
  EXPECT_EQ(png.width, 1600);
  EXPECT_EQ(png.height, 900);
}

TEST(Render, ScaleMultipliesThePixels) {
  EXPECT_EQ(rendered(OutputFormat::png, 1).width, 800);
  EXPECT_EQ(rendered(OutputFormat::png, 3).height, 1350);
}

TEST(Render, PngSaysWhatItShowsAndWhereItComesFrom) {
  const std::string bytes = rendered(OutputFormat::png).bytes;
  const std::string head = bytes.substr(0, bytes.find("IDAT"));
  EXPECT_THAT(head, HasSubstr(std::string("Title\0", 6) + sample::timeline().title));
  EXPECT_THAT(head, HasSubstr(std::string("Description\0", 12)));
  EXPECT_THAT(head, HasSubstr(std::string("Software\0perigee 0.1.0", 22)));
  EXPECT_THAT(head, HasSubstr(std::string("Source\0", 7)));
  EXPECT_THAT(head, HasSubstr(std::string("perigee:dataset\0", 16) + "0123abcd"));
  EXPECT_THAT(head, HasSubstr(std::string("perigee:spec\0", 13) + R"({"analysis":"timeline"})"));
}

TEST(Render, SvgHasTheSameSize) {
  const Rendered svg = rendered(OutputFormat::svg);
  EXPECT_THAT(svg.bytes, StartsWith("<svg "));
  EXPECT_THAT(svg.bytes, HasSubstr("viewBox=\"0 0 1600 900\""));
  EXPECT_EQ(svg.width, 1600);
}

TEST(Render, TablesHaveNoPixels) {
  EXPECT_EQ(rendered(OutputFormat::json).width, 0);
  EXPECT_EQ(rendered(OutputFormat::csv).height, 0);
  EXPECT_THAT(rendered(OutputFormat::json).bytes, StartsWith("{"));
}

TEST(Render, FormatIsKept) {
  for (const OutputFormat format : kOutputFormats) {
    EXPECT_EQ(rendered(format).format, format);
  }
}

TEST(Render, EveryKindOfChartIsRenderedAlikeTwice) {
  for (const auto& [name, chart] : sample::charts()) {
    const Rendered once = render(chart, {}, {}), twice = render(chart, {}, {});
    EXPECT_EQ(once.bytes, twice.bytes) << name;
    EXPECT_GT(once.bytes.size(), 1000u) << name;
  }
}

}  // namespace
}  // namespace perigee
