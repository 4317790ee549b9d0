#include "perigee/layout/wrap.h"

#include <gmock/gmock.h>

namespace perigee {
namespace {

using testing::ElementsAre;

const std::string kLongName(200, 'n');

TEST(OneLine, CollapsesWhiteSpaceAndDropsWhatCannotBeSeen) {
  EXPECT_EQ(one_line("  a\t b\r\nc "), "a b c");
  EXPECT_EQ(one_line("so\u00ADft \u202Eevil\u202C"), "soft evil");
  EXPECT_EQ(one_line("bad \xFF byte"), "bad \uFFFD byte");
  EXPECT_EQ(one_line(" \t "), "");
}

TEST(Elide, LeavesWhatFits) {
  EXPECT_EQ(elide_end(kLabelStyle, "State", 100), "State");
  EXPECT_EQ(elide_middle(kLabelStyle, "State", 100), "State");
}

TEST(Elide, CutsAtTheEndOrInTheMiddleToTheWidth) {
  const std::string end = elide_end(kLabelStyle, kLongName, 100), middle = elide_middle(kLabelStyle, kLongName, 100);
  EXPECT_TRUE(end.ends_with("…"));
  EXPECT_FALSE(middle.ends_with("…"));
  EXPECT_NE(middle.find("…"), std::string::npos);
  for (const auto& text : {end, middle}) EXPECT_LE(text_width(kLabelStyle, text), 100);
}

TEST(Elide, NeverCutsACodePoint) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "日";
  for (double width = 5; width < 60; width += 1)
    EXPECT_EQ(one_line(elide_middle(kLabelStyle, text, width)), elide_middle(kLabelStyle, text, width));
}

TEST(Elide, IsEmptyWhereNothingFits) { EXPECT_EQ(elide_end(kLabelStyle, "State", 2), ""); }

TEST(Wrap, BreaksBetweenWords) {
  const double width = text_width(kLabelStyle, "one two");
  EXPECT_THAT(wrap(kLabelStyle, "one two six ten", width, 3), ElementsAre("one two", "six ten"));
}

TEST(Wrap, ElidesTheLastLine) {
  const double width = text_width(kLabelStyle, "one two");
  EXPECT_THAT(wrap(kLabelStyle, "one two three four five", width, 1), ElementsAre("one t…"));
}

TEST(Wrap, NeverExceedsWidthOrLines) {
  for (const double width : {20.0, 60.0, 300.0}) {
    const auto lines = wrap_name(kNameStyle, "Compagnie " + kLongName + " et fils", width, 2);
    EXPECT_LE(lines.size(), 2U);
    for (const auto& line : lines) EXPECT_LE(text_width(kNameStyle, line), width);
  }
}

TEST(Wrap, OfNothingIsNothing) { EXPECT_TRUE(wrap(kLabelStyle, " ", 100, 2).empty()); }

}  // namespace
}  // namespace perigee
