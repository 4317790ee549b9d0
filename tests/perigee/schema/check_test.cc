#include "perigee/schema/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/schema/param.h"

namespace perigee {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Param> params() {
  return {
      {"from", "first year", Kind::integer, Value(std::int64_t{1957}), Range{1900, 2200}, {}},
      {"to", "last year", Kind::integer, Value(std::int64_t{2100}), Range{1900, 2200}, {}},
      {"share", "a share", Kind::number, std::nullopt, Range{0, 1}, {}},
      {"log", "whether", Kind::boolean, Value(false), std::nullopt, {}},
      {"by", "what", Kind::enumeration, Value("company"), std::nullopt, {"company", "country"}},
      {"highlight", "who", Kind::string, Value(""), std::nullopt, {}, 10},
      {"filter", "which", Kind::strings, Value(std::vector<std::string>{}), std::nullopt, {}, 10, 2},
  };
}

Problems problems_of(const Values& given) {
  const auto values = check(params(), {AtMost{"from", "to"}, Exclusive{"highlight", "share"}}, given);
  return values ? Problems{} : values.problems();
}

Problem only_problem_of(const Values& given) {
  const auto problems = problems_of(given);
  EXPECT_EQ(problems.size(), 1u) << to_string(problems);
  return problems.empty() ? Problem{} : problems.front();
}

TEST(Check, FillsDefaultsIn) {
  const auto values = check(params(), {}, {{"from", std::int64_t{2000}}});
  ASSERT_TRUE(values);
  EXPECT_EQ(values->at("from"), Value(std::int64_t{2000}));
  EXPECT_EQ(values->at("to"), Value(std::int64_t{2100}));
}

TEST(Check, LeavesOutWhatHasNoDefault) {
  const auto values = check(params(), {}, {});
  ASSERT_TRUE(values);
  EXPECT_FALSE(values->contains("share"));
}

TEST(Check, NamesEveryProblemAtOnce) {
  const auto problems = problems_of({{"form", std::int64_t{1}}, {"to", std::int64_t{3000}}, {"log", "maybe"}});
  EXPECT_EQ(problems.size(), 3u) << to_string(problems);
}

TEST(Check, SuggestsTheNameThatWasMeant) {
  const auto problem = only_problem_of({{"form", std::int64_t{1}}});
  EXPECT_EQ(problem.code, "unknown-parameter");
  EXPECT_EQ(problem.where, "/parameters/form");
  EXPECT_EQ(problem.remedy, "Did you mean 'from'?");
}

TEST(Check, ListsTheNamesWhereNoneIsNear) {
  EXPECT_THAT(only_problem_of({{"zzzzzzzzz", true}}).remedy, HasSubstr("from, to, share"));
}

TEST(Check, PutsProblemsUnderThePlaceGiven) {
  const auto values = check(params(), {}, {{"to", std::int64_t{1}}}, "/output");
  ASSERT_FALSE(values);
  EXPECT_EQ(values.problems().front().where, "/output/to");
}

TEST(Check, TakesAWholeNumberForARealOne) {
  const auto values = check(params(), {}, {{"share", std::int64_t{1}}});
  ASSERT_TRUE(values);
  EXPECT_EQ(values->at("share"), Value(1.0));
}

TEST(Check, TakesARealNumberWithoutAFractionForAnInteger) {
  const auto values = check(params(), {}, {{"from", 1990.0}});
  ASSERT_TRUE(values);
  EXPECT_EQ(values->at("from"), Value(std::int64_t{1990}));
}

TEST(Check, RefusesAFractionWhereAnIntegerIsMeant) {
  EXPECT_EQ(only_problem_of({{"from", 1990.5}}).what, "'from' must be an integer, not 1990.5.");
}

TEST(Check, RefusesTextWhereANumberIsMeant) {
  EXPECT_EQ(only_problem_of({{"from", "1957"}}).what, "'from' must be an integer, not the text \"1957\".");
}

TEST(Check, RefusesAHugeRealNumberForAnInteger) { EXPECT_EQ(only_problem_of({{"from", 1e300}}).code, "wrong-type"); }

TEST(Check, NamesTheBoundsOfANumber) {
  EXPECT_EQ(only_problem_of({{"from", std::int64_t{1800}}}).remedy, "Choose a value from 1900 to 2200.");
}

TEST(Check, RefusesInfinity) {
  EXPECT_EQ(only_problem_of({{"share", std::numeric_limits<double>::infinity()}}).code, "out-of-range");
}

TEST(Check, NamesTheChoicesAndTheNearest) {
  EXPECT_EQ(only_problem_of({{"by", "contry"}}).remedy, "Choose company or country. Did you mean 'country'?");
}

TEST(Check, CountsCharactersAndNotBytes) {
  EXPECT_THAT(problems_of({{"highlight", "ääääääääää"}}), IsEmpty());
  EXPECT_EQ(only_problem_of({{"highlight", "aaaaaaaaaaa"}}).code, "too-long");
}

TEST(Check, RefusesControlCharactersAndIllFormedText) {
  EXPECT_EQ(only_problem_of({{"highlight", "a\nb"}}).code, "bad-text");
  EXPECT_EQ(only_problem_of({{"highlight", "\xFF"}}).code, "bad-text");
}

TEST(Check, BoundsAListAndItsItems) {
  using List = std::vector<std::string>;
  EXPECT_EQ(only_problem_of({{"filter", List{"a", "b", "c"}}}).code, "too-many");
  EXPECT_EQ(only_problem_of({{"filter", List{"aaaaaaaaaaa"}}}).code, "too-long");
}

TEST(Check, HoldsAnOrderAlsoAgainstADefault) {
  const auto problem = only_problem_of({{"from", std::int64_t{2150}}});
  EXPECT_EQ(problem.where, "/parameters/from");
  EXPECT_EQ(problem.what, "'from' must not be greater than 'to'.");
}

TEST(Check, SaysNothingOfARuleWhoseParameterIsWrongAnyway) {
  EXPECT_EQ(only_problem_of({{"from", "x"}, {"to", std::int64_t{1900}}}).code, "wrong-type");
}

TEST(Check, ExcludesOnlyWhatWasWritten) {
  EXPECT_THAT(problems_of({{"share", 0.5}}), IsEmpty());
  EXPECT_EQ(only_problem_of({{"share", 0.5}, {"highlight", "x"}}).code, "rule");
}

TEST(Check, ShortensWhatItQuotes) { EXPECT_LT(only_problem_of({{"from", std::string(5000, 'x')}}).what.size(), 120u); }

}  // namespace
}  // namespace perigee
