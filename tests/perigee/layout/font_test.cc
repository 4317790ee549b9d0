#include "perigee/layout/font.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "perigee/base/sha256.h"
#include "perigee/base/utf8.h"

namespace perigee {
namespace {

constexpr Cut kCuts[] = {Cut::regular, Cut::semibold, Cut::display};
constexpr std::int32_t kSize = 100 * kOne;

std::string sha256_of(Cut cut) {
  const auto file = font_file(cut);
  return sha256_hex({reinterpret_cast<const char*>(file.data()), file.size()});
}

std::int32_t width(std::string_view text, Cut cut = Cut::regular) { return measure(cut, kSize, text); }

// The subsets of fonts-inter 4.0~beta7, Debian 12.
TEST(Font, EmbeddedFilesAreThoseThatWereReviewed) {
  const std::string_view remedy =
      "tools/fonts/subset.py writes these files: look at the pictures before you keep them.";
  EXPECT_EQ(sha256_of(Cut::regular), "d3a5ab273e368e9210a609d2fa200ff97667c02ec00e4f66f952b6eb4d8925ce") << remedy;
  EXPECT_EQ(sha256_of(Cut::semibold), "914580b976db18279d62e292be94f54b99ace20cb30c76d1c3681750ad277a92") << remedy;
  EXPECT_EQ(sha256_of(Cut::display), "69bc667822b72c7c41127c3e0744800520406ad2975e3287a9eff85f8e2e1961") << remedy;
}

TEST(Font, KerningIsReadInEveryCut) {
  for (const Cut cut : kCuts) {
    EXPECT_LT(width("AV", cut), width("A", cut) + width("V", cut));
    EXPECT_LT(width("To", cut), width("T", cut) + width("o", cut));
  }
}

TEST(Font, DigitsOfTheLabelCutsHaveOneWidth) {
  for (const Cut cut : {Cut::regular, Cut::semibold}) {
    for (const char digit : std::string("123456789")) EXPECT_EQ(width({&digit, 1}, cut), width("0", cut)) << digit;
  }
}

TEST(Font, NumbersOfEqualLengthAlign) {
  EXPECT_EQ(width("1,117"), width("8,888"));
  EXPECT_EQ(width("\u221211.1%"), width("\u221280.8%"));
}

TEST(Font, DigitsOfTheTitleCutAreProportional) { EXPECT_LT(width("1", Cut::display), width("0", Cut::display)); }

TEST(Font, WidthGrowsWithTheSize) {
  EXPECT_NEAR(measure(Cut::regular, 2 * kSize, "Baikonur"), 2 * width("Baikonur"), 1);
  EXPECT_EQ(measure(Cut::regular, 0, "Baikonur"), 0);
}

TEST(Font, TrackingIsAddedAfterEachGlyph) {
  EXPECT_EQ(measure(Cut::regular, kSize, "year", 10), width("year") + 40);
  EXPECT_EQ(measure(Cut::regular, kSize, "\u017elu\u0165", 10), width("\u017elu\u0165") + 40);
}

TEST(Font, CapitalsReachTheirHeight) {
  Path path = outline(Cut::regular, kSize, "H");
  ASSERT_EQ(path.size(), 1u);
  const auto [top, bottom] = std::ranges::minmax(path[0], {}, &Fix::y);
  EXPECT_EQ(-top.y, cap_height(Cut::regular, kSize));
  EXPECT_EQ(bottom.y, 0);
  EXPECT_NEAR(cap_height(Cut::regular, kSize), 0.727 * kSize, 0.01 * kSize);
}

TEST(Font, OutlinesStayWithinTheMeasuredWidth) {
  const std::string_view text = "Launches per year, state and private";
  std::int32_t right = 0;
  for (const Ring& ring : outline(Cut::semibold, kSize, text)) {
    for (const Fix& point : ring) right = std::max(right, point.x);
  }
  EXPECT_LE(right, width(text, Cut::semibold));
  EXPECT_GT(right, width(text, Cut::semibold) - kSize / 10);
}

TEST(Font, OutlinesMoveWithKerningAndTracking) {
  const auto second = [](std::int32_t tracking) { return outline(Cut::regular, kSize, "VV", tracking)[1][0].x; };
  EXPECT_EQ(second(7), second(0) + 7);
  EXPECT_EQ(outline(Cut::regular, kSize, "AV")[2][0].x - outline(Cut::regular, kSize, "V")[0][0].x,
            width("AV") - width("V"));
}

// The letters of launch sites and companies, Latin and Cyrillic, and the signs that labels use.
TEST(Font, NothingIsMissingThatLabelsUse) {
  const std::string_view text =
      "AZaz09 ÄÖÜäöüß éèêñçøåæœ ąćęłńóśźż šžčřů ğışİ ăâîșț АЯая Ёё ІіЇїЄєҐґ "
      "– — ‘’ “” „ … • · × ± − ≈ ≤ ≥ → ← ↑ ↓ ° % ‰ € ₽ № ™ ¹²³ ½ α β μ Δ Σ Ω";
  for (const Cut cut : kCuts) EXPECT_EQ(missing_glyphs(cut, text), 0u);
}

TEST(Font, EveryGlyphOfTheRangesCanBeTraced) {
  for (char32_t code = 0x20; code < 0x2300; ++code) {
    std::string letter;
    append_utf8(letter, code);
    for (const Ring& ring : outline(Cut::display, kSize, letter)) EXPECT_GE(ring.size(), 3u) << letter;
  }
}

TEST(Font, UnknownLettersAreCountedAndDrawnAsABox) {
  EXPECT_EQ(missing_glyphs(Cut::regular, "長征 5"), 2u);
  EXPECT_GT(width("長"), 0);
  EXPECT_FALSE(outline(Cut::regular, kSize, "長").empty());
  EXPECT_EQ(missing_glyphs(Cut::regular, "\U0001F680"), 1u);
}

TEST(Font, CodePointsWithoutAnImageTakeNoRoom) {
  const std::string_view text = "K\u0081\u008fw\u00ada\u200b\u200e\ufe0fng\t\n";
  EXPECT_EQ(width(text), width("Kwang"));
  EXPECT_EQ(missing_glyphs(Cut::regular, text), 0u);
}

TEST(Font, BrokenUtf8IsDrawnAsReplacementCharacters) {
  EXPECT_EQ(width("\xff\xfe"), width("\ufffd\ufffd"));
  EXPECT_EQ(width(""), 0);
  EXPECT_TRUE(outline(Cut::regular, kSize, "").empty());
}

TEST(Font, EndlessTextIsLimited) {
  const std::string endless(100'000, 'W');
  EXPECT_EQ(width(endless), kFarthest);
}

TEST(Font, SmallTextNeedsFewerPointsThanLarge) {
  const auto points = [](std::int32_t size) { return outline(Cut::regular, size, "o")[0].size(); };
  EXPECT_LT(points(10 * kOne), points(100 * kOne));
}

}  // namespace
}  // namespace perigee
