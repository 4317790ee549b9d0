// Random launches through every analysis and the layout: no label touches another or leaves the canvas, nothing
// crashes, and the numbers shown add up to the launches drawn.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <variant>

#include "perigee/base/problem.h"
#include "perigee/catalog/registry.h"
#include "perigee/layout/layout.h"
#include "tests/perigee/analyses/drawing.h"
#include "tests/support/random_charts.h"
#include "tests/support/scene_check.h"

namespace perigee::tests {
namespace {

constexpr std::uint64_t kSeeds = 60;

std::string plain_name(Dice& dice) { return "Company " + std::string(1, static_cast<char>('A' + dice.between(0, 25))); }
std::string name(Dice& dice) { return dice.one_in(20) ? random_text(dice, 30) : plain_name(dice); }

// "1999-03-17", now and then without the day.
std::string day_of(Dice& dice, int year) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  const std::string month = std::to_string(year) + "-" + two(dice.between(1, 12));
  return dice.one_in(10) ? month : month + "-" + two(dice.between(1, 28));
}

Launch launch(Dice& dice, int first, int last) {
  static const std::vector<std::string> kSectors = {"P", "S", "S", "private", "", "?"};
  static const std::vector<std::string> kCountries = {"USA", "Russia", "France", "China", "Isreal", "", "Multi"};
  static const std::vector<std::string> kStatuses = {"Success", "success", "Failure", "Partial Failure", "", "Lost"};
  static const std::vector<std::string> kVehicles = {"Alpha 1", "Alpha II/Kick", "Beta-3M (11K)", "H-I", "H", "Gamma"};
  const auto pick = [&](const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(dice.between(0, static_cast<int>(words.size()) - 1))];
  };
  const std::string country = dice.one_in(10) ? random_text(dice, 6) : pick(kCountries);
  const int year = dice.between(first, last);
  Launch launch{.year = year,
                .sector = pick(kSectors),
                .company = name(dice),
                .country = country,
                .company_country = pick(kCountries),
                .location = "Pad, French Guiana, " + country};
  launch.status = pick(kStatuses);
  launch.detail = dice.one_in(8) ? random_text(dice, 8) : pick(kVehicles) + " | Mission";
  launch.rocket_status = dice.one_in(3) ? "StatusActive" : "StatusRetired";
  if (dice.one_in(2)) launch.price = dice.between(-1, 5000) / 2.0;
  if (!dice.one_in(8)) launch.date = day_of(dice, year);
  if (dice.one_in(15)) launch.year.reset();
  return launch;
}

// Few or many launches in few or many years; now and then from one sector only.
Dataset random_dataset(Dice& dice) {
  const int first = dice.between(1900, 2150), last = std::min(2200, first + dice.between(0, dice.one_in(4) ? 300 : 40));
  std::vector<Launch> launches;
  for (int left = dice.between(0, dice.one_in(3) ? 600 : 20); left > 0; --left)
    launches.push_back(launch(dice, first, last));
  if (dice.one_in(5))
    for (Launch& one : launches) one.sector = "P";
  return dataset(launches, dice.one_in(2) ? std::to_string(last) + "-08-07" : "");
}

Values random_parameters(Dice& dice, const Analysis& analysis) {
  Values values;
  for (const Param& param : analysis.params) {
    if (dice.one_in(2)) continue;
    if (param.name == "highlight") values[param.name] = plain_name(dice);
    if (param.name == "top") values[param.name] = std::int64_t{dice.between(1, 50)};
    if (param.name == "period") values[param.name] = std::int64_t{dice.between(1, 50)};
    if (param.name == "from") values[param.name] = std::int64_t{dice.between(1900, 2000)};
    if (param.name == "country_of") values[param.name] = dice.one_in(2) ? "company" : "launch";
  }
  return values;
}

std::int64_t sum(const Chart& chart, const std::string& column) {
  const Column& numbers = chart.table.column(column);
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < numbers.size(); ++row) sum += numbers.integer(row);
  return sum;
}

// What the table holds, from which every number of the picture is taken.
std::int64_t launches_in(const Chart& chart) {
  if (chart.table.has("private"))
    return sum(chart, "private") + sum(chart, "state") + (chart.table.has("other") ? sum(chart, "other") : 0);
  if (!chart.table.has("period")) return sum(chart, "launches");
  std::int64_t all = 0;
  for (std::size_t row = 0; row < chart.table.rows(); ++row)
    if (chart.table.column("period").text(row) == "All launches") all += chart.table.column("launches").integer(row);
  return all;
}

// The number in "Test launches (882 of 4,324 launches)".
std::int64_t launches_declared(const Chart& chart) {
  std::int64_t n = 0;
  for (std::size_t at = chart.source.find('(') + 1; chart.source[at] != ' '; ++at)
    if (chart.source[at] != ',') n = n * 10 + (chart.source[at] - '0');
  return n;
}

class RandomLaunches : public ::testing::TestWithParam<std::string> {};

TEST_P(RandomLaunches, AddUpToWhatTheFooterDeclares) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    Dice dice(seed);
    const Dataset launches = random_dataset(dice);
    const Chart chart = draw(GetParam(), launches, random_parameters(dice, *find_analysis(GetParam())));
    if (std::holds_alternative<Empty>(chart.mark)) continue;
    EXPECT_EQ(launches_in(chart), launches_declared(chart)) << "seed " << seed;
  }
}

TEST_P(RandomLaunches, AreLabelledSoThatNothingTouchesOrLeavesTheCanvas) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    Dice dice(seed);
    const Dataset launches = random_dataset(dice);
    const Chart chart = draw(GetParam(), launches, random_parameters(dice, *find_analysis(GetParam())));
    const Output output = dice.one_in(2) ? Output{} : random_output(dice);
    const Problems problems = label_problems(layout(chart, output), output.theme);
    EXPECT_TRUE(problems.empty()) << "seed " << seed << "\n" << to_string(problems);
  }
}

// GoogleTest takes no hyphens.
std::string name_of(std::string analysis) {
  std::replace(analysis.begin(), analysis.end(), '-', '_');
  return analysis;
}

INSTANTIATE_TEST_SUITE_P(Registry, RandomLaunches, ::testing::ValuesIn(launch_analyses()),
                         [](const auto& one) { return name_of(one.param); });

}  // namespace
}  // namespace perigee::tests
