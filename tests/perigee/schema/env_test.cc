#include "perigee/schema/env.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace perigee {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct Config {
  int port = 8080;
  std::uint64_t limit = 1 << 20;
  bool verbose = false;
  std::string level = "info";
  std::string key = "default-secret";
  std::vector<std::string> param;
  std::optional<double> share;
  Values more;
};

Settings<Config> table() {
  return Settings<Config>("A program.")
      .setting(&Config::port, "port", "APP_PORT", "port to listen on")
      .between(0, 65535)
      .setting(&Config::limit, "limit", "APP_LIMIT", "largest body")
      .bytes()
      .setting(&Config::verbose, "verbose", "APP_VERBOSE", "says more")
      .setting(&Config::level, "level", "APP_LEVEL", "least level")
      .choices({"info", "warn"})
      .setting(&Config::key, "key", "APP_KEY", "password")
      .secret()
      .setting(&Config::param, "param", "APP_PARAM", "a parameter")
      .setting(&Config::share, "share", "", "a share")
      .group(&Config::more, {{"width", "how wide", Kind::integer, Value(std::int64_t{800}), Range{1, 9000}, {}}});
}

Result<Config> read(std::vector<const char*> arguments, std::map<std::string, std::string> variables = {}) {
  arguments.insert(arguments.begin(), "app");
  return table().read(static_cast<int>(arguments.size()), arguments.data(),
                      [=](const std::string& name) -> std::optional<std::string> {
                        const auto found = variables.find(name);
                        if (found == variables.end()) return std::nullopt;
                        return found->second;
                      });
}

Problems problems_of(std::vector<const char*> arguments, std::map<std::string, std::string> variables = {}) {
  const auto config = read(std::move(arguments), std::move(variables));
  return config ? Problems{} : config.problems();
}

TEST(Settings, AreTheInitialisersWithoutAnything) {
  const auto config = read({});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 8080);
  EXPECT_EQ(config->level, "info");
  EXPECT_FALSE(config->share);
}

TEST(Settings, ComeFromTheEnvironment) {
  const auto config = read({}, {{"APP_PORT", "1"}, {"APP_LIMIT", "64MiB"}, {"APP_PARAM", "a,b"}});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 1);
  EXPECT_EQ(config->limit, 64u << 20);
  EXPECT_THAT(config->param, ElementsAre("a", "b"));
}

TEST(Settings, TakeAFlagBeforeTheEnvironment) { EXPECT_EQ(read({"--port", "2"}, {{"APP_PORT", "1"}})->port, 2); }

TEST(Settings, IgnoreAnEmptyVariable) { EXPECT_EQ(read({}, {{"APP_PORT", ""}})->port, 8080); }

TEST(Settings, UnderstandBothSpellingsOfAFlag) {
  EXPECT_EQ(read({"--port=2"})->port, 2);
  EXPECT_EQ(read({"--share=0.5"})->share, 0.5);
}

TEST(Settings, TakeABooleanFlagAlone) {
  EXPECT_TRUE(read({"--verbose"})->verbose);
  EXPECT_FALSE(read({"--verbose=false"}, {{"APP_VERBOSE", "true"}})->verbose);
}

TEST(Settings, CollectAListWithoutCuttingItsItems) {
  EXPECT_THAT(read({"--param", "a=b,c", "--param=d"}, {{"APP_PARAM", "x"}})->param, ElementsAre("a=b,c", "d"));
}

TEST(Settings, TakeADashOrANegativeNumberAsAValue) {
  EXPECT_THAT(read({"--param", "-"})->param, ElementsAre("-"));
  EXPECT_EQ(read({"--share", "-1"})->share, -1);
}

TEST(Settings, KeepOfAGroupOnlyWhatWasGiven) {
  EXPECT_TRUE(read({})->more.empty());
  EXPECT_EQ(read({"--width", "900"})->more.at("width"), Value(std::int64_t{900}));
}

TEST(Settings, NameEveryProblemAtOnce) {
  const auto problems = problems_of({"--prot", "1", "--level", "wran", "stray", "--share"}, {{"APP_PORT", "70000"}});
  EXPECT_EQ(problems.size(), 5u) << to_string(problems);
}

TEST(Settings, SuggestTheFlagThatWasMeant) {
  EXPECT_EQ(problems_of({"--prot", "1"}).front().remedy, "Did you mean '--port'?");
}

TEST(Settings, SayWhereTheBadValueStands) {
  EXPECT_EQ(problems_of({"--port", "x"}).front().where, "--port");
  EXPECT_EQ(problems_of({}, {{"APP_PORT", "x"}}).front().where, "APP_PORT");
}

TEST(Settings, RefuseAFlagGivenTwice) { EXPECT_EQ(problems_of({"--port=1", "--port=2"}).front().code, "given-twice"); }

TEST(Settings, TakeASecretFromTheEnvironmentOnly) {
  EXPECT_EQ(read({}, {{"APP_KEY", "s3cret"}})->key, "s3cret");
  EXPECT_EQ(problems_of({"--key", "s3cret"}).front().code, "unknown-parameter");
}

TEST(Settings, NeverPrintASecret) {
  EXPECT_THAT(table().help_text(), Not(HasSubstr("default-secret")));
  EXPECT_THAT(table().markdown(), Not(HasSubstr("default-secret")));
  EXPECT_THAT(to_string(problems_of({}, {{"APP_KEY", "bad\nsecret"}})), Not(HasSubstr("secret\"")));
}

TEST(Settings, WriteTheirHelp) {
  EXPECT_THAT(table().help_text(),
              HasSubstr("--port N       port to listen on (0 to 65535; default 8080; or APP_PORT)"));
  EXPECT_THAT(table().help_text(), HasSubstr("default 1 MiB"));
  EXPECT_THAT(table().help_text(), HasSubstr("Only from the environment:\n  APP_KEY  password\n"));
}

TEST(Settings, WriteTheirTable) {
  EXPECT_THAT(table().markdown(), HasSubstr("| `--port` | `APP_PORT` | `8080` | 0 to 65535 | port to listen on |\n"));
}

TEST(Asked, FindsHelpAndVersionAnywhere) {
  const std::vector<const char*> help = {"app", "--port", "1", "--help"}, version = {"app", "--version"};
  EXPECT_EQ(asked(4, help.data()), Asked::help);
  EXPECT_EQ(asked(2, version.data()), Asked::version);
  EXPECT_EQ(asked(1, help.data()), Asked::run);
}

TEST(ParseBytes, UnderstandsUnits) {
  EXPECT_EQ(parse_bytes("1048576"), 1 << 20);
  EXPECT_EQ(parse_bytes("512k"), 512 << 10);
  EXPECT_EQ(parse_bytes("1 GiB"), 1 << 30);
  for (const char* text : {"", "x", "-1", "1.5G", "1PB", "9999999999T"}) EXPECT_FALSE(parse_bytes(text)) << text;
}

TEST(BytesInWords, ChoosesTheUnit) {
  EXPECT_EQ(bytes_in_words(300), "300 B");
  EXPECT_EQ(bytes_in_words(1536), "1.5 KiB");
  EXPECT_EQ(bytes_in_words(1ll << 30), "1 GiB");
}

}  // namespace
}  // namespace perigee
