#include "perigee/stat/launches.h"

#include <gtest/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(SectorWord, ReadsLettersAndWordsWithoutCase) {
  EXPECT_EQ(sector_word("p"), kPrivate);
  EXPECT_EQ(sector_word(" Private "), kPrivate);
  EXPECT_EQ(sector_word("S"), kState);
  EXPECT_EQ(sector_word("X"), kOtherSector);
  EXPECT_EQ(sector_word(""), kOtherSector);
}

TEST(SectorWord, IsNotOtherForATextThatNamesNoSector) {
  EXPECT_TRUE(is_sector("other"));
  EXPECT_TRUE(is_sector("s"));
  EXPECT_FALSE(is_sector("SpaceX"));
  EXPECT_FALSE(is_sector(""));
}

TEST(CountLaunches, SpellsSectorsOutAndAddsUpTheirSpellings) {
  const Table table({integers("year", {1957, 1957, 1957}), categories("sector", {"P", "private", kNone})});
  EXPECT_EQ(lines(count_launches(table, {"sector"}, {}).counts), "year sector n|1957 Other 1|1957 Private 2");
}

TEST(CountLaunches, CallsAMissingCompanyUnknown) {
  const Table table({integers("year", {1957, 1957}), categories("company", {kNone, "ULA"})});
  EXPECT_EQ(lines(count_launches(table, {"company"}, {}).counts), "year company n|1957 ULA 1|1957 Unknown 1");
}

TEST(CountLaunches, KnowsWhatItLeavesOut) {
  const Table table({integers("year", {1957, 1990, kNone, 3000}), categories("sector", {"P", "P", "P", "P"})});
  const LaunchCounts counted = count_launches(table, {"sector"}, {1980, std::nullopt, ""});
  EXPECT_EQ(counted.drawn, 1);
  EXPECT_EQ(counted.matching, 4);
  EXPECT_EQ(counted.without_year, 1);
  EXPECT_EQ(counted.first, 1990);
  EXPECT_EQ(counted.data_first, 1957);
}

TEST(CountLaunches, TakesTheYearFromARealNumberOrADate) {
  ColumnBuilder dates("year", Type::datetime);
  dates.add(-86'400'000, Precision::day);
  const Table by_date({dates.build(), categories("sector", {"P"})}),
      by_real({reals("year", {1969.0}), categories("sector", {"P"})});
  EXPECT_EQ(count_launches(by_date, {"sector"}, {}).first, 1969);
  EXPECT_EQ(count_launches(by_real, {"sector"}, {}).first, 1969);
}

TEST(Unfinished, BelongsToTheLastYearShownOnly) {
  EXPECT_EQ(unfinished({{"date", "2020-08-07"}}, 2020)->day, 7);
  EXPECT_FALSE(unfinished({{"date", "2020-08-07"}}, 2019));
  EXPECT_FALSE(unfinished({{"year", "2020"}}, 2020));
  EXPECT_FALSE(unfinished({}, 2020));
}

}  // namespace
}  // namespace perigee::tests
