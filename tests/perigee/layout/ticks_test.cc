#include "perigee/layout/ticks.h"

#include <gmock/gmock.h>

#include "perigee/layout/number.h"

namespace perigee {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts(double least, double most, int wanted, TickUnit unit = TickUnit::any) {
  return labels(enclosing_ticks(least, most, wanted, unit));
}

TEST(Ticks, EncloseTheDataInRoundSteps) {
  EXPECT_THAT(texts(0, 109, 5), ElementsAre("0", "20", "40", "60", "80", "100", "120"));
  EXPECT_THAT(texts(0, 2931, 5), ElementsAre("0", "1,000", "2,000", "3,000"));
  EXPECT_THAT(texts(0, 1398, 5), ElementsAre("0", "500", "1,000", "1,500"));
  EXPECT_THAT(texts(-30, 60, 4), ElementsAre("−40", "−20", "0", "20", "40", "60"));
}

TEST(Ticks, KeepOneNumberOfDecimalsAlongTheAxis) {
  EXPECT_THAT(texts(0.00132, 0.0871, 5), ElementsAre("0", "0.025", "0.050", "0.075", "0.100"));
}

TEST(Ticks, OfCountsAreWhole) {
  EXPECT_THAT(texts(0, 1, 5, TickUnit::whole), ElementsAre("0", "1"));
  EXPECT_THAT(texts(0, 3, 6, TickUnit::whole), ElementsAre("0", "1", "2", "3"));
}

TEST(Ticks, AreEvenAndEncloseWhateverTheRange) {
  for (const double least : {-1e5, -7.25, 0.0, 1e-5, 3.0, 1957.0})
    for (const double range : {1e-3, 1.0, 17.0, 123'456.789, 1e12}) {
      const auto ticks = enclosing_ticks(least, least + range, 5);
      ASSERT_GE(ticks.size(), 2U);
      EXPECT_LE(ticks.front().value(), least);
      EXPECT_GE(ticks.back().value(), least + range);
      for (std::size_t i = 2; i < ticks.size(); ++i)
        EXPECT_EQ(ticks[i].mantissa - ticks[i - 1].mantissa, ticks[1].mantissa - ticks[0].mantissa);
    }
}

TEST(Ticks, FallOnRoundYears) {
  EXPECT_THAT(year_ticks(1957, 2020, 8), ElementsAre(1960, 1970, 1980, 1990, 2000, 2010, 2020));
  EXPECT_THAT(year_ticks(1957, 2020, 4), ElementsAre(1960, 1980, 2000, 2020));
  EXPECT_THAT(year_ticks(1995, 1998, 8), ElementsAre(1995, 1996, 1997, 1998));
  EXPECT_THAT(year_ticks(1999, 1999, 8), ElementsAre(1999));
  EXPECT_THAT(year_ticks(-7, 7, 4), ElementsAre(-5, 0, 5));
}

TEST(NumberLabels, ShortenTheLarge) {
  EXPECT_THAT(texts(0, 4.6e6, 5), ElementsAre("0", "1m", "2m", "3m", "4m", "5m"));
  EXPECT_THAT(texts(0, 2.1e9, 6), ElementsAre("0", "0.5bn", "1.0bn", "1.5bn", "2.0bn", "2.5bn"));
  EXPECT_THAT(texts(0, 1e12, 3), ElementsAre("0", "0.5trn", "1.0trn"));
}

TEST(NumberLabels, WriteWhatNoUnitCoversWithAnExponent) {
  EXPECT_THAT(texts(0, 1e20, 3), ElementsAre("0", "5e+19", "1e+20"));
}

}  // namespace
}  // namespace perigee
