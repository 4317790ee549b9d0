// Random tables through every analysis of any dataset and the layout: no label touches another or leaves the canvas,
// and nothing crashes, whatever the numbers, words and dates are.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>

#include "perigee/base/problem.h"
#include "perigee/catalog/registry.h"
#include "perigee/layout/layout.h"
#include "tests/perigee/analyses/drawing.h"
#include "tests/support/random_charts.h"
#include "tests/support/scene_check.h"

namespace perigee::tests {
namespace {

constexpr std::uint64_t kSeeds = 60;

// One way in which a column's numbers lie: few or many digits, one value, zeros, far out, or nothing at all.
double number(Dice& dice, int kind) {
  const double uniform = dice.between(0, 1'000'000) / 1e6;
  switch (kind) {
    case 0:
      return uniform;
    case 1:
      return dice.between(-20, 20);
    case 2:
      return 7;
    case 3:
      return std::exp(40 * uniform - 20);
    case 4:
      return dice.one_in(10) ? 1e12 * uniform : 0.1 * dice.between(0, 30);
    case 5:
      return 1990 + dice.between(0, 30);
    default:
      return std::numeric_limits<double>::quiet_NaN();
  }
}

Column numbers_called(const std::string& name, std::size_t rows, Dice& dice) {
  ColumnBuilder builder(name, Type::real);
  const int kind = dice.between(0, 7);
  for (std::size_t row = 0; row < rows; ++row) builder.add(dice.one_in(12) ? number(dice, 6) : number(dice, kind));
  return builder.build();
}

Column words_called(const std::string& name, std::size_t rows, Dice& dice) {
  ColumnBuilder builder(name, Type::category);
  std::vector<std::string> words;
  for (int i = dice.between(1, dice.one_in(4) ? 40 : 5); i > 0; --i)
    words.push_back(dice.one_in(8) ? random_text(dice, 60) : "Word " + std::to_string(i));
  for (std::size_t row = 0; row < rows; ++row) {
    if (dice.one_in(15))
      builder.add_missing();
    else
      builder.add(
          std::string_view(words[static_cast<std::size_t>(dice.between(0, static_cast<int>(words.size()) - 1))]));
  }
  return builder.build();
}

Column dates_called(const std::string& name, std::size_t rows, Dice& dice) {
  ColumnBuilder builder(name, Type::datetime);
  const int span = dice.one_in(3) ? 2 : dice.one_in(2) ? 400 : 20'000;  // days
  const bool has_hours = dice.one_in(3);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int64_t hours = 24 * (dice.between(0, span) - 3000) + (has_hours ? dice.between(0, 23) : 0);
    if (dice.one_in(15))
      builder.add_missing();
    else
      builder.add(hours * 3'600'000, Precision::minute);
  }
  return builder.build();
}

Dataset random_table(Dice& dice) {
  const auto rows = static_cast<std::size_t>(dice.between(0, dice.one_in(4) ? 400 : 12));
  Dataset dataset{
      Table({numbers_called("width_mean", rows, dice), numbers_called("Year of birth", rows, dice),
             words_called("kind", rows, dice), words_called("town", rows, dice), dates_called("date", rows, dice)}),
      {},
      "Random table"};
  for (const Column& column : dataset.table.columns()) {
    dataset.schema.emplace_back();
    dataset.schema.back().name = column.name();
    dataset.schema.back().type = column.type();
  }
  dataset.schema.back().most = dice.one_in(2) ? "2014-08-07" : "";
  return dataset;
}

// A column that fits the role.
std::string column_for_role(Dice& dice, const ColumnNeed& need) {
  const std::vector<std::pair<std::string, Type>> columns{{"width_mean", Type::real},
                                                          {"Year of birth", Type::real},
                                                          {"kind", Type::category},
                                                          {"town", Type::category},
                                                          {"date", Type::datetime}};
  for (;;) {
    const auto& [name, type] = columns[static_cast<std::size_t>(dice.between(0, 4))];
    for (const Type accepted : need.types)
      if (accepted == type) return name;
  }
}

Values random_parameters(Dice& dice, const Analysis& analysis) {
  Values values;
  for (const ColumnNeed& need : analysis.columns)
    if (!need.chosen_by.empty() && need.most == 1 && (!need.optional || dice.one_in(2)))
      values[need.chosen_by] = column_for_role(dice, need);
  for (const Param& param : analysis.params) {
    if (!param.choices.empty() && dice.one_in(2))
      values[param.name] =
          param.choices[static_cast<std::size_t>(dice.between(0, static_cast<int>(param.choices.size()) - 1))];
    if (param.name == "top" && dice.one_in(2)) values[param.name] = std::int64_t{dice.between(1, 50)};
    if (param.name == "bins" && dice.one_in(2)) values[param.name] = std::int64_t{dice.between(0, 1000)};
    if (param.name == "highlight" && dice.one_in(2)) values[param.name] = "Word 1";
    if (param.name == "trend") values[param.name] = dice.one_in(2);
  }
  return values;
}

class RandomTables : public ::testing::TestWithParam<const char*> {};

TEST_P(RandomTables, GiveChartsWhoseLabelsCanBeRead) {
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    Dice dice(seed);
    const Dataset table = random_table(dice);
    const Chart chart = draw(GetParam(), table, random_parameters(dice, *find_analysis(GetParam())));
    EXPECT_FALSE(chart.title.empty());
    EXPECT_EQ(chart.units.size(), chart.table.columns().size());
    const Output output = dice.one_in(2) ? Output{} : random_output(dice);
    const Problems problems = label_problems(layout(chart, output), output.theme);
    EXPECT_TRUE(problems.empty()) << "seed " << seed << "\n" << to_string(problems);
  }
}

INSTANTIATE_TEST_SUITE_P(AnyDataset, RandomTables,
                         ::testing::Values("bar", "box", "correlation", "histogram", "line", "matrix", "scatter"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace perigee::tests
