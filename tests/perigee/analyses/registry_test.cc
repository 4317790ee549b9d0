// What holds for every analysis, whichever they are.
#include "perigee/catalog/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::EndsWith;
using ::testing::Not;

class EveryAnalysis : public ::testing::TestWithParam<std::string> {
 protected:
  const Analysis& analysis() const { return *find_analysis(GetParam()); }
};

std::size_t words_of(const std::string& text) {
  std::istringstream stream(text);
  return static_cast<std::size_t>(std::distance(std::istream_iterator<std::string>(stream), {}));
}

TEST_P(EveryAnalysis, SaysWhatItIs) {
  EXPECT_FALSE(analysis().title.empty());
  EXPECT_THAT(analysis().help, EndsWith("."));
  for (const Param& param : analysis().params) EXPECT_THAT(param.help, Not(EndsWith("."))) << param.name;
  for (const ColumnNeed& need : analysis().columns) EXPECT_FALSE(need.help.empty()) << need.role;
}

TEST_P(EveryAnalysis, DrawsItsExampleFromTheSample) {
  EXPECT_FALSE(analysis().example.empty());
  EXPECT_FALSE(std::holds_alternative<Empty>(draw(GetParam(), sample_of(GetParam()), analysis().example).mark));
}

TEST_P(EveryAnalysis, PutsAFindingIntoTenWords) {
  const Chart chart = draw(GetParam(), sample_of(GetParam()), analysis().example);
  EXPECT_LE(words_of(chart.title), 10u) << chart.title;
  EXPECT_THAT(chart.title, Not(EndsWith(".")));
  EXPECT_THAT(chart.alt, EndsWith("."));
  EXPECT_FALSE(chart.subtitle.empty());
}

TEST_P(EveryAnalysis, GivesItsTableAUnitPerColumn) {
  const Chart chart = draw(GetParam(), sample_of(GetParam()), analysis().example);
  EXPECT_GT(chart.table.rows(), 0u);
  EXPECT_EQ(chart.units.size(), chart.table.columns().size());
}

// A column of words, by which everything can be filtered away.
std::string word_column(const Dataset& dataset) {
  for (const Column& column : dataset.table.columns())
    if (column.type() == Type::category) return column.name();
  throw std::invalid_argument("The sample has no column of words.");
}

TEST_P(EveryAnalysis, SaysInWordsThatNothingIsLeft) {
  const Dataset dataset = sample_of(GetParam());
  Values parameters = analysis().example;
  parameters["filter"] = std::vector<std::string>{word_column(dataset) + "=Nobody"};
  const Chart chart = draw(GetParam(), dataset, parameters);
  const auto* const empty = std::get_if<Empty>(&chart.mark);
  ASSERT_NE(empty, nullptr);
  EXPECT_THAT(empty->sentence, ::testing::HasSubstr("Nobody"));
  EXPECT_FALSE(empty->remedy.empty());
  EXPECT_EQ(chart.alt, empty->sentence);
}

TEST_P(EveryAnalysis, DrawsADatasetOfOneRowAndOfNone) {
  Dataset dataset = sample_of(GetParam());
  const Table all = dataset.table;
  dataset.table = all.slice(0, 1);
  EXPECT_FALSE(draw(GetParam(), dataset, analysis().example).title.empty());
  dataset.table = all.slice(0, 0);
  EXPECT_TRUE(std::holds_alternative<Empty>(draw(GetParam(), dataset, analysis().example).mark));
}

// GoogleTest takes no hyphens.
std::string name_of(std::string analysis) {
  std::replace(analysis.begin(), analysis.end(), '-', '_');
  return analysis;
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryAnalysis, ::testing::ValuesIn(analysis_names()),
                         [](const auto& one) { return name_of(one.param); });

TEST(Registry, GivesAParameterOneTypeAndOneMeaningEverywhere) {
  std::map<std::string, Param> known;
  for (const Analysis& analysis : registry())
    for (const Param& param : analysis.params) {
      const Param& first = known.emplace(param.name, param).first->second;
      EXPECT_EQ(first.kind, param.kind) << param.name << " of " << analysis.name;
      EXPECT_EQ(first.help, param.help) << param.name << " of " << analysis.name;
      EXPECT_EQ(first.range, param.range) << param.name << " of " << analysis.name;
      EXPECT_EQ(first.choices, param.choices) << param.name << " of " << analysis.name;
    }
}

}  // namespace
}  // namespace perigee::tests
