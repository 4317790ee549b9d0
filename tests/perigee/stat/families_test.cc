#include "perigee/stat/families.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

std::vector<std::string> families(const std::vector<std::string>& rockets) { return families_of(rockets); }

TEST(Families, AreTheRocketsOfOneFirstWord) {
  EXPECT_THAT(families({"Falcon 1", "Falcon 9 Block 5", "Falcon Heavy", "Electron"}),
              ElementsAre("Falcon", "Falcon", "Falcon", "Electron"));
}

TEST(Families, AreCalledByAllWordsThatTheirNamesShare) {
  EXPECT_THAT(families({"Space Shuttle Atlantis", "Space Shuttle Columbia"}), Each("Space Shuttle"));
  EXPECT_THAT(families({"Long March 2D", "Long March 3B/E"}), Each("Long March"));
}

TEST(Families, LeaveOutWhatTellsAVersion) {
  EXPECT_THAT(families({"Ariane 5 ECA"}), ElementsAre("Ariane 5 ECA"));
  EXPECT_THAT(families({"Ariane 5 G", "Ariane 5 ES"}), Each("Ariane"));
  EXPECT_THAT(families({"Cosmos-3M (11K65M)", "Cosmos-2I (63SM)"}), Each("Cosmos"));
}

TEST(Families, LeaveOutStagesAndPayloadsBehindASlash) {
  EXPECT_THAT(families({"Proton K/DM-2", "Proton M/Briz-M"}), Each("Proton"));
  EXPECT_THAT(families({"Electron/Curie", "Electron"}), Each("Electron"));
}

TEST(Families, KeepANumberWithoutWhichNoNameWouldBeLeft) {
  EXPECT_THAT(families({"SS-520"}), ElementsAre("SS-520"));
  EXPECT_THAT(families({"/", "-"}), ElementsAre("/", "-"));
}

TEST(Families, BecomeAColumnThatIsMissingWhereTheRocketIs) {
  const Table table({categories("rocket", {"Falcon 1", kNone, "Falcon 9"})});
  EXPECT_EQ(lines(with_families(table).select(std::vector<std::string>{"family"})), "family|Falcon|-|Falcon");
}

}  // namespace
}  // namespace perigee::tests
