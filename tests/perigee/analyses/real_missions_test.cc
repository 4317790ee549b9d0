// The figures of golden.json for the missions, from the real file. Both lie outside the repository: where they are
// missing the tests are skipped by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <variant>

#include "perigee/stat/rockets.h"
#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using nlohmann::json;

// The loader mends the one name that the file damaged.
json repaired(const json& golden) {
  std::string text = golden.dump();
  const std::string damaged = "Arm??e de l'Air";
  for (std::size_t at = 0; (at = text.find(damaged, at)) != std::string::npos;)
    text.replace(at, damaged.size(), "Armée de l'Air");
  return json::parse(text);
}

class RealMissions : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto folder = real_data();
    if (!folder) GTEST_SKIP() << "no real data: set PERIGEE_SHARED_DATA to the folder of golden.json";
    golden_ = repaired(json::parse(std::ifstream(*folder + "/golden.json")).at("mission_launches"));
    missions_ = dataset_of_file(*folder + "/mission_launches.csv", "Mission Launches");
    launches_ = dataset_of_file(*folder + "/global_space_launches.csv", "Global Space Launches");
  }

  Table file(const std::string& company, const std::string& detail) const {
    return Table(
        {missions_.table.column(company).renamed("company"), missions_.table.column(detail).renamed("detail")});
  }

  json golden_;
  Dataset missions_, launches_;
};

std::vector<std::string> words(const Chart& chart, const std::string& column) {
  const Column& cells = chart.table.column(column);
  std::vector<std::string> words;
  for (std::size_t row = 0; row < cells.size(); ++row) words.push_back(cells.display(row));
  return words;
}

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

// The rows of the table with a number in the column, as an object.
json numbers(const Chart& chart, const std::string& column) {
  const Column &names = chart.table.columns().front(), &cells = chart.table.column(column);
  json numbers = json::object();
  for (std::size_t row = 0; row < cells.size(); ++row)
    if (!cells.is_missing(row)) numbers[names.display(row)] = cells.number(row);
  return numbers;
}

TEST_F(RealMissions, OrganisationsAreAllThereWithTheirLaunches) {
  const Chart chart = draw("organisations", missions_);
  EXPECT_EQ(json(sorted(words(chart, "organisation"))), golden_["orgs_sorted"]);
  EXPECT_EQ(numbers(chart, "launches"), golden_["launches_by_org"]);
  EXPECT_EQ(chart.title, "RVSN USSR leads 56 organisations with 1,777 launches");
}

TEST_F(RealMissions, TotalCostIsThatOfThePricedLaunches) {
  const Chart chart = draw("total-cost", missions_);
  const json totals = numbers(chart, "total");
  EXPECT_EQ(totals.size(), golden_["total_cost_by_org_musd"].size());
  for (const auto& [organisation, total] : golden_["total_cost_by_org_musd"].items())
    EXPECT_NEAR(totals[organisation].get<double>(), total.get<double>(), 0.005) << organisation;
}

TEST_F(RealMissions, PricedAndUnpricedLaunchesAreToldApart) {
  const Chart chart = draw("total-cost", missions_);
  const json priced = numbers(chart, "priced"), unpriced = numbers(chart, "unpriced");
  for (const auto& [organisation, n] : golden_["launches_by_org"].items()) {
    const int known = golden_["priced_launches_by_org"].value(organisation, 0);
    EXPECT_EQ(priced[organisation], known) << organisation;
    EXPECT_EQ(unpriced[organisation], n.get<int>() - known) << organisation;
  }
  for (const auto& organisation : golden_["orgs_without_any_price"])
    EXPECT_EQ(priced[organisation.get<std::string>()], 0) << organisation;
}

TEST_F(RealMissions, ActiveRocketsAreThe98) {
  const Chart chart = draw("active-rockets", missions_);
  EXPECT_EQ(json(sorted(words(chart, "rocket"))), golden_["active_rockets_distinct_sorted"]);
}

TEST_F(RealMissions, RocketsOfAnOrganisationComeInFileOrderWithRepetitions) {
  const auto rockets = rockets_of(file("Organisation", "Detail"), "SpaceX");
  EXPECT_EQ(rockets.size(), golden_["spacex_rockets_len"]);
  EXPECT_EQ(json(std::vector<std::string>(rockets.begin(), rockets.begin() + 10)),
            golden_["spacex_rockets_in_file_order_first10"]);
  EXPECT_EQ(json(std::set<std::string>(rockets.begin(), rockets.end())), golden_["spacex_rockets_distinct"]);
}

TEST_F(RealMissions, RocketsOfOrganisationsWithAHyphenAreFound) {
  EXPECT_EQ(json(rockets_of(file("Organisation", "Detail"), "i-Space")), golden_["i-Space_rockets"]);
  EXPECT_EQ(json(rockets_of(file("Organisation", "Detail"), "OKB-586")), golden_["OKB-586_rockets"]);
}

TEST_F(RealMissions, RocketsByOrganisationCountsThem) {
  const Chart chart = draw("rockets-by-organisation", missions_, {{"organisation", "SpaceX"}});
  EXPECT_EQ(json(sorted(words(chart, "rocket"))), golden_["spacex_rockets_distinct"]);
  EXPECT_EQ(chart.source, "Mission Launches (100 of 4,324 launches)");
}

TEST_F(RealMissions, SpendingByCountryIsThatOfTheProgrammes) {
  const json totals = numbers(draw("spending-by-country", missions_), "total");
  EXPECT_EQ(totals.size(), golden_["country_spending_musd_seed_mapping"].size());
  for (const auto& [country, total] : golden_["country_spending_musd_seed_mapping"].items())
    EXPECT_NEAR(totals[country].get<double>(), total.get<double>(), 0.005) << country;
}

// By hand from the locations; 834 for Florida, 454 for California, 13 for Texas as the sites of each.
TEST_F(RealMissions, EveryLaunchOfBothFilesHasAPlaceOnTheMap) {
  const json sites = {{"Plesetsk", 1263},
                      {"Cape Canaveral", 834},
                      {"Baikonur", 701},
                      {"Vandenberg", 442},
                      {"French Guiana", 299},
                      {"Kapustin Yar", 112},
                      {"Jiuquan", 104},
                      {"Xichang", 103},
                      {"Tanegashima", 85},
                      {"Satish Dhawan", 76},
                      {"Taiyuan", 53},
                      {"Uchinoura", 41},
                      {"Kiritimati area", 36},
                      {"Wallops Island", 31},
                      {"Māhia", 13},
                      {"Semnan", 13},
                      {"West Texas", 12},
                      {"Palmachim", 11},
                      {"Yasny", 10},
                      {"Kwajalein", 9},
                      {"San Marco", 9},
                      {"Wenchang", 8},
                      {"Point Mugu", 6},
                      {"Woomera", 6},
                      {"Edwards", 5},
                      {"Svobodny", 5},
                      {"Vostochny", 5},
                      {"Hammaguir", 4},
                      {"New Mexico", 4},
                      {"Alcântara", 3},
                      {"Barents Sea", 3},
                      {"Kodiak", 3},
                      {"Naro", 3},
                      {"Sohae", 3},
                      {"Gran Canaria", 2},
                      {"Tonghae", 2},
                      {"Boca Chica", 1},
                      {"Kauai", 1},
                      {"Mojave", 1},
                      {"Shahrud", 1},
                      {"Yellow Sea", 1}};
  for (const Dataset* file : {&missions_, &launches_}) {
    const Chart chart = draw("launch-map", *file);
    EXPECT_EQ(numbers(chart, "launches"), sites);
    EXPECT_EQ(chart.source, file->source + " (4,324 launches)");
  }
}

TEST_F(RealMissions, WorksOnTheLaunchesFileToo) {
  EXPECT_EQ(draw("total-cost", launches_).title, "NASA spent most: $76.3bn on 149 launches");
  EXPECT_EQ(draw("active-rockets", launches_).table.rows(), 98u);
  EXPECT_EQ(draw("organisations", launches_).table.rows(), 55u);
  EXPECT_NEAR(numbers(draw("spending-by-country", launches_), "total")["USA"].get<double>(), 105287.32, 0.005);
}

}  // namespace
}  // namespace perigee::tests
