#include "perigee/stat/launch_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;

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
