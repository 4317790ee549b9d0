// What a chart's user does first, with the commands that it shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cluster/ground.h"

namespace perigee::testing {
namespace {

using ::testing::HasSubstr;

class AnInstallation : public OnACluster {};

TEST_F(AnInstallation, PassesItsOwnTest) {
  const Outcome tested = perigee().helm("test " + perigee().name() + " --logs --timeout 3m");
  EXPECT_EQ(tested.code, 0) << tested.out << perigee().story();
  EXPECT_THAT(tested.out, HasSubstr("a PNG of "));
}

TEST_F(AnInstallation, ShowsCommandsThatWorkAsPrinted) {
  const std::string notes = perigee().helm("get notes " + perigee().name()).out;
  const Outcome followed = cluster().script(notes.substr(notes.find('#')) + "\nkill $!\n");
  EXPECT_EQ(followed.code, 0) << followed.out;
  EXPECT_THAT(followed.out, HasSubstr("Succeeded"));
  EXPECT_TRUE(is_png(file_content(cluster().folder() + "/first.png"))) << followed.out;
}

TEST_F(AnInstallation, KeepsItsPasswordWhenItIsUpgraded) {
  const std::string secret = "get secret " + perigee().name() + "-perigee-redis -o jsonpath='{.data.password}'";
  const std::string before = perigee().kubectl(secret).out;
  const Outcome upgraded = perigee().upgrade("--description again");
  ASSERT_EQ(upgraded.code, 0) << upgraded.out;
  EXPECT_EQ(perigee().kubectl(secret).out, before);
}

}  // namespace
}  // namespace perigee::testing
