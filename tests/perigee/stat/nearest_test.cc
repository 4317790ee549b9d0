#include "perigee/stat/nearest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(NearestRows, MeasureEachFeatureInItsOwnDeviations) {
  const std::vector<std::vector<double>> features{{0, 1, 2, 3}, {0, 3000, 1000, 2000}};
  EXPECT_THAT(nearest_rows(features, std::vector<double>{0, 1000}, 2), ElementsAre(0, 2));
}

TEST(NearestRows, KeepTheOrderOfRowsAmongEqualDistances) {
  EXPECT_THAT(nearest_rows(std::vector<std::vector<double>>{{1, -1, 1, 5}}, std::vector<double>{0}, 3),
              ElementsAre(0, 1, 2));
}

TEST(NearestRows, AreAllWhereThereAreFewer) {
  EXPECT_THAT(nearest_rows(std::vector<std::vector<double>>{{4, 1}}, std::vector<double>{0}, 9), ElementsAre(1, 0));
  EXPECT_THAT(nearest_rows({}, {}, 3), IsEmpty());
}

TEST(NearestRows, IgnoreAFeatureWithoutSpread) {
  const std::vector<std::vector<double>> features{{7, 7}, {5, 1}};
  EXPECT_THAT(nearest_rows(features, std::vector<double>{100, 0}, 1), ElementsAre(1));
}

TEST(PercentileOf, CountsEqualValuesHalf) {
  const std::vector<double> values{1, 2, 2, 3};
  EXPECT_EQ(percentile_of(values, 2), 0.5);
  EXPECT_EQ(percentile_of(values, 0), 0);
  EXPECT_EQ(percentile_of(values, 9), 1);
  EXPECT_EQ(percentile_of({}, 9), 0);
}

}  // namespace
}  // namespace perigee
