#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/schema/check.h"

namespace perigee {
namespace {

using List = std::vector<std::string>;

Param param(Kind kind) {
  Param param;
  param.name = "p";
  param.kind = kind;
  return param;
}

TEST(ParseValue, ReadsEveryKind) {
  EXPECT_EQ(*parse_value(param(Kind::integer), " 1957 "), Value(std::int64_t{1957}));
  EXPECT_EQ(*parse_value(param(Kind::number), "-1e3"), Value(-1000.0));
  EXPECT_EQ(*parse_value(param(Kind::boolean), "Yes"), Value(true));
  EXPECT_EQ(*parse_value(param(Kind::string), " as it is "), Value(" as it is "));
  EXPECT_EQ(*parse_value(param(Kind::strings), "a,b"), Value(List{"a", "b"}));
}

TEST(ParseValue, RefusesHalfANumber) {
  for (const std::string text : {"19x", "", "1 2", "0x10", "+1", "99999999999999999999"})
    EXPECT_FALSE(parse_value(param(Kind::integer), text)) << text;
}

TEST(ParseValue, RefusesNumbersThatAreNone) {
  for (const std::string text : {"nan", "inf", "1e999", "."})
    EXPECT_FALSE(parse_value(param(Kind::number), text)) << text;
}

TEST(ParseValue, SaysWhatItWanted) {
  EXPECT_EQ(parse_value(param(Kind::boolean), "perhaps").problems().front().what,
            "'p' must be true or false, not the text \"perhaps\".");
}

TEST(ParseValue, KeepsAnEscapedCommaWithinAnItem) {
  EXPECT_EQ(*parse_value(param(Kind::strings), R"(Sea Launch\, Inc,b\\c)"), Value(List{"Sea Launch, Inc", "b\\c"}));
}

TEST(ParseValue, ReadsBackWhatToTextWrites) {
  const Value list = List{"a,b", "c\\d", "e"};
  EXPECT_EQ(*parse_value(param(Kind::strings), to_text(list)), list);
}

TEST(ParseValues, JoinsThePiecesOfAList) {
  const auto values = parse_values({param(Kind::strings)}, {{"p", "a,b"}, {"p", "c"}});
  ASSERT_TRUE(values);
  EXPECT_EQ(values->at("p"), Value(List{"a", "b", "c"}));
}

TEST(ParseValues, RefusesAnythingElseGivenTwice) {
  const auto values = parse_values({param(Kind::integer)}, {{"p", "1"}, {"p", "2"}});
  ASSERT_FALSE(values);
  EXPECT_EQ(values.problems().front().code, "given-twice");
}

TEST(ParseValues, NamesEveryProblemAtOnce) {
  const auto values = parse_values({param(Kind::integer)}, {{"q", "1"}, {"p", "x"}}, "");
  ASSERT_FALSE(values);
  EXPECT_EQ(values.problems().size(), 2u);
  EXPECT_EQ(values.problems().front().where, "/q");
}

}  // namespace
}  // namespace perigee
