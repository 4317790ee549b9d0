#include "perigee/base/utf8.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

TEST(Utf8, EveryCodePointSurvivesTheRoundTrip) {
  for (char32_t code = 1; code <= 0x10FFFF; code += 97) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code);
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(text, at), code);
    EXPECT_EQ(at, text.size());
    EXPECT_TRUE(is_utf8(text));
  }
}

TEST(Utf8, IllFormedBytesAreSeen) {
  for (const char* text :
       {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5", "\xC3", "\xE2\x82"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Utf8, TheFirstIllFormedByteIsFound) {
  EXPECT_EQ(first_invalid_utf8("ab\xFF"), 2u);
  EXPECT_EQ(first_invalid_utf8("n\xC2\xB0"), std::string_view::npos);
}

TEST(Utf8, RepairReplacesOnlyWhatIsBroken) { EXPECT_EQ(to_valid_utf8("M\xC4\x81hia\xFF"), "M\xC4\x81hia\xEF\xBF\xBD"); }

TEST(Utf8, CountsCodePoints) { EXPECT_EQ(count_code_points("M\xC4\x81hia"), 5u); }

}  // namespace
}  // namespace perigee
