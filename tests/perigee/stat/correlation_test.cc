#include "perigee/stat/correlation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace perigee {
namespace {

using testing::ElementsAre;

TEST(Pearson, IsOneOnALine) {
  EXPECT_DOUBLE_EQ(*pearson(std::vector<double>{1, 2, 3}, std::vector<double>{10, 20, 30}), 1);
  EXPECT_DOUBLE_EQ(*pearson(std::vector<double>{1, 2, 3}, std::vector<double>{3, 2, 1}), -1);
}

TEST(Pearson, IsTheSumOfProductsByTheSumsOfSquares) {
  const std::vector<double> x{1, 2, 3, 4, 5}, y{2, 1, 4, 3, 7};  // sums of products 12, of squares 10 and 21.2
  EXPECT_NEAR(*pearson(x, y), 12 / std::sqrt(10 * 21.2), 1e-14);
}

TEST(Pearson, KeepsItsDigitsFarFromZero) {
  EXPECT_NEAR(*pearson(std::vector<double>{1e9 + 1, 1e9 + 2, 1e9 + 3}, std::vector<double>{1, 2, 3}), 1, 1e-12);
}

TEST(Pearson, HasNothingToSayOfAConstantOrOfOneValue) {
  EXPECT_FALSE(pearson(std::vector<double>{1, 1}, std::vector<double>{1, 2}));
  EXPECT_FALSE(pearson(std::vector<double>{1}, std::vector<double>{2}));
  EXPECT_FALSE(spearman(std::vector<double>{}, std::vector<double>{}));
}

TEST(LeastSquares, IsTheLineWhereThereIsOne) {
  const auto line = least_squares(std::vector<double>{1, 2, 4}, std::vector<double>{7, 9, 13});
  ASSERT_TRUE(line);
  EXPECT_DOUBLE_EQ(line->slope, 2);
  EXPECT_DOUBLE_EQ((*line)(0), 5);
  EXPECT_FALSE(least_squares(std::vector<double>{1, 1}, std::vector<double>{1, 2}));
}

TEST(Ranks, ShareTheMeanAmongTies) {
  EXPECT_THAT(ranks(std::vector<double>{10, 5, 10, 1, 10}), ElementsAre(4, 2, 4, 1, 4));
  EXPECT_THAT(ranks(std::vector<double>{}), ElementsAre());
  EXPECT_THAT(ranks(std::vector<double>{3, 3}), ElementsAre(1.5, 1.5));
}

// The bucket sort against the definition, on spread, skewed and tied values.
TEST(Ranks, AreThoseOfASort) {
  std::mt19937_64 random(7);
  for (int kind = 0; kind < 3; ++kind) {
    std::vector<double> values(5000);
    for (double& value : values) {
      const double uniform = static_cast<double>(random() >> 11) / 9007199254740992.0;
      value = kind == 0 ? uniform - 0.5 : kind == 1 ? std::exp(20 * uniform) : std::floor(10 * uniform);
    }
    std::vector<double> sorted = values;
    std::ranges::sort(sorted);
    const std::vector<double> got = ranks(values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto [first, after] = std::ranges::equal_range(sorted, values[i]);
      const auto below = static_cast<double>(first - sorted.begin()),
                 upto = static_cast<double>(after - sorted.begin());
      ASSERT_EQ(got[i], (below + 1 + upto) / 2) << "kind " << kind << ", value " << values[i];
    }
  }
}

TEST(Spearman, LooksAtTheOrderAlone) {
  EXPECT_DOUBLE_EQ(*spearman(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 10, 100, 1e6}), 1);
  EXPECT_NEAR(*spearman(std::vector<double>{1, 2, 2, 4}, std::vector<double>{4, 3, 2, 1}), -0.948683298050514, 1e-14);
}

TEST(Moments, AreThoseOfTheSample) {
  const Moments result = moments(std::vector<double>{2, 4, 4, 4, 5, 5, 7, 9});
  EXPECT_EQ(result.count, 8u);
  EXPECT_EQ(result.mean, 5);
  EXPECT_NEAR(result.deviation, 2.138089935299395, 1e-14);
  EXPECT_EQ(moments(std::vector<double>{}).count, 0u);
  EXPECT_EQ(moments(std::vector<double>{3}).deviation, 0);
}

}  // namespace
}  // namespace perigee
