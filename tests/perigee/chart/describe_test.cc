#include "perigee/chart/describe.h"

#include <gtest/gtest.h>

#include <limits>

namespace perigee {
namespace {

TEST(Describe, WritesLinesOneFactALine) {
  Chart chart;
  chart.title = "Private overtook state in 1995";
  chart.notes = {"2020 is partial."};
  chart.x = {.kind = AxisKind::year};
  chart.y = {.kind = AxisKind::linear, .most = 40};
  chart.mark = Lines{{{.name = "Private",
                       .hue = Hue::vermillion,
                       .points = {{1994, 29}, {1995, std::numeric_limits<double>::quiet_NaN()}, {1996, 37}},
                       .dashed_from = 2,
                       .value_label = "29 in 1994"}}};
  chart.annotations = {{{1994, 29}, "29 private", "a first"}};
  EXPECT_EQ(describe(chart),
            "title: Private overtook state in 1995\n"
            "note: 2020 is partial.\n"
            "x: year\n"
            "y: linear, from zero, most 40\n"
            "lines\n"
            "  series: \"Private\", vermillion\n"
            "    label: 29 in 1994\n"
            "    1994: 29\n"
            "    1995: gap\n"
            "    1996: 37, partial\n"
            "annotation: (1994, 29) \"29 private\" \"a first\"\n"
            "table: 0 rows\n");
}

TEST(Describe, WritesBarsWithTheirSegments) {
  Chart chart;
  chart.title = "Two bars";
  chart.mark = Bars{.bars = {{.name = "All",
                              .emphasis = Emphasis::strong,
                              .segments = {{.name = "State", .value = 3, .label = "3"},
                                           {.name = "Private", .hue = Hue::vermillion, .value = 1.5}},
                              .note = "4.5"},
                             {.name = "Rest",
                              .segments = {{.emphasis = Emphasis::muted, .value = 1}},
                              .gap_before = true,
                              .partial = true}},
                    .normalised = true,
                    .unit = "launches"};
  EXPECT_EQ(describe(chart),
            "title: Two bars\n"
            "bars, normalised\n"
            "  unit: launches\n"
            "  bar: \"All\", strong, note \"4.5\"\n"
            "    segment: \"State\" 3, blue, label \"3\"\n"
            "    segment: \"Private\" 1.5, vermillion\n"
            "  bar: \"Rest\", set apart, partial\n"
            "    segment: 1, blue, muted\n"
            "table: 0 rows\n");
}

TEST(Describe, WritesCellsAsAMatrix) {
  Chart chart;
  chart.title = "A matrix";
  chart.mark = Cells{.columns = {"1955", "1960"},
                     .rows = {{.name = "USA", .values = {40, std::nullopt}, .total = "40"}},
                     .total_heading = "Total",
                     .partial_from = 1,
                     .strong_row = 0};
  EXPECT_EQ(describe(chart),
            "title: A matrix\n"
            "cells\n"
            "  columns: 1955 | 1960\n"
            "  total: Total\n"
            "  partial from: 1960\n"
            "  strong: USA\n"
            "  \"USA\": 40 – | 40\n"
            "table: 0 rows\n");
}

TEST(Describe, WritesWordsAndTheTable) {
  Chart chart;
  chart.title = "Nothing";
  chart.mark = Empty{"No launches.", "Widen the years."};
  ColumnBuilder year("Year", Type::integer);
  year.add(std::int64_t{1957});
  chart.table = Table({year.build()});
  chart.units = {"year"};
  EXPECT_EQ(describe(chart),
            "title: Nothing\n"
            "empty: No launches.\n"
            "  remedy: Widen the years.\n"
            "table: 1 rows\n"
            "  Year: integer, year\n");
}

}  // namespace
}  // namespace perigee
