#include "perigee/catalog/filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/perigee/catalog/tables.h"

namespace perigee {
namespace {

std::vector<Filter> filters(const std::vector<std::string>& texts) {
  const auto parsed = parse_filters(texts);
  EXPECT_TRUE(parsed);
  return parsed ? *parsed : std::vector<Filter>{};
}

// The details of the rows that are kept: "a,c".
std::string kept(const std::vector<std::string>& texts) {
  return tests::cells(keep(tests::launches(), filters(texts)), "Detail");
}

TEST(ParseFilters, ReadsEverySign) {
  const auto parsed = filters({"a=1", "a!=1", "a<1", "a<=1", "a>1", "a>=1"});
  ASSERT_EQ(parsed.size(), 6u);
  EXPECT_EQ(parsed[0], (Filter{"a", Comparison::equal, "1"}));
  EXPECT_EQ(parsed[1].comparison, Comparison::unequal);
  EXPECT_EQ(parsed[2].comparison, Comparison::less);
  EXPECT_EQ(parsed[3].comparison, Comparison::at_most);
  EXPECT_EQ(parsed[4].comparison, Comparison::greater);
  EXPECT_EQ(parsed[5], (Filter{"a", Comparison::at_least, "1"}));
}

TEST(ParseFilters, TrimsAndKeepsFurtherSignsInTheValue) {
  EXPECT_EQ(filters({" Company Name = a=b "}).front(), (Filter{"Company Name", Comparison::equal, "a=b"}));
}

TEST(ParseFilters, RefusesWhatIsNone) {
  for (const std::string text : {"", "year", "=1", "year>=", "year<", "year!1"})
    EXPECT_FALSE(parse_filters(std::vector<std::string>{text})) << text;
}

TEST(ParseFilters, NamesEveryProblemAtOnce) {
  EXPECT_EQ(parse_filters(std::vector<std::string>{"x", "a=1", "y"}).problems().size(), 2u);
}

TEST(FilterWords, SayAlternativesOnce) {
  EXPECT_EQ(in_words(filters({"country=USA", "year>=1957", "country=China", "rocket!="})),
            "country = USA or China and year ≥ 1957 and rocket ≠ missing");
}

TEST(CheckFilter, WantsAValueOfTheColumnsType) {
  EXPECT_TRUE(check({"y", Comparison::less, "2001"}, Type::integer).empty());
  EXPECT_FALSE(check({"y", Comparison::less, "soon"}, Type::integer).empty());
  EXPECT_FALSE(check({"y", Comparison::equal, "2001-13"}, Type::datetime).empty());
  EXPECT_FALSE(check({"y", Comparison::equal, "perhaps"}, Type::boolean).empty());
}

TEST(CheckFilter, KnowsNoOrderOfWords) {
  EXPECT_EQ(check({"y", Comparison::less, "b"}, Type::category).front().remedy, "Use = or != with it.");
}

TEST(Keep, ComparesWordsWithoutCase) { EXPECT_EQ(kept({"Company Name=spacex"}), "a,c"); }

TEST(Keep, TakesSeveralEqualsAsAlternatives) {
  EXPECT_EQ(kept({"Company Name=SpaceX", "Company Name=CASIC"}), "a,b,c");
}

TEST(Keep, HoldsAllElseTogether) { EXPECT_EQ(kept({"Company Name=SpaceX", "Year>2001"}), "c"); }

TEST(Keep, ComparesNumbers) {
  EXPECT_EQ(kept({"Year<2005"}), "a");
  EXPECT_EQ(kept({"Year<=2005"}), "a,b");
  EXPECT_EQ(kept({"Year>=2010"}), "c,d");
  EXPECT_EQ(kept({"Rocket=29.75"}), "b");
}

TEST(Keep, ComparesDatesByThePeriodWritten) {
  EXPECT_EQ(kept({"DateTime=2001"}), "a");
  EXPECT_EQ(kept({"DateTime=2010-12"}), "c");
  EXPECT_EQ(kept({"DateTime>2010-12-31"}), "d,A");
  EXPECT_EQ(kept({"DateTime<=2005"}), "a,b");
}

TEST(Keep, ComparesBooleansAndTexts) {
  EXPECT_EQ(kept({"Crewed=yes"}), "a,d");
  EXPECT_EQ(kept({"Detail=A"}), "a,A");
  EXPECT_EQ(kept({"Detail!=a"}), "b,c,d");
}

TEST(Keep, LeavesMissingCellsOutUnlessAskedForThem) {
  EXPECT_EQ(kept({"Company Name!=SpaceX"}), "b,d");
  EXPECT_EQ(kept({"Company Name="}), "A");
  EXPECT_EQ(kept({"Company Name=", "Company Name=CASIC"}), "b,A");
  EXPECT_EQ(kept({"Year!="}), "a,b,c,d");
}

TEST(Keep, CanKeepNothing) { EXPECT_EQ(keep(tests::launches(), filters({"Company Name=Nobody"})).rows(), 0u); }

TEST(Keep, KeepsEveryKindOfCellAsItWas) {
  const Table all = tests::launches(), some = keep(all, filters({"Detail!=b"}));
  ASSERT_EQ(some.rows(), 4u);
  for (const auto& column : all.columns()) {
    EXPECT_EQ(some.column(column.name()).display(0), column.display(0));
    EXPECT_EQ(some.column(column.name()).display(3), column.display(4));
  }
  EXPECT_EQ(some.column("DateTime").precision(1), Precision::day);
}

TEST(Keep, WorksAcrossBlocks) {
  ColumnBuilder numbers("n", Type::integer);
  for (std::int64_t n = 0; n < 150'000; ++n) numbers.add(n);
  const Table some = keep(Table({numbers.build()}), filters({"n>=65530", "n<65540"}));
  EXPECT_EQ(tests::cells(some, "n"), "65530,65531,65532,65533,65534,65535,65536,65537,65538,65539");
}

}  // namespace
}  // namespace perigee
