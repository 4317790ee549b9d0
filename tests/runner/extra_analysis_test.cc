// Adding an analysis is one file: analyses/rockets.cc is all that this runner has more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/runner/program.h"

namespace perigee::testing {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

constexpr const char* kSample = PERIGEE_SOURCE_DIR "/samples/launches.csv";

TEST(ExtraAnalysis, IsListedBesideTheOthers) {
  const std::string list = Program().run({"list"}).out;
  EXPECT_THAT(list, ContainsRegex("\nrockets +Launches by rocket\\.\n"));
  EXPECT_THAT(list, HasSubstr("timeline"));
}

TEST(ExtraAnalysis, IsDescribedInWords) {
  const std::string text = Program().run({"describe", "rockets"}).out;
  EXPECT_THAT(text, HasSubstr("whether the title shouts (true or false; default false)"));
  EXPECT_THAT(text, HasSubstr("--analysis rockets --param loud=true"));
}

TEST(ExtraAnalysis, IsDescribedAsJsonSchema) {
  const std::string json = Program().run({"describe", "rockets", "--json"}).out;
  EXPECT_THAT(json, HasSubstr(R"("loud":{"default":false,"description":"whether the title shouts","type":"boolean"})"));
}

TEST(ExtraAnalysis, IsDrawn) {
  const Ended ended = Program().run(
      {"--data", kSample, "--analysis", "rockets", "--param", "loud=yes", "--out", "-", "--format", "json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr(" rockets!"));
}

TEST(ExtraAnalysis, ChecksItsParametersAndColumns) {
  EXPECT_EQ(Program().run({"--data", kSample, "--analysis", "rockets", "--param", "top=99", "--out", "-"}).code, 10);
  EXPECT_EQ(Program().run({"--data", "-", "--analysis", "rockets", "--out", "-"}, "a\n1\n").code, 12);
}

}  // namespace
}  // namespace perigee::testing
