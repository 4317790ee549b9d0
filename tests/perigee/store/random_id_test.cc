#include "perigee/store/random_id.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace perigee {
namespace {

TEST(RandomId, AUuidSaysThatItIsRandomAndOfWhichKind) {
  const std::regex version_4("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(std::regex_match(random_uuid(), version_4));
}

TEST(RandomId, NoTwoAreAlike) {
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) ids.insert({random_id(), random_uuid()});
  EXPECT_EQ(ids.size(), 2000u);
}

}  // namespace
}  // namespace perigee
