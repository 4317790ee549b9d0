#include "perigee/job/termination.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/base/utf8.h"

namespace perigee {
namespace {

using testing::HasSubstr;

TEST(Termination, IsReadBackAsItWas) {
  Termination said;
  said.result = ResultInfo{"image/png", 3, "ab", 1600, 900, 4324, "v1", 1.5};
  said.by_twin = true;
  const auto read = parse_termination(to_json_text(said));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->result, said.result);
  EXPECT_TRUE(read->by_twin);
}

TEST(Termination, LeavesOutWhatThereIsNot) {
  Termination said;
  said.reason = "MissingColumn";
  said.message = "No year.";
  EXPECT_EQ(to_json_text(said), R"({"message":"No year.","reason":"MissingColumn"})");
}

TEST(Termination, FitsIntoFourKibibytesHoweverLongTheMessage) {
  for (const std::string piece : {"x", "é", "\"", "\n", "\xFF"}) {
    Termination said;
    for (int i = 0; i < 20'000; ++i) said.message += piece;
    const std::string text = to_json_text(said);
    EXPECT_LE(text.size(), 4096u) << piece;
    EXPECT_TRUE(is_utf8(text));
    ASSERT_TRUE(parse_termination(text)) << text;
    EXPECT_THAT(parse_termination(text)->message, HasSubstr("…"));
  }
}

TEST(Termination, RefusesWhatARunnerDoesNotWrite) {
  for (const char* text :
       {"", "Killed", "[]", R"({"message": 7})", R"({"result": []})", R"({"result": {"bytes": "x"}})"})
    EXPECT_FALSE(parse_termination(text)) << text;
}

}  // namespace
}  // namespace perigee
