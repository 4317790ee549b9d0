#include "perigee/layout/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace perigee {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

constexpr int kNarrow = 320, kWide = 800;

// One row of ones under the headings 1, 2, 3 …
Chart matrix(std::size_t columns, Ramp ramp = Ramp::counts) {
  Cells cells{.ramp = ramp};
  CellRow row{.name = "Russia"};
  for (std::size_t i = 1; i <= columns; ++i) {
    cells.columns.push_back(std::to_string(i));
    row.values.emplace_back(1);
  }
  cells.rows.push_back(std::move(row));
  Chart chart;
  chart.mark = std::move(cells);
  return chart;
}

const Cells& cells_of(const Chart& chart) { return std::get<Cells>(chart.mark); }
Chart folded_to(const Chart& chart, int width) { return folded(chart, {.width = width}); }

double sum(const CellRow& row) {
  return std::accumulate(row.values.begin(), row.values.end(), 0.0,
                         [](double sum, const std::optional<double>& value) { return sum + value.value_or(0); });
}

TEST(Folded, LeavesAMatrixAloneThatFits) {
  const Chart chart = folded_to(matrix(60), kWide);
  EXPECT_EQ(cells_of(chart).columns.size(), 60u);
  EXPECT_THAT(chart.notes, IsEmpty());
}

TEST(Folded, AddsUpNeighboursOfCountsAndSaysSo) {
  const Chart chart = folded_to(matrix(100), kNarrow);
  EXPECT_EQ(cells_of(chart).columns.size(), 34u);
  EXPECT_EQ(cells_of(chart).columns[1], "4");
  EXPECT_EQ(cells_of(chart).rows[0].values[0], 3);
  EXPECT_THAT(chart.notes, Contains("Each column adds up 3: 100 are too many for this width."));
}

TEST(Folded, KeepsTheSumOfCountsAlsoWhereTheColumnsDoNotDivide) {
  const Chart chart = folded_to(matrix(1001), kNarrow);
  EXPECT_EQ(sum(cells_of(chart).rows[0]), 1001);
}

TEST(Folded, KeepsACellEmptyWhereNothingIsAddedUp) {
  Chart chart = matrix(100);
  std::vector<std::optional<double>>& values = std::get<Cells>(chart.mark).rows[0].values;
  std::fill_n(values.begin(), 3, std::nullopt);
  EXPECT_EQ(cells_of(folded_to(chart, kNarrow)).rows[0].values[0], std::nullopt);
}

TEST(Folded, CallsAColumnPartialThatHoldsAPartialOne) {
  Chart chart = matrix(100);
  std::get<Cells>(chart.mark).partial_from = 99;
  EXPECT_EQ(cells_of(folded_to(chart, kNarrow)).partial_from, 33u);
}

TEST(Folded, KeepsTheLastColumnsOfOtherValues) {
  const Chart chart = folded_to(matrix(100, Ramp::linear), kNarrow);
  const std::size_t kept = cells_of(chart).columns.size();
  EXPECT_LT(kept, 100u);
  EXPECT_EQ(cells_of(chart).columns.back(), "100");
  EXPECT_EQ(cells_of(chart).rows[0].values.size(), kept);
  EXPECT_THAT(chart.notes, Contains("The first " + std::to_string(100 - kept) +
                                    " of 100 columns are left out: the picture is too narrow."));
}

TEST(Folded, LeavesOtherChartsAlone) {
  Chart chart;
  chart.mark = Empty{"Nothing.", ""};
  EXPECT_THAT(folded_to(chart, kNarrow).notes, IsEmpty());
}

}  // namespace
}  // namespace perigee
