#include "perigee/base/log.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace perigee::log {
namespace {

using nlohmann::json;

json parsed(Fields fields) { return json::parse(line(Level::info, "done", fields)); }

TEST(Log, ALineIsOneJsonObject) {
  const json object = parsed({{"job", "a1"}, {"count", 3}, {"share", 0.5}, {"ok", true}});

  EXPECT_EQ(object["message"], "done");
  EXPECT_EQ(object["job"], "a1");
  EXPECT_EQ(object["count"], 3);
  EXPECT_EQ(object["share"], 0.5);
  EXPECT_EQ(object["ok"], true);
}

TEST(Log, NoInputForgesALineOrColoursATerminal) {
  const std::string hostile = "a\n{\"level\":\"error\"}\r\x1b[31m\xC2\x9b\"\\";

  const std::string text = line(Level::info, hostile, {{"name", hostile}});

  EXPECT_EQ(text.find_first_of("\n\r\x1b"), std::string::npos);
  EXPECT_EQ(json::parse(text)["name"], hostile);
}

TEST(Log, InvalidUtf8IsReplaced) {
  EXPECT_EQ(parsed({{"name", std::string_view("a\xFF"
                                              "b")}})["name"],
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Log, NumbersThatJsonLacksAreNull) { EXPECT_TRUE(parsed({{"ratio", 0.0 / 0.0}})["ratio"].is_null()); }

TEST(Log, ALongValueIsCutAndTheLineStaysWhole) {
  const std::string long_value(100'000, 'x');

  const std::string text =
      line(Level::info, "done",
           {{"a", long_value}, {"b", long_value}, {"c", long_value}, {"d", long_value}, {"e", long_value}});

  EXPECT_LE(text.size(), 8u * 1024);
  EXPECT_TRUE(json::accept(text));
}

TEST(Log, TheRequestIdFollowsItsThreadOnly) {
  const RequestScope scope("r-1");
  std::string elsewhere;
  std::thread([&] { elsewhere = request_id(); }).join();

  EXPECT_EQ(parsed({})["request_id"], "r-1");
  EXPECT_EQ(elsewhere, "");
}

TEST(Log, LevelsHaveWords) {
  EXPECT_EQ(level_of("debug"), Level::debug);
  EXPECT_EQ(level_of("off"), Level::off);
  EXPECT_EQ(level_of("loud"), Level::info);
}

}  // namespace
}  // namespace perigee::log
