#include "perigee/draw/png.h"

#include <gmock/gmock.h>
#include <png.h>

#include <map>

#include "perigee/base/error.h"
#include "perigee/draw/canvas.h"
#include "tests/perigee/draw/scenes.h"

namespace perigee {
namespace {

struct Chunk {
  std::string type, data;
};

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

std::vector<Chunk> chunks(const std::string& png) {
  std::vector<Chunk> list;
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const std::uint32_t length = number_at(png, at);
    list.push_back({png.substr(at + 4, 4), png.substr(at + 8, length)});
    at += 12 + length;
  }
  return list;
}

std::vector<std::string> types(const std::string& png) {
  std::vector<std::string> names;
  for (const Chunk& chunk : chunks(png)) {
    if (names.empty() || names.back() != chunk.type) names.push_back(chunk.type);
  }
  return names;
}

Chunk chunk(const std::string& png, const std::string& type) {
  for (const Chunk& chunk : chunks(png)) {
    if (chunk.type == type) return chunk;
  }
  return {};
}

// Decoded by libpng's simplified interface.
std::vector<std::uint8_t> decoded(const std::string& png) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_TRUE(png_image_begin_read_from_memory(&image, png.data(), png.size()));
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> rgb(PNG_IMAGE_SIZE(image));
  EXPECT_TRUE(png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr));
  return rgb;
}

std::vector<std::uint8_t> rgb_of(const Bitmap& bitmap) {
  std::vector<std::uint8_t> rgb;
  for (int y = 0; y < bitmap.height; ++y) {
    for (int x = 0; x < bitmap.width; ++x) {
      const Rgb colour = bitmap.at(x, y);
      rgb.insert(rgb.end(), {colour.r, colour.g, colour.b});
    }
  }
  return rgb;
}

Bitmap as_rgb(const Bitmap& bitmap) { return {bitmap.width, bitmap.height, bitmap.scale, {}, rgb_of(bitmap)}; }

const PngText kText{{"Title", "Private launches lead"},
                    {"Description", "Наибольшее число – 1,234 €"},
                    {"Software", "perigee 0.1.0"},
                    {"perigee:dataset", ""},
                    {"perigee:spec", R"({"analysis":"timeline"})"}};

TEST(Png, DecodesToThePaintedPixels) {
  for (const Scene& scene : {timeline_scene(400, 240, 2), gallery_scene(1), colourful_scene()}) {
    const Bitmap bitmap = paint(scene, ThemeName::light);
    EXPECT_EQ(decoded(encode_png(bitmap, kText)), rgb_of(bitmap));
  }
}

TEST(Png, FewColoursMakeAPalette) {
  const std::string png = encode_png(paint(timeline_scene(400, 240, 2), ThemeName::light), {});
  EXPECT_EQ(chunk(png, "IHDR").data[9], PNG_COLOR_TYPE_PALETTE);
  EXPECT_LE(chunk(png, "PLTE").data.size(), 3u * 256u);
}

TEST(Png, ManyColoursStayRgb) {
  const std::string png = encode_png(paint(colourful_scene(), ThemeName::light), {});
  EXPECT_EQ(chunk(png, "IHDR").data[9], PNG_COLOR_TYPE_RGB);
}

TEST(Png, RgbWithFewColoursBecomesTheSameFile) {
  const Bitmap bitmap = as_rgb(paint(timeline_scene(400, 240, 2), ThemeName::light));
  const std::string png = encode_png(bitmap, {});
  EXPECT_EQ(chunk(png, "IHDR").data[9], PNG_COLOR_TYPE_PALETTE);
  EXPECT_EQ(decoded(png), bitmap.pixels);
}

TEST(Png, PaletteHoldsExactly256Colours) {
  Bitmap bitmap{256, 2, 1, {}, {}};
  for (int i = 0; i < 512; ++i) bitmap.pixels.insert(bitmap.pixels.end(), {static_cast<std::uint8_t>(i % 256), 7, 9});
  EXPECT_EQ(chunk(encode_png(bitmap, {}), "PLTE").data.size(), 768u);
  bitmap.pixels[1] = 8;
  const std::string png = encode_png(bitmap, {});
  EXPECT_EQ(chunk(png, "IHDR").data[9], PNG_COLOR_TYPE_RGB);
  EXPECT_EQ(decoded(png), bitmap.pixels);
}

TEST(Png, TextStandsBeforeThePixelsInItsOrder) {
  const std::string png = encode_png(paint(timeline_scene(400, 240, 2), ThemeName::light), kText);
  EXPECT_THAT(types(png), testing::ElementsAre("IHDR", "sRGB", "PLTE", "pHYs", "tEXt", "iTXt", "tEXt", "IDAT", "IEND"));
}

TEST(Png, AsciiIsTextAndTheRestUtf8) {
  const std::string png = encode_png(paint(gallery_scene(1), ThemeName::light), kText);
  const std::string title = chunk(png, "tEXt").data, description = chunk(png, "iTXt").data;
  EXPECT_EQ(title, std::string("Title\0Private launches lead", 27));
  EXPECT_EQ(description, std::string("Description\0\0\0\0\0", 16) + kText[1].second);
}

TEST(Png, ResolutionIs72DpiTimesTheScale) {
  for (const auto& [scale, per_metre] : std::map<int, std::uint32_t>{{1, 2835}, {2, 5669}, {4, 11339}}) {
    const std::string png = encode_png(paint(timeline_scene(320, 200, scale), ThemeName::light), {});
    EXPECT_EQ(number_at(chunk(png, "pHYs").data, 0), per_metre);
    EXPECT_EQ(chunk(png, "pHYs").data[8], PNG_RESOLUTION_METER);
  }
}

TEST(Png, SameInputGivesTheSameBytes) {
  const auto png = [] { return encode_png(paint(timeline_scene(400, 240, 2), ThemeName::dark), kText); };
  EXPECT_EQ(png(), png());
}

TEST(Png, ImpossibleSizesAreAnError) {
  EXPECT_THAT([] { encode_png(Bitmap{}, {}); },
              testing::ThrowsMessage<EnvironmentError>(testing::HasSubstr("cannot be written as PNG")));
}

}  // namespace
}  // namespace perigee
