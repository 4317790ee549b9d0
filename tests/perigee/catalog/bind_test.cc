#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/catalog/column_names.h"
#include "perigee/catalog/run.h"
#include "tests/perigee/catalog/tables.h"

namespace perigee {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using tests::schema;

JobSpec timeline(Values parameters = {}) {
  JobSpec spec;
  spec.analysis = "timeline";
  spec.parameters = std::move(parameters);
  return spec;
}

Values filtered(std::vector<std::string> texts) { return {{"filter", std::move(texts)}}; }

const std::vector<ColumnProfile> kSchema = schema({{"Year", Type::integer},
                                                   {"Private or State Run", Type::category},
                                                   {"Country of Launch", Type::category},
                                                   {"DateTime", Type::datetime},
                                                   {"# Rocket", Type::real}});

Problem problem_of(const JobSpec& spec, const std::vector<ColumnProfile>& columns) {
  const auto bindings = bind_columns(spec, columns);
  EXPECT_FALSE(bindings);
  return bindings ? Problem{} : bindings.problems().front();
}

TEST(ColumnKey, LooksAtLettersAndDigitsOnly) {
  EXPECT_EQ(column_key(" # Rocket "), "rocket");
  EXPECT_EQ(column_key("Company's Country_of-Origin"), column_key("companys country of origin"));
  EXPECT_EQ(column_key("??"), "??");
}

TEST(BindColumns, FindsRolesByTheirAliases) {
  const auto bindings = bind_columns(timeline(), kSchema);
  ASSERT_TRUE(bindings);
  EXPECT_THAT(*bindings, Contains(Binding{"Year", "year"}));
  EXPECT_THAT(*bindings, Contains(Binding{"Private or State Run", "sector"}));
}

TEST(BindColumns, ReadsNothingThatOnlyAFilterWouldNeed) {
  EXPECT_THAT(columns_to_read(*bind_columns(timeline(), kSchema)), Not(Contains("Country of Launch")));
}

TEST(BindColumns, AddsWhatFiltersNameByRoleAliasOrName) {
  const auto bindings = bind_columns(timeline(filtered({"country=USA", "launch country=China", "rocket>1"})), kSchema);
  ASSERT_TRUE(bindings) << to_string(bindings.problems());
  EXPECT_THAT(*bindings, Contains(Binding{"Country of Launch", "Country of Launch"}));
  EXPECT_THAT(*bindings, Contains(Binding{"# Rocket", "# Rocket"}));
}

TEST(BindColumns, ReadsAColumnOnceHoweverManyRolesItPlays) {
  const auto bindings = bind_columns(timeline(filtered({"year>1990", "Year<2000"})), kSchema);
  ASSERT_TRUE(bindings);
  EXPECT_EQ(columns_to_read(*bindings).size(), 2u);
}

TEST(BindColumns, NamesAMissingColumnAndThoseThatWouldFit) {
  const auto problem = problem_of(timeline(), schema({{"Jahr", Type::integer}, {"sector", Type::category}}));
  EXPECT_EQ(problem.code, "missing-column");
  EXPECT_EQ(problem.where, "year");
  EXPECT_THAT(problem.remedy, HasSubstr("Columns of such a type: 'Jahr'."));
}

TEST(BindColumns, NamesEveryMissingColumnAtOnce) {
  EXPECT_EQ(bind_columns(timeline(), schema({{"x", Type::text}})).problems().size(), 2u);
}

TEST(BindColumns, SaysThatAColumnHasTheWrongType) {
  const auto problem = problem_of(timeline(), schema({{"Year", Type::text}, {"sector", Type::category}}));
  EXPECT_EQ(problem.code, "wrong-column-type");
  EXPECT_THAT(problem.what, HasSubstr("'Year' holds text values"));
}

TEST(BindColumns, PrefersAnAliasOfTheRightTypeToOneOfTheWrong) {
  const auto bindings = bind_columns(
      timeline(), schema({{"Year", Type::text}, {"DateTime", Type::datetime}, {"sector", Type::category}}));
  ASSERT_TRUE(bindings) << to_string(bindings.problems());
  EXPECT_THAT(*bindings, Contains(Binding{"DateTime", "year"}));
}

TEST(BindColumns, SuggestsTheColumnThatAFilterMeant) {
  const auto problem = problem_of(timeline(filtered({"contry=USA"})), kSchema);
  EXPECT_EQ(problem.code, "missing-column");
  EXPECT_EQ(problem.where, "/parameters/filter");
  EXPECT_EQ(problem.remedy, "Did you mean 'country'?");
}

TEST(BindColumns, RefusesAFilterThatTheColumnCanNotMeet) {
  EXPECT_EQ(problem_of(timeline(filtered({"country>USA"})), kSchema).code, "bad-filter");
}

TEST(BindColumns, NeedsAColumnOnlyForTheParameterThatAsksForIt) {
  JobSpec spec = timeline();
  spec.analysis = "geography";
  const auto columns = schema({{"Year", Type::integer}, {"Country of Launch", Type::category}});
  EXPECT_TRUE(bind_columns(spec, columns));
  spec.parameters["country_of"] = "company";
  EXPECT_EQ(problem_of(spec, columns).where, "company_country");
}

TEST(CheckSpec, NamesEveryProblemAtOnce) {
  JobSpec spec = timeline({{"from", "x"}, {"wat", true}});
  spec.output.scale = 9;
  EXPECT_EQ(check_spec(spec).size(), 3u);
}

TEST(CheckSpec, SuggestsTheAnalysisThatWasMeant) {
  JobSpec spec;
  spec.analysis = "top_private";
  EXPECT_EQ(check_spec(spec).front().code, "unknown-analysis");
  EXPECT_EQ(check_spec(spec).front().remedy, "Did you mean 'top-private'?");
}

TEST(CheckSpec, ReadsFiltersBeforeThereIsADataset) {
  EXPECT_EQ(check_spec(timeline(filtered({"year"}))).front().code, "bad-filter");
  EXPECT_THAT(check_spec(timeline(filtered({"whatever=1"}))), IsEmpty());
}

TEST(FactsOf, KnowTheGreatestCellAlsoOfColumnsThatAreNotRead) {
  auto columns = kSchema;
  columns[3].most = "2020-08-07";
  const DatasetFacts facts = facts_of(timeline(), "A source", "v1", 7, columns);
  EXPECT_THAT(facts.most, Contains(testing::Pair("date", "2020-08-07")));
  EXPECT_EQ(facts.name, "launches");
  EXPECT_EQ(facts.rows, 7u);
}

}  // namespace
}  // namespace perigee
