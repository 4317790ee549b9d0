#include "perigee/stat/histogram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace perigee {
namespace {

using testing::ElementsAre;

TEST(EqualBins, ReachFromTheLeastToTheGreatestValue) {
  const Bins bins = equal_bins(std::vector<double>{1, 4, 2.5}, 3);
  EXPECT_THAT(bins.edges, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(count_in(bins, std::vector<double>{1, 4, 2.5}), ElementsAre(1, 1, 1));
}

TEST(EqualBins, SurroundASingleValue) {
  EXPECT_THAT(equal_bins(std::vector<double>{5, 5}, 2).edges, ElementsAre(4.5, 5, 5.5));
}

// (x − low) / width rounds 0.3 / 0.1 down to 2; the edges say 3.
TEST(CountIn, GoesByTheEdgesWhereDivisionRounds) {
  const Bins bins = equal_bins(std::vector<double>{0, 1}, 10);
  EXPECT_THAT(count_in(bins, std::vector<double>{0.3 + 1e-17, 0.7, 1.0, 0.1}),
              ElementsAre(0, 1, 0, 1, 0, 0, 0, 1, 0, 1));
}

TEST(CountIn, ClosesTheLastBinAndLeavesOutWhatLiesOutside) {
  const Bins bins{{0, 1, 2}, 1};
  EXPECT_THAT(count_in(bins, std::vector<double>{-0.1, 0, 1, 2, 2.1}), ElementsAre(1, 2));
}

TEST(NaturalBins, HaveRoundEdges) {
  std::vector<double> values;
  for (int i = 0; i <= 1000; ++i) values.push_back(0.0371 + i * 0.00123);
  const Bins bins = natural_bins(values);
  EXPECT_EQ(bins.width, 0.1);  // 2 · 0.615 / 10 = 0.123
  EXPECT_EQ(bins.edges.front(), 0);
  EXPECT_EQ(bins.edges[3], 0.3);  // a multiple, not a sum
  EXPECT_EQ(bins.edges.back(), 1.3);
}

TEST(NaturalBins, CentreWholeNumbers) {
  EXPECT_THAT(natural_bins(std::vector<double>{1, 2, 2, 3, 4}).edges, ElementsAre(0.5, 1.5, 2.5, 3.5, 4.5));
}

TEST(NaturalBins, GiveWholeNumbersWholeWidths) {
  std::vector<double> years(64);
  std::iota(years.begin(), years.end(), 1957.0);
  const Bins bins = natural_bins(years);  // 2 · 31.5 / 4 = 15.75
  EXPECT_EQ(bins.width, 20);
  EXPECT_THAT(bins.edges, ElementsAre(1940, 1960, 1980, 2000, 2020, 2040));  // 2020 lies in [2020, 2040)
}

// Bins of 0.25 would hold two tenths or three, in turns.
TEST(NaturalBins, HoldEquallyManyPointsOfADecimalLattice) {
  std::vector<double> tenths;
  for (int i = 10; i <= 100; ++i) tenths.insert(tenths.end(), 200, i / 10.0);
  const Bins bins = natural_bins(tenths);  // asked: 2 · 4.5 / 26.3 = 0.34
  EXPECT_DOUBLE_EQ(bins.width, 0.5);
  const auto counts = count_in(bins, tenths);
  for (std::size_t bin = 0; bin + 1 < counts.size(); ++bin) EXPECT_EQ(counts[bin], 1000) << bin;
  EXPECT_EQ(counts.back(), 1200) << "10.0 has no bin of its own";
}

TEST(NaturalBins, TakeScottsWidthWhereHalfOfTheValuesAreEqual) {
  std::vector<double> values(100, 0.5);
  values.insert(values.end(), {0.1, 0.9, 1.7, 3.3});
  EXPECT_GT(natural_bins(values).edges.size(), 3u);
}

TEST(NaturalBins, AreNeverMoreThanCanBeSeen) {
  std::vector<double> values(10'000, 0.5);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += static_cast<double>(i % 7) * 1e-3;
  values.push_back(1e6);
  EXPECT_LE(natural_bins(values).edges.size(), 90u);
}

TEST(NaturalBins, HoldEveryValueOnce) {
  for (const double size : {1e-9, 0.1, 1.0, 37.0, 1e12}) {
    std::vector<double> values;
    for (int i = -50; i < 70; ++i) values.push_back(size * i * i * (i < 0 ? -0.3 : 1.1));
    const auto counts = count_in(natural_bins(values), values);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}), 120) << size;
  }
}

TEST(NaturalBins, AreOneForOneValue) {
  EXPECT_THAT(natural_bins(std::vector<double>{3, 3}).edges, ElementsAre(2.5, 3.5));
  EXPECT_THAT(count_in(natural_bins(std::vector<double>{0.25}), std::vector<double>{0.25}), ElementsAre(1));
}

}  // namespace
}  // namespace perigee
