// What the missions API is asked for: organisations, their rockets, what they cost, which rockets are active.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Launch launch(const std::string& company, const std::string& rocket, std::optional<double> price = std::nullopt,
              const std::string& status = "StatusRetired") {
  Launch launch{.year = 1990, .company = company};
  launch.detail = rocket + " | Mission";
  launch.price = price;
  launch.rocket_status = status;
  return launch;
}

Dataset some() {
  return dataset({launch("NASA", "Saturn V", 1160.0), launch("NASA", "Saturn V"), launch("NASA", "Mercury"),
                  launch("SpaceX", "Falcon 9", 50.0, "StatusActive"), launch("i-Space", "Hyperbola-1")});
}

std::vector<std::string> names(const Chart& chart) {
  std::vector<std::string> names;
  for (const Bar& bar : std::get<Bars>(chart.mark).bars) names.push_back(bar.name);
  return names;
}

TEST(Organisations, AreRankedByLaunches) {
  const Chart chart = draw("organisations", some());
  EXPECT_EQ(chart.title, "NASA leads three organisations with 3 launches");
  EXPECT_EQ(cell(chart, "i-Space", "launches"), 1);
  EXPECT_EQ(chart.table.rows(), 3u);
}

TEST(Organisations, BelowTheTopStayInTheTable) {
  const Chart chart = draw("organisations", some(), {{"top", std::int64_t{1}}, {"highlight", "i-space"}});
  EXPECT_EQ(names(chart), (std::vector<std::string>{"NASA", "i-Space"}));
  EXPECT_EQ(chart.table.rows(), 3u);
}

TEST(Organisations, AreWordedTruthfully) {
  EXPECT_EQ(draw("organisations", dataset({launch("A", "x")})).title, "A made the only launch");
  EXPECT_EQ(draw("organisations", dataset({launch("A", "x"), launch("A", "x")})).title, "A made all 2 launches");
  EXPECT_EQ(draw("organisations", dataset({launch("A", "x"), launch("B", "x")})).title,
            "A and B lead with 1 launch each");
}

TEST(RocketsByOrganisation, CountsTheRocketsOfOne) {
  const Chart chart = draw("rockets-by-organisation", some(), {{"organisation", "nasa"}});
  EXPECT_EQ(chart.title, "Saturn V made 2 of NASA's 3 launches");
  EXPECT_EQ(names(chart), (std::vector<std::string>{"Saturn V", "Mercury"}));
  EXPECT_EQ(chart.source, "Test launches (3 of 5 launches)");
}

TEST(RocketsByOrganisation, WithoutAnOrganisationListsThemAll) {
  const Chart chart = draw("rockets-by-organisation", some());
  EXPECT_EQ(chart.title, "NASA flew two different rockets, more than any other");
  EXPECT_EQ(chart.table.rows(), 4u);
}

TEST(RocketsByOrganisation, FindsANameWithAHyphen) {
  EXPECT_EQ(draw("rockets-by-organisation", some(), {{"organisation", "i-Space"}}).title,
            "Hyperbola-1 made i-Space's only launch");
}

TEST(RocketsByOrganisation, SuggestsTheNameThatIsMeant) {
  const Chart chart = draw("rockets-by-organisation", some(), {{"organisation", "SpaceY"}});
  EXPECT_THAT(std::get<Empty>(chart.mark).sentence, HasSubstr("Did you mean 'SpaceX'?"));
}

TEST(ActiveRockets, AreThoseThatALaunchMarksAsActive) {
  const Chart chart = draw("active-rockets", some());
  EXPECT_EQ(chart.title, "Falcon 9 is the only active rocket");
  EXPECT_EQ(chart.table.rows(), 1u);
}

TEST(ActiveRockets, MayBeNone) {
  const Chart chart = draw("active-rockets", dataset({launch("A", "x")}));
  EXPECT_THAT(std::get<Empty>(chart.mark).sentence, HasSubstr("marked active"));
}

TEST(TotalCost, TellsPricedFromUnpricedLaunches) {
  const Chart chart = draw("total-cost", some());
  EXPECT_EQ(chart.title, "NASA spent most: $1.2bn on 1 launch");
  EXPECT_EQ(std::get<Bars>(chart.mark).bars[0].note, "1 of 3");
  EXPECT_EQ(cell(chart, "NASA", "unpriced"), 2);
  EXPECT_THAT(chart.notes, Contains("No price is known of 3 of 5 launches; 1 of 3 organisations have none."));
}

TEST(TotalCost, SaysThatNoPriceIsKnown) {
  const Chart chart = draw("total-cost", dataset({launch("A", "x")}));
  EXPECT_EQ(std::get<Empty>(chart.mark).sentence, "No price is known of the 1 launch in this selection.");
}

TEST(SpendingByCountry, CountsBaikonurForRussia) {
  Launch soyuz = launch("VKS RF", "Soyuz", 48.5);
  soyuz.location = "Site 31/6, Baikonur Cosmodrome, Kazakhstan";
  const Chart chart = draw("spending-by-country", dataset({soyuz, launch("NASA", "Saturn V", 1160.0)}));
  EXPECT_EQ(names(chart), (std::vector<std::string>{"USA", "Russia"}));
  EXPECT_EQ(chart.title, "The USA spent most: $1.2bn on 1 launch");
  EXPECT_THAT(chart.notes, Contains("Baikonur is counted for Russia."));
}

}  // namespace
}  // namespace perigee::tests
