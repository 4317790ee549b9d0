#include "perigee/stat/launches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;

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

TEST(Words, RoundAShareWithoutFalseExtremes) {
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(0.004), "<1%");
  EXPECT_EQ(percent(0.678), "68%");
  EXPECT_EQ(percent(0.998), ">99%");
  EXPECT_EQ(percent(1), "100%");
}

TEST(Words, CountLaunchesOfAllAndOfAPart) {
  EXPECT_EQ(source_line("File", 4324, 4324), "File (4,324 launches)");
  EXPECT_EQ(source_line("File", 1, 4324), "File (1 of 4,324 launches)");
  EXPECT_EQ(source_line("File", 1, 1), "File (1 launch)");
}

TEST(Words, NamePeriodsAndNumbers) {
  EXPECT_EQ(period_word(1), "year");
  EXPECT_EQ(period_word(5), "five-year period");
  EXPECT_EQ(period_word(10), "decade");
  EXPECT_EQ(period_word(20), "20-year period");
  EXPECT_EQ(number_word(12), "twelve");
  EXPECT_EQ(in_sentence("USA"), "the USA");
}

TEST(Words, KnowTerritoriesByTheirPlaceInTheLocation) {
  EXPECT_EQ(territory("ELA-3, Guiana Space Centre, French Guiana, France"), "French Guiana");
  EXPECT_EQ(territory("Site 1/5, Baikonur Cosmodrome, Kazakhstan"), "");
}

TEST(WhyNothing, NamesTheFilterOrTheYearsAndTheRemedy) {
  LaunchCounts none;
  EXPECT_EQ(why_nothing(none, {}).sentence, "The dataset holds no launches.");
  EXPECT_EQ(why_nothing(none, {{}, {}, "country = Atlantis"}).sentence, "No launches match country = Atlantis.");
  none.matching = 9, none.data_first = 1957, none.data_last = 2020;
  EXPECT_EQ(why_nothing(none, {2150, {}, ""}).sentence, "No launches took place in 2150 or later.");
  EXPECT_EQ(why_nothing(none, {1900, 1910, "a = b"}).sentence, "No launches with a = b took place in 1900–1910.");
  EXPECT_EQ(why_nothing(none, {{}, 1910, ""}).remedy, "Choose years within 1957–2020.");
  none.without_year = 9;
  EXPECT_EQ(why_nothing(none, {}).sentence, "None of the 9 launches has a year.");
}

TEST(Gaps, AreSentencesOfTheFooter) {
  LaunchCounts counted;
  counted.without_year = 1200;
  EXPECT_THAT(gaps_in_words(counted, DataEnd{2020, 8, 7}),
              ElementsAre("2020: data to 7 August only.", "1,200 launches without a year left out."));
}

RC_GTEST_PROP(CountLaunchesProperty, EveryLaunchIsDrawnOrAccountedFor, ()) {
  const Table random = random_table();
  const Table launches({random.column("year"), random.column("name").renamed("company")});
  const LaunchCounts counted = count_launches(launches, {"company"}, {});
  RC_ASSERT(counted.drawn + counted.without_year == counted.matching);
}

}  // namespace
}  // namespace perigee::tests
