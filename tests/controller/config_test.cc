#include "controller/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace perigee::controller {
namespace {

Result<Config> read(std::vector<const char*> flags) {
  flags.insert(flags.begin(), "perigee-controller");
  return read_config(static_cast<int>(flags.size()), flags.data());
}

TEST(ControllerConfig, NeedsNothingButTheRunnersImage) {
  const auto config = read({"--runner-image", "runner:1"});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->probe_port, 8081);
  EXPECT_EQ(config->lease, "");
  EXPECT_FALSE(config->identity.empty());
  EXPECT_EQ(read({}).problems().front().where, "--runner-image");
}

TEST(ControllerConfig, NamesEveryMistakeAtOnce) {
  const auto config = read({"--runner-resources", "[]", "--runner-tolerations", "{"});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.problems().size(), 3u);
}

TEST(ControllerConfig, RefusesALeaseThatIsTooShortToBeRenewed) {
  EXPECT_FALSE(read({"--runner-image", "a", "--lease-seconds", "2"}));
}

TEST(ControllerConfig, ShowsEverySettingWithItsVariable) {
  for (const char* variable : {"PERIGEE_NAMESPACE", "PERIGEE_RUNNER_IMAGE", "PERIGEE_LEASE_SECONDS"})
    EXPECT_NE(config_help().find(variable), std::string::npos) << variable;
}

TEST(ControllerConfig, IsDocumented) {
  std::ifstream file(PERIGEE_SOURCE_DIR "/docs/controller.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(text.find(settings_table()), std::string::npos)
      << "The table of settings in docs/controller.md is out of date; perigee-controller --settings prints it.";
}

}  // namespace
}  // namespace perigee::controller
