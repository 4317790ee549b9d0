#include "perigee/job/spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::vector<std::string> places(std::string_view text) {
  std::vector<std::string> places;
  const auto spec = parse_spec(text);
  if (!spec)
    for (const auto& problem : spec.problems()) places.push_back(problem.where);
  return places;
}

TEST(ParseSpec, FillsInWhatIsLeftOut) {
  const auto spec = parse_spec(R"({"analysis": "timeline"})");
  ASSERT_TRUE(spec);
  JobSpec expected;
  expected.analysis = "timeline";
  EXPECT_EQ(*spec, expected);
}

TEST(ParseSpec, ReadsEveryMember) {
  const auto spec =
      parse_spec(R"({"analysis": "sector", "dataset": "d-1", "parameters": {"from": 1990, "filter": ["a=b"]},
    "output": {"format": "svg", "width": 900, "height": 400, "scale": 1, "theme": "dark", "title": "T"},
    "activeDeadlineSeconds": 60, "backoffLimit": 0, "retention": {"afterSuccess": "36h", "afterFailure": "90m"}})");
  ASSERT_TRUE(spec) << to_string(spec.problems());
  EXPECT_EQ(spec->dataset, "d-1");
  EXPECT_EQ(spec->parameters.at("from"), Value(std::int64_t{1990}));
  EXPECT_EQ(spec->output, (Output{OutputFormat::svg, 900, 400, 1, ThemeName::dark, "T"}));
  EXPECT_EQ(spec->active_deadline_seconds, 60);
  EXPECT_EQ(spec->backoff_limit, 0);
  EXPECT_EQ(spec->retention_after_success, "36h");
  EXPECT_EQ(spec->retention_after_failure, "90m");
}

TEST(ParseSpec, NamesEveryProblemAtOnce) {
  EXPECT_THAT(places(R"({"analysis": "Time line", "dataset": 7, "parameters": {"x": null}, "wat": 1, "backoffLimit": 99,
    "output": {"widht": 1, "scale": 9}, "retention": {"afterSuccess": "0d"}})"),
              UnorderedElementsAre("/analysis", "/dataset", "/parameters/x", "/wat", "/backoffLimit", "/output/widht",
                                   "/output/scale", "/retention/afterSuccess"));
}

TEST(ParseSpec, NamesNothingThatIsRight) {
  EXPECT_THAT(places(R"({"analysis": "timeline", "backoffLimit": 99})"), UnorderedElementsAre("/backoffLimit"));
  EXPECT_THAT(places(R"({"analysis": "timeline", "dataset": null})"), UnorderedElementsAre("/dataset"));
  EXPECT_THAT(places(R"({"analysis": "timeline", "output": {"width": 1, "height": null, "scale": 2}})"),
              UnorderedElementsAre("/output/width", "/output/height"));
}

TEST(ParseSpec, SuggestsTheMemberThatWasMeant) {
  const auto spec = parse_spec(R"({"analysis": "timeline", "paramters": {}})");
  ASSERT_FALSE(spec);
  EXPECT_EQ(spec.problems().front().remedy, "Did you mean 'parameters'?");
}

TEST(ParseSpec, WantsObjectsWhereObjectsAreMeant) {
  EXPECT_THAT(places(R"({"analysis": "a", "parameters": [], "output": "png"})"),
              UnorderedElementsAre("/parameters", "/output"));
  EXPECT_FALSE(parse_spec("[]"));
}

TEST(ParseSpec, WantsAnAnalysis) { EXPECT_THAT(places("{}"), UnorderedElementsAre("/analysis")); }

TEST(ParseSpec, RefusesDuplicateMembers) { EXPECT_FALSE(parse_spec(R"({"analysis": "a", "analysis": "b"})")); }

TEST(SpecJson, IsCanonical) {
  const auto spec = parse_spec(R"({ "output": {"width": 801}, "parameters": {"to": 2, "from": 1}, "analysis": "a" })");
  ASSERT_TRUE(spec);
  EXPECT_EQ(to_json_text(*spec),
            R"({"activeDeadlineSeconds":600,"analysis":"a","backoffLimit":2,"dataset":"launches",)"
            R"("output":{"format":"png","height":0,"scale":2,"theme":"light","title":"","width":801},)"
            R"("parameters":{"from":1,"to":2},"retention":{"afterFailure":"1d","afterSuccess":"7d"}})");
}

TEST(SpecJson, IsReadBackAsItWas) {
  JobSpec spec;
  spec.analysis = "top-private";
  spec.parameters = {{"a", true}, {"b", 0.25}, {"c", std::vector<std::string>{"x", "\"y\""}}};
  spec.output.title = "Größe";
  const auto read = parse_spec(to_json_text(spec));
  ASSERT_TRUE(read) << to_string(read.problems());
  EXPECT_EQ(*read, spec);
}

TEST(Duration, CountsSeconds) {
  EXPECT_EQ(*parse_duration("30s"), 30);
  EXPECT_EQ(*parse_duration("90m"), 5400);
  EXPECT_EQ(*parse_duration("36h"), 129'600);
  EXPECT_EQ(*parse_duration("7d"), 604'800);
}

TEST(Duration, RefusesWhatIsNone) {
  for (const char* text : {"", "d", "0d", "07d", "1w", "-1d", "1.5h", "1234567s", "7 d", "7d "})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Name, HasLettersDigitsAndInnerDashes) {
  for (const auto& name : {std::string("a"), std::string("a-1"), std::string(63, 'x')})
    EXPECT_TRUE(is_valid_name(name));
  for (const auto& name : {std::string(), std::string("-a"), std::string("a-"), std::string("A"), std::string("a_b"),
                           std::string(64, 'x'), std::string("a\0b", 3)})
    EXPECT_FALSE(is_valid_name(name)) << name;
}

}  // namespace
}  // namespace perigee
