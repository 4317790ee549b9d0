#include "perigee/schema/yaml.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace perigee {
namespace {

using json = nlohmann::ordered_json;

std::string yaml_of(std::string_view text) { return yaml_text(json::parse(text)); }

TEST(YamlText, KeepsMembersInTheirOrder) {
  EXPECT_EQ(yaml_of(R"({"b": 1, "a": {"d": true, "c": null}})"), "b: 1\na:\n  d: true\n  c: null\n");
}

TEST(YamlText, PutsTheFirstMemberBehindTheDash) {
  EXPECT_EQ(yaml_of(R"({"list": [{"a": 1, "b": [{"c": 2}]}, "x, y"]})"),
            "list:\n  - a: 1\n    b:\n      - c: 2\n  - x, y\n");
}

TEST(YamlText, WritesShortListsOnOneLine) {
  EXPECT_EQ(yaml_of(R"({"words": ["a", "b-c", 3], "none": [], "empty": {}})"),
            "words: [a, b-c, 3]\nnone: []\nempty: {}\n");
  EXPECT_EQ(yaml_of(R"({"words": ["a, b"]})"), "words:\n  - a, b\n");
}

TEST(YamlText, QuotesWhatAReaderWouldTakeForSomethingElse) {
  for (const char* text :
       {"", "yes", "Null", "1957", "2001-05-03", "a: b", "a #b", "- a", "*a", " a", "{a}", "~", ".5"})
    EXPECT_EQ(yaml_text(json(text)), json(text).dump() + "\n") << text;
}

TEST(YamlText, FoldsLongLinesAtLoneSpacesOnly) {
  const std::string word(50, 'w');
  EXPECT_EQ(yaml_text({{"a", word + " " + word + " " + word}}),
            "a: >-\n  " + word + "\n  " + word + "\n  " + word + "\n");
  EXPECT_EQ(yaml_text({{"a", word + "  " + word + " " + word}}),
            "a: >-\n  " + word + "  " + word + "\n  " + word + "\n");
}

TEST(YamlText, NeedsNoEscapesInABlock) {
  EXPECT_EQ(yaml_text({{"a", "x == \"\\d\""}}), "a: >-\n  x == \"\\d\"\n");
  EXPECT_EQ(yaml_text({{"a", "one\ntwo: 2"}}), "a: |-\n  one\n  two: 2\n");
}

TEST(YamlText, EscapesWhatABlockCanNotHold) {
  EXPECT_EQ(yaml_text({{"a", " led by a space\n"}}), "a: \" led by a space\\n\"\n");
  EXPECT_EQ(yaml_text({{"a", "\tab \"\x01\""}}), "a: \"\\tab \\\"\\u0001\\\"\"\n");
}

}  // namespace
}  // namespace perigee
