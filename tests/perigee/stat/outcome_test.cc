#include "perigee/stat/outcome.h"

#include <gtest/gtest.h>

#include "perigee/stat/launches.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(OutcomeWord, ReadsTheWordsOfRealFilesWithoutCase) {
  EXPECT_EQ(outcome_word("Success"), kSuccess);
  EXPECT_EQ(outcome_word(" successful "), kSuccess);
  EXPECT_EQ(outcome_word("Partial Failure"), kPartialFailure);
  EXPECT_EQ(outcome_word("Prelaunch Failure"), kPrelaunchFailure);
  EXPECT_EQ(outcome_word("FAILED"), kFailure);
  EXPECT_EQ(outcome_word("Lost"), kFailure);
}

TEST(OutcomeWord, TakesPartialSuccessForAPartialFailure) {
  EXPECT_EQ(outcome_word("Partial success"), kPartialFailure);
}

TEST(OutcomeWord, TakesAnUnsuccessfulMissionForAFailure) { EXPECT_EQ(outcome_word("unsuccessful"), kFailure); }

TEST(OutcomeWord, IsUnknownForAnythingElse) {
  EXPECT_EQ(outcome_word(""), kUnknown);
  EXPECT_EQ(outcome_word("In flight"), kUnknown);
}

TEST(CountLaunches, SpellsOutcomesOut) {
  const Table table({integers("year", {1957, 1957, 1957}), categories("status", {"success", "Success", kNone})});
  EXPECT_EQ(lines(count_launches(table, {"status"}, {}).counts), "year status n|1957 Success 2|1957 Unknown 1");
}

}  // namespace
}  // namespace perigee::tests
