#include "api/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace perigee::api {
namespace {

Result<Config> read(std::vector<std::string> words) {
  words.insert(words.begin(), "perigee-api");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  return read_config(static_cast<int>(argv.size()), argv.data());
}

TEST(Config, TakesFlagsAndPutsTheProbesOnTheNextPort) {
  const auto config = read({"--port", "9000", "--max-upload=64MiB"});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->port, 9000);
  EXPECT_EQ(config->probe_port, 9001);
  EXPECT_EQ(config->max_upload_bytes, 64u << 20);
}

TEST(Config, NamesEveryMistakeAtOnce) {
  const auto config = read({"--prot", "1", "--threads", "0", "--seed", "moon"});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.problems().size(), 3u) << to_string(config.problems());
}

TEST(Config, HelpNamesNoSecretsValue) {
  EXPECT_NE(config_help().find("PERIGEE_REDIS_URL"), std::string::npos);
  EXPECT_EQ(config_help().find("--kaggle-key"), std::string::npos);
}

TEST(Config, TheDocumentOfLimitsIsWhatTheTablesSay) {
  std::ifstream file(PERIGEE_SOURCE_DIR "/docs/limits.md");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), limits_markdown())
      << "docs/limits.md is out of date; regenerate it with: perigee-api --limits > docs/limits.md";
}

}  // namespace
}  // namespace perigee::api
