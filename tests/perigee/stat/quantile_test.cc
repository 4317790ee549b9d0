#include "perigee/stat/quantile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Quantile, IsLinearBetweenOrderStatistics) {
  const std::vector<double> values{1, 2, 3, 4, 10};
  EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(values, 0.25), 2);
  EXPECT_DOUBLE_EQ(quantile(values, 0.9), 7.6);  // numpy.quantile, R's default
  EXPECT_DOUBLE_EQ(quantile(values, 1), 10);
}

TEST(Quantile, OfOneValueIsThatValue) { EXPECT_EQ(quantile(std::vector<double>{7}, 0.3), 7); }

TEST(BoxNumbers, EndWhiskersAtValuesWithinReach) {
  const BoxNumbers box = box_numbers({9, 1, 2, 3, 4, 5, 6, 7, 8, 100});
  EXPECT_DOUBLE_EQ(box.lower, 3.25);
  EXPECT_DOUBLE_EQ(box.median, 5.5);
  EXPECT_DOUBLE_EQ(box.upper, 7.75);
  EXPECT_EQ(box.least, 1);
  EXPECT_EQ(box.most, 9);
  EXPECT_THAT(box.outliers, ElementsAre(100));
  EXPECT_EQ(box.count, 10u);
}

TEST(BoxNumbers, OfEqualValuesAreThatValue) {
  const BoxNumbers box = box_numbers({3, 3, 3});
  EXPECT_EQ(box.least, 3);
  EXPECT_EQ(box.most, 3);
  EXPECT_THAT(box.outliers, IsEmpty());
}

TEST(BoxNumbers, AscendWhateverTheValues) {
  for (const std::vector<double>& values : {std::vector<double>{1, 100}, {0, 0, 0, 50}, {-9, -1, 0, 0, 70}}) {
    const BoxNumbers box = box_numbers(values);
    EXPECT_LE(box.least, box.lower);
    EXPECT_LE(box.lower, box.median);
    EXPECT_LE(box.median, box.upper);
    EXPECT_LE(box.upper, box.most);
  }
}

}  // namespace
}  // namespace perigee
