#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Cells& cells(const Chart& chart) { return std::get<Cells>(chart.mark); }

std::vector<Launch> from(const std::string& country, std::int64_t n, std::int64_t year = 1990) {
  return times(n, {.year = year, .country = country, .company_country = country, .location = "Pad, " + country});
}

Dataset three() { return dataset(together({from("USA", 5), from("China", 3, 1996), from("Brazil", 3, 1990)})); }

std::vector<std::string> rows(const Chart& chart) {
  std::vector<std::string> names;
  for (const CellRow& row : cells(chart).rows) names.push_back(row.name);
  return names;
}

TEST(Geography, OrdersCountriesByLaunchesAndThenByName) {
  EXPECT_THAT(rows(draw("geography", three())), ElementsAre("USA", "Brazil", "China"));
}

TEST(Geography, GivesEveryPeriodAColumnAlsoOneWithoutLaunches) {
  const Chart chart = draw("geography", three(), {{"period", std::int64_t{2}}});
  EXPECT_THAT(cells(chart).columns, ElementsAre("1990", "1992", "1994", "1996"));
  EXPECT_THAT(cells(chart).rows[0].values, ElementsAre(5.0, std::nullopt, std::nullopt, std::nullopt));
}

TEST(Geography, AddsUpTheRowsBelowTheTopButKeepsThemInTheTable) {
  const Chart chart = draw("geography", three(), {{"top", std::int64_t{1}}});
  EXPECT_THAT(rows(chart), ElementsAre("USA", "Other (2)"));
  EXPECT_EQ(cells(chart).rows[1].total, "6");
  EXPECT_EQ(cell(chart, "China", "launches"), 3);
}

TEST(Geography, NamesALastCountryRatherThanAddingItUp) {
  EXPECT_THAT(rows(draw("geography", three(), {{"top", std::int64_t{2}}})), ElementsAre("USA", "Brazil", "China"));
}

TEST(Geography, GivesTheHighlightedCountryARowAlsoBelowTheTop) {
  const Chart chart = draw("geography", dataset(together({from("A", 4), from("B", 3), from("C", 2), from("D", 1)})),
                           {{"top", std::int64_t{1}}, {"highlight", std::string("d")}});
  EXPECT_THAT(rows(chart), ElementsAre("A", "D", "Other (2)"));
  EXPECT_EQ(cells(chart).strong_row, 1u);
}

TEST(Geography, NeverDropsALaunchWithoutACountry) {
  const Chart chart = draw("geography", dataset(together({from("USA", 1), times(2, {.year = 1990, .country = ""})})));
  EXPECT_THAT(rows(chart), ElementsAre("Unknown", "USA"));
}

TEST(Geography, WordsTheFindingTruthfully) {
  EXPECT_EQ(draw("geography", dataset(from("USA", 1))).title, "The only launch was from the USA");
  EXPECT_EQ(draw("geography", dataset(from("USA", 3))).title, "All 3 launches were from the USA");
  EXPECT_EQ(draw("geography", dataset(together({from("USA", 3), from("UK", 1)}))).title,
            "The USA accounts for 75% of launches");
  EXPECT_EQ(draw("geography", dataset(together({from("USA", 2), from("UK", 2)}))).title,
            "The UK and the USA lead with 2 launches each");
  EXPECT_EQ(draw("geography", dataset(together({from("A", 3), from("B", 2), from("C", 2), from("D", 2)}))).title,
            "A and B account for 56% of launches");
  EXPECT_EQ(draw("geography", dataset(together({from("A", 3), from("B", 2), from("C", 2), from("D", 2), from("E", 2)})))
                .title,
            "A leads with 3 of 11 launches");
  EXPECT_EQ(draw("geography", dataset(together({from("A", 1), from("B", 1), from("C", 1), from("D", 1)}))).title,
            "Four countries lead with 1 launch each");
}

TEST(Geography, CountsByTheCompanysCountryWhereAsked) {
  const Dataset launches = dataset(times(3, {.year = 1990, .country = "Kazakhstan", .company_country = "Russia"}));
  const Chart chart = draw("geography", launches, {{"country_of", std::string("company")}});
  EXPECT_EQ(chart.title, "All 3 launches were by companies of Russia");
  EXPECT_THAT(chart.subtitle, HasSubstr("country of the company"));
}

TEST(Geography, ReadsAWronglyCodedCountryByItsCompanyAndSaysSo) {
  const Dataset launches = dataset({{.year = 1990, .company = "ISA", .company_country = "Isreal"},
                                    {.year = 1990, .company = "IAI", .company_country = "Isreal"}});
  const Chart chart = draw("geography", launches, {{"country_of", std::string("company")}});
  EXPECT_THAT(rows(chart), ElementsAre("Iran", "Israel"));
  EXPECT_THAT(chart.notes, Contains("'Isreal' read as Iran or Israel."));
}

TEST(Geography, DeclaresTerritoriesFarFromTheirCountry) {
  const Launch guiana{
      .year = 1990, .country = "France", .location = "ELA-3, Guiana Space Centre, French Guiana, France"};
  const Launch algeria{.year = 1990, .country = "France", .location = "Brigitte, Hammaguir, Algeria, France"};
  EXPECT_THAT(draw("geography", dataset(together({times(3, guiana), times(1, algeria)}))).notes,
              Contains("France: 3 from French Guiana, 1 from Algeria."));
}

TEST(Geography, StarsAPeriodThatIsCutShort) {
  const Chart chart = draw("geography", dataset(together({from("A", 1, 2015), from("A", 1, 2020)}), "2020-08-07"));
  EXPECT_EQ(cells(chart).partial_from, 1u);
  EXPECT_THAT(chart.notes, ElementsAre("* Data to 7 August 2020 only."));
  EXPECT_THAT(draw("geography", three()).notes, ElementsAre("* To 1996 only."));
  EXPECT_THAT(draw("geography", three(), {{"period", std::int64_t{1}}}).notes, IsEmpty());
}

TEST(Geography, TotalsOfThePictureAreThoseOfTheTable) {
  const Chart chart = draw("geography", three());
  EXPECT_EQ(cell(chart, "USA", "launches"), 5);
  EXPECT_EQ(cell(chart, "China", "1995–1999"), 3);
  EXPECT_EQ(cell(chart, "China", "1990–1994"), 0);
}

TEST(Geography, SaysWhyNothingIsLeft) {
  const Values mars{{"filter", std::vector<std::string>{"country=Mars"}}};
  EXPECT_THAT(std::get<Empty>(draw("geography", three(), mars).mark).sentence, HasSubstr("Mars"));
}

}  // namespace
}  // namespace perigee::tests
