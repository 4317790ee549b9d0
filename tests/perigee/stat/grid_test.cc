#include "perigee/stat/grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perigee {
namespace {

using testing::ElementsAre;

TEST(CountInCells, GoesRowByRowFromTheLeastY) {
  const std::vector<double> x{0.0123, 1.01, 2, 2}, y{0.0456, 0.1, 10, 9};
  EXPECT_THAT(count_in_cells(side_of(x, 2, Spacing::linear), side_of(y, 2, Spacing::linear), x, y),
              ElementsAre(1, 1, 0, 2));
}

TEST(CountInCells, CountsEveryPointOnce) {
  std::vector<double> x, y;
  for (int i = 0; i < 10'000; ++i) x.push_back(i % 97 * 0.1), y.push_back(1 + i % 89);
  std::uint32_t sum = 0;
  for (const std::uint32_t count :
       count_in_cells(side_of(x, 30, Spacing::linear), side_of(y, 20, Spacing::logarithmic), x, y))
    sum += count;
  EXPECT_EQ(sum, 10'000u);
}

TEST(Side, GivesEveryCellEquallyManyPointsOfALattice) {
  std::vector<double> ages;
  for (int age = 18; age <= 90; ++age) ages.push_back(age);  // 73 of them
  const Side fine = side_of(ages, 240, Spacing::linear), coarse = side_of(ages, 30, Spacing::linear);
  EXPECT_EQ(fine.cells, 73u);
  EXPECT_EQ(fine.least, 17.5);
  EXPECT_EQ(coarse.cells, 25u);  // of three years
  EXPECT_DOUBLE_EQ(coarse.most, 92.5);
}

TEST(Side, HasEdgesAtEqualFactorsOnALogarithm) {
  const Side side = side_of(std::vector<double>{1, 100}, 2, Spacing::logarithmic);
  EXPECT_NEAR(side.edge(1), 10, 1e-12);
  EXPECT_NEAR(side.edge(2), 100, 1e-9);
}

TEST(Side, SurroundsASingleValue) {
  const Side side = side_of(std::vector<double>{5, 5}, 4, Spacing::linear);
  EXPECT_LT(side.least, 5);
  EXPECT_GT(side.most, 5);
  EXPECT_LT(side_of(std::vector<double>{0}, 1, Spacing::linear).least, 0);
}

}  // namespace
}  // namespace perigee
