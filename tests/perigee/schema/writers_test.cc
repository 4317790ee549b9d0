#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/base/text.h"
#include "perigee/schema/help.h"
#include "perigee/schema/markdown.h"
#include "perigee/schema/rule.h"

namespace perigee {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

const Param kFrom{"from", "first year shown", Kind::integer, Value(std::int64_t{1957}), Range{1900, 2200}, {}};

TEST(Rule, SpeaksEnglishAndCel) {
  const Rule order = AtMost{"from", "to"}, either = Exclusive{"a", "b"};
  EXPECT_EQ(english(order), "'from' must not be greater than 'to'.");
  EXPECT_EQ(cel(order, {}), "!(has(self.from) && has(self.to)) || self.from <= self.to");
  EXPECT_EQ(english(either), "'a' and 'b' can not be given together.");
  EXPECT_EQ(cel(either, {}), "!(has(self.a) && has(self.b))");
}

TEST(Rule, LetsADefaultCountInCel) {
  const Rule order = AtMost{"from", "to"};
  EXPECT_EQ(cel(order, {kFrom}), "!has(self.to) || self.?from.orValue(1957) <= self.to");
  EXPECT_EQ(cel(Exclusive{"from", "to"}, {kFrom}, "self.p"), "!(has(self.p.from) && has(self.p.to))");
}

TEST(MarkdownTable, HasARowForEachParameterAndItsRules) {
  EXPECT_THAT(markdown_table({kFrom}, {AtMost{"from", "to"}}),
              HasSubstr("| `from` | `1957` | an integer, 1900 to 2200 | first year shown |\n\n'from' must not"));
}

TEST(MarkdownTable, EscapesPipes) { EXPECT_EQ(markdown_cell("a|b\nc"), "a\\|b c"); }

TEST(HelpText, PutsMeaningBesideTheName) {
  EXPECT_EQ(help_text({kFrom}), "  from  first year shown (an integer, 1900 to 2200; default 1957)\n");
}

TEST(TwoColumns, WrapsLongLines) {
  std::string words;
  for (int i = 0; i < 60; ++i) words += "word ";
  const std::string text = two_columns({{"  name", std::string(trim(words))}});
  for (const auto line : split(text, '\n')) EXPECT_LE(line.size(), 100u);
  EXPECT_THAT(text, HasSubstr("\n        word"));
}

TEST(TwoColumns, GivesALongNameALineOfItsOwn) {
  EXPECT_EQ(two_columns({{"a", "x"}, {std::string(40, 'b'), "y"}}), "a  x\n" + std::string(40, 'b') + "\n   y\n");
}

}  // namespace
}  // namespace perigee
