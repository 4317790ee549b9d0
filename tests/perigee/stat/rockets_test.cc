#include "perigee/stat/rockets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "perigee/stat/launch_countries.h"
#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Rockets, AreNamedBeforeTheBar) {
  EXPECT_EQ(rocket_of("Falcon 9 Block 5 | Starlink V1 L9"), "Falcon 9 Block 5");
  EXPECT_EQ(rocket_of("Saturn V"), "Saturn V");
  EXPECT_EQ(rocket_of("Ariane 5 | A | B"), "Ariane 5");
  EXPECT_EQ(rocket_of(""), "");
}

TEST(Rockets, WithoutANameAreMissing) {
  const Table table = with_rockets(Table({texts("detail", {"Vega | VV01", " | Lost", kNone})}));
  EXPECT_EQ(lines(table.select(std::vector<std::string>{"rocket"})), "rocket|Vega|-|-");
}

TEST(Rockets, OfAnOrganisationComeInTheOrderOfTheRows) {
  const Table table({categories("company", {"i-Space", "ULA", "I-SPACE", kNone}),
                     texts("detail", {"Hyperbola-1 | a", "Atlas V | b", "Hyperbola-1 | c", "X | d"})});
  EXPECT_THAT(rockets_of(table, "i-space"), ElementsAre("Hyperbola-1", "Hyperbola-1"));
  EXPECT_THAT(rockets_of(table, "NASA"), IsEmpty());
}

TEST(Rockets, AreActiveByTheWordAlone) {
  EXPECT_TRUE(is_active("StatusActive"));
  EXPECT_TRUE(is_active(" active "));
  EXPECT_FALSE(is_active("StatusRetired"));
  EXPECT_FALSE(is_active("inactive"));
  EXPECT_FALSE(is_active(""));
}

Table priced() {
  return Table({integers("year", {1990, 1990, 1991, 1991, kNone}),
                categories("company", {"ULA", "NASA", "ULA", "ESA", "ULA"}),
                reals("price", {62.5, 1160.0, kNone, kNone, 5.0})});
}

TEST(Prices, AreAddedUpAndTheUnpricedCounted) {
  EXPECT_EQ(lines(prices_by(priced(), "company", {})),
            "company launches priced unpriced total|NASA 1 1 0 1160|ULA 2 1 1 62.5|ESA 1 0 1 -");
}

TEST(Prices, KeepToTheYearsAskedFor) {
  EXPECT_EQ(lines(prices_by(priced(), "company", {.from = 1991, .to = {}, .filter = ""})),
            "company launches priced unpriced total|ESA 1 0 1 -|ULA 1 0 1 -");
}

TEST(Prices, OfCentsCarryNoDust) {
  const Table table(
      {integers("year", {1990, 1990, 1990}), categories("company", {"A", "A", "A"}), reals("price", {0.1, 0.2, 5.3})});
  EXPECT_EQ(prices_by(table, "company", {}).column("total").number(0), 5.6);
}

TEST(Prices, AreWrittenForLabelsAndForSentences) {
  EXPECT_EQ(millions(16345), "16,345");
  EXPECT_EQ(millions(5.3), "5.3");
  EXPECT_EQ(millions(12), "12");
  EXPECT_EQ(dollars(76280), "$76.3bn");
  EXPECT_EQ(dollars(10000), "$10bn");
  EXPECT_EQ(dollars(62), "$62m");
}

TEST(Spenders, AreThoseWhoseProgrammeFlew) {
  EXPECT_EQ(spender_of("Site 200/39, Baikonur Cosmodrome, Kazakhstan"), "Russia");
  EXPECT_EQ(spender_of("Stargazer, Base Aerea de Gando, Gran Canaria"), "USA");
  EXPECT_EQ(spender_of("Tai Rui Barge, Yellow Sea"), "China");
  EXPECT_EQ(spender_of("LP-41, Kauai, Pacific Missile Range Facility"), "USA");
  EXPECT_EQ(spender_of("ELA-3, Guiana Space Centre, French Guiana, France"), "France");
  EXPECT_EQ(spender_of("Pad 1, Atlantis"), "Atlantis");
}

TEST(Spenders, AreSaidToDifferFromWhereTheSiteLies) {
  EXPECT_THAT(spenders_in_words(Table({categories("location", {"1, Baikonur, Kazakhstan", "Gando, Gran Canaria"})})),
              ElementsAre("Baikonur is counted for Russia, Gran Canaria for the USA."));
  EXPECT_THAT(spenders_in_words(Table({categories("location", {"Plesetsk, Russia", kNone})})), IsEmpty());
}

}  // namespace
}  // namespace perigee::tests
