#include "controller/config.h"

#include <gtest/gtest.h>

#include <initializer_list>
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

}  // namespace
}  // namespace perigee::controller
