#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using nlohmann::json;
using testing::HasSubstr;

Problem problem_of(std::string_view text) {
  const auto parsed = parse_json(text);
  EXPECT_FALSE(parsed) << text;
  return parsed ? Problem{} : parsed.problems().front();
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ParseJson, ReadsWhatIsWellFormed) {
  const auto parsed = parse_json(R"({"a": [1, -2.5, true, null, "é"], "b": {}})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, json::parse(R"({"a": [1, -2.5, true, null, "é"], "b": {}})"));
}

TEST(ParseJson, SaysLineAndByteOfAMistake) {
  const auto problem = problem_of("{\n  \"a\": 1,\n  \"b\": ?\n}");
  EXPECT_EQ(problem.line, 3u);
  EXPECT_EQ(problem.column, 8u);
}

TEST(ParseJson, SaysWhereItEndsTooEarly) {
  EXPECT_THAT(problem_of("{\"a\": ").what, HasSubstr("unexpected end of input"));
  EXPECT_EQ(problem_of("").code, "bad-json");
}

TEST(ParseJson, RefusesWhatFollowsTheEnd) { EXPECT_EQ(problem_of("{} {}").code, "bad-json"); }

TEST(ParseJson, RefusesDuplicateKeys) {
  const auto problem = problem_of("{\"a\": 1,\n \"a\": 2}");
  EXPECT_EQ(problem.code, "duplicate-key");
  EXPECT_EQ(problem.line, 2u);
}

TEST(ParseJson, TakesEqualKeysOfDifferentObjects) { EXPECT_TRUE(parse_json(R"({"a": {"b": 1}, "c": {"b": 2}})")); }

TEST(ParseJson, StopsAtTheDepthAllowed) {
  EXPECT_TRUE(parse_json(nested(32)));
  EXPECT_EQ(problem_of(nested(33)).code, "too-deep");
  EXPECT_EQ(problem_of(std::string(1'000'000, '[')).code, "too-deep");
}

TEST(ParseJson, StopsAtAMillionValues) {
  std::string text = "[0";
  for (int i = 0; i < 1'000'000; ++i) text += ",0";
  EXPECT_EQ(problem_of(text + "]").code, "too-large");
}

TEST(ParseJson, RefusesNumbersOutOfRange) {
  for (const std::string text :
       {"1e400", "-1e400", "9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"})
    EXPECT_EQ(problem_of(text).code, "out-of-range") << text;
}

TEST(ParseJson, TakesTheGreatestInteger) {
  EXPECT_EQ(parse_json("9223372036854775807")->get<std::int64_t>(), std::numeric_limits<std::int64_t>::max());
}

TEST(ParseJson, RefusesWhatIsNotUtf8AndStaysReadable) {
  const auto problem = problem_of("[\"\xFF\"]");
  EXPECT_EQ(problem.code, "bad-json");
  EXPECT_NO_THROW(to_json(problem).dump());
}

TEST(ParseJson, RefusesLoneSurrogatesAndControlCharacters) {
  EXPECT_EQ(problem_of(R"(["\ud800"])").code, "bad-json");
  EXPECT_EQ(problem_of("[\"a\nb\"]").code, "bad-json");
}

TEST(ParseJson, RefusesAnEndlessText) {
  EXPECT_EQ(problem_of("[\"" + std::string(70'000, 'x') + "\"]").code, "too-long");
}

TEST(ValuesOf, KeepsEveryKind) {
  const auto values = values_of(json::parse(R"({"a": 1, "b": 0.5, "c": true, "d": "x", "e": ["y"], "f": []})"));
  ASSERT_TRUE(values);
  EXPECT_EQ(to_json(*values).dump(), R"({"a":1,"b":0.5,"c":true,"d":"x","e":["y"],"f":[]})");
}

TEST(ValuesOf, RefusesWhatIsNoValueEachByName) {
  const auto values = values_of(json::parse(R"({"a": null, "b": {}, "c": [1], "d": 1})"));
  ASSERT_FALSE(values);
  EXPECT_EQ(values.problems().size(), 3u);
  EXPECT_EQ(values.problems().front().where, "/parameters/a");
}

TEST(JsonText, ReplacesWhatIsNotUtf8) { EXPECT_EQ(json_text(json("a\xFF")), "\"a\xEF\xBF\xBD\""); }

TEST(ToJson, WritesOnlyWhatAProblemHas) {
  const Problem problem{"code", "", "What.", "", 3, {}};
  EXPECT_EQ(to_json(problem).dump(), R"({"code":"code","line":3,"what":"What."})");
}

TEST(JsonSchema, DescribesAnIntegerWithItsBounds) {
  const Param param{"from", "first year", Kind::integer, Value(std::int64_t{1957}), Range{1900, 2200}, {}};
  EXPECT_EQ(json_schema(param).dump(),
            R"({"default":1957,"description":"first year","maximum":2200,"minimum":1900,"type":"integer"})");
}

TEST(JsonSchema, DescribesChoicesAndLists) {
  const Param choice{"by", "what", Kind::enumeration, {}, {}, {"a", "b"}};
  EXPECT_EQ(json_schema(choice)["enum"], json({"a", "b"}));
  const Param list{"filter", "which", Kind::strings, {}, {}, {}, 9, 4};
  EXPECT_EQ(json_schema(list)["maxItems"], 4);
  EXPECT_EQ(json_schema(list)["items"]["maxLength"], 9);
}

TEST(JsonSchema, AllowsNoOtherMembers) {
  const auto schema = json_schema(std::vector<Param>{{"a", "help", Kind::boolean, {}, {}, {}}});
  EXPECT_EQ(schema["additionalProperties"], false);
  EXPECT_EQ(schema["properties"]["a"]["type"], "boolean");
}

}  // namespace
}  // namespace perigee
