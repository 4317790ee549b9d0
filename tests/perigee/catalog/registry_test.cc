// What every analysis promises, whoever wrote it.
#include "perigee/catalog/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "perigee/catalog/manual.h"
#include "perigee/catalog/openapi.h"
#include "perigee/catalog/run.h"
#include "perigee/data/loader.h"
#include "perigee/schema/check.h"
#include "perigee/schema/json_values.h"

namespace perigee {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

JobSpec example_of(const Analysis& analysis) {
  JobSpec spec;
  spec.analysis = analysis.name;
  spec.parameters = analysis.example;
  return spec;
}

class EveryAnalysis : public testing::TestWithParam<std::string> {
 protected:
  const Analysis& analysis = *find_analysis(GetParam());
};

TEST_P(EveryAnalysis, HasANameATitleAndASentenceOfHelp) {
  EXPECT_TRUE(is_valid_name(analysis.name));
  EXPECT_THAT(analysis.title, Not(IsEmpty()));
  EXPECT_THAT(analysis.help, EndsWith("."));
}

TEST_P(EveryAnalysis, ExplainsEveryParameterAndColumn) {
  for (const auto& param : analysis.params) {
    EXPECT_THAT(param.help, Not(IsEmpty())) << param.name;
    EXPECT_THAT(param.help, Not(EndsWith("."))) << param.name;
    const bool is_number = param.kind == Kind::integer || param.kind == Kind::number;
    EXPECT_TRUE(!is_number || param.range) << param.name;
  }
  for (const auto& column : analysis.columns) EXPECT_THAT(column.help, Not(IsEmpty())) << column.role;
}

TEST_P(EveryAnalysis, HasDefaultsAndRulesThatFit) {
  EXPECT_TRUE(check(analysis.params, analysis.rules, {}));
  for (const auto& rule : analysis.rules) EXPECT_NE(find_param(analysis.params, culprit(rule)), nullptr);
}

TEST_P(EveryAnalysis, CanBeFiltered) { EXPECT_NE(find_param(analysis.params, "filter"), nullptr); }

TEST_P(EveryAnalysis, DrawsItsExampleFromTheSample) {
  const auto sample = load_file(PERIGEE_SOURCE_DIR "/samples/" + analysis.sample + ".csv");
  ASSERT_TRUE(sample);
  const JobSpec spec = example_of(analysis);
  const auto bindings = bind_columns(spec, sample->report.columns);
  ASSERT_TRUE(bindings) << to_string(bindings.problems());
  const auto facts = facts_of(spec, "Sample", "", sample->report.rows, sample->report.columns);
  const auto chart = run_analysis(spec, *bindings, sample->table, facts);
  ASSERT_TRUE(chart);
  EXPECT_THAT(chart->title, Not(IsEmpty()));
  EXPECT_FALSE(std::holds_alternative<Empty>(chart->mark));
  EXPECT_GT(chart->table.rows(), 0u);
}

TEST_P(EveryAnalysis, SaysInWordsThatNothingIsLeft) {
  const auto sample = load_file(PERIGEE_SOURCE_DIR "/samples/" + analysis.sample + ".csv");
  ASSERT_TRUE(sample);
  const auto& columns = sample->table.columns();
  const auto words = std::find_if(columns.begin(), columns.end(),
                                  [](const Column& column) { return column.type() == Type::category; });
  ASSERT_NE(words, columns.end());
  JobSpec spec = example_of(analysis);
  spec.parameters["filter"] = std::vector<std::string>{words->name() + "=Atlantis"};
  const auto bindings = bind_columns(spec, sample->report.columns);
  ASSERT_TRUE(bindings) << to_string(bindings.problems());
  const auto chart = run_analysis(spec, *bindings, sample->table, {});
  ASSERT_TRUE(chart);
  ASSERT_TRUE(std::holds_alternative<Empty>(chart->mark));
  EXPECT_THAT(std::get<Empty>(chart->mark).sentence, HasSubstr("Atlantis"));
}

TEST_P(EveryAnalysis, ObeysTheUsersTitle) {
  const auto sample = load_file(PERIGEE_SOURCE_DIR "/samples/" + analysis.sample + ".csv");
  ASSERT_TRUE(sample);
  JobSpec spec = example_of(analysis);
  spec.output.title = "Mine";
  const auto bindings = bind_columns(spec, sample->report.columns);
  ASSERT_TRUE(bindings);
  EXPECT_EQ(run_analysis(spec, *bindings, sample->table, {})->title, "Mine");
}

TEST_P(EveryAnalysis, IsDescribedInEveryFace) {
  EXPECT_THAT(list_text(registry()), HasSubstr(analysis.name));
  EXPECT_THAT(readme_table(registry()), HasSubstr("#" + analysis.name + ")"));
  EXPECT_THAT(describe_text(analysis), HasSubstr("--analysis " + analysis.name));
  EXPECT_EQ(analysis_json(analysis)["name"], analysis.name);
}

TEST_P(EveryAnalysis, HasAnExampleThatIsASpecOfItsOwnSchema) {
  const auto schema = request_schema(analysis);
  auto example = request_example(analysis);
  const auto spec = parse_spec(json_text(example));
  ASSERT_TRUE(spec) << to_string(spec.problems());
  EXPECT_THAT(check_spec(*spec), IsEmpty());
  for (const auto& [name, value] : example["parameters"].items())
    EXPECT_TRUE(schema["properties"]["parameters"]["properties"].contains(name)) << name;
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryAnalysis, testing::ValuesIn(analysis_names()), [](const auto& tested) {
  std::string name = tested.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Registry, HasEachNameOnceInOrder) {
  const auto names = analysis_names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
}

TEST(Registry, GivesAParametersNameOneTypeAndOneMeaning) {
  std::map<std::string, const Param*> known;
  for (const auto& analysis : registry()) {
    for (const auto& param : analysis.params) {
      const Param& first = *known.emplace(param.name, &param).first->second;
      EXPECT_EQ(param.kind, first.kind) << analysis.name << " " << param.name;
      EXPECT_EQ(param.help, first.help) << analysis.name << " " << param.name;
      EXPECT_EQ(param.choices, first.choices) << analysis.name << " " << param.name;
    }
  }
}

TEST(Registry, FindsNothingUnderAnUnknownName) { EXPECT_EQ(find_analysis("timline"), nullptr); }

std::string text_of(const std::string& path) {
  std::ifstream in(std::string(PERIGEE_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Manual, IsWhatTheDescriptionsSay) {
  EXPECT_EQ(text_of("docs/analyses.md"), analyses_markdown(registry()))
      << "Run `cmake --build build/release -t regen`.";
}

TEST(Manual, FillsTheTableOfTheReadme) {
  const std::string readme = text_of("README.md");
  EXPECT_THAT(readme, HasSubstr(readme_table(registry()))) << "Run `cmake --build build/release -t regen`.";
  EXPECT_EQ(with_readme_table("no marks", registry()), "no marks");
}

TEST(Manual, QuotesWhatAShellWouldRead) {
  Analysis analysis;
  analysis.name = "a";
  analysis.example = {{"filter", std::vector<std::string>{"country=New Zealand"}}};
  EXPECT_THAT(describe_text(analysis), HasSubstr("--param 'filter=country=New Zealand' --out a.png"));
}

TEST(OpenApi, AllowsAHeightOfNothingOrEnough) {
  EXPECT_EQ(output_schema()["properties"]["height"]["anyOf"].dump(), R"([{"const":0},{"maximum":4096,"minimum":200}])");
}

}  // namespace
}  // namespace perigee
