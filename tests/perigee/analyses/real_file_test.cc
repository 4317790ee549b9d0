// The figures of golden.json, which were computed independently of this project, from the real file. Both lie outside
// the repository: where they are missing the tests are skipped by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <variant>

#include "perigee/stat/count.h"
#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using nlohmann::json;
using ::testing::Contains;

class RealFile : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto folder = real_data();
    if (!folder) GTEST_SKIP() << "no real data: set PERIGEE_SHARED_DATA to the folder of golden.json";
    golden_ = json::parse(std::ifstream(*folder + "/golden.json")).at("global_space_launches");
    launches_ = dataset_of_file(*folder + "/global_space_launches.csv", "Global Space Launches");
  }

  json golden_;
  Dataset launches_;
};

TEST_F(RealFile, HasEveryRow) { EXPECT_EQ(launches_.table.rows(), golden_.at("rows")); }

TEST_F(RealFile, TimelineGivesEveryYear) {
  const Chart chart = draw("timeline", launches_);
  for (const auto& [year, counts] : golden_["timeline"]["by_year"].items()) {
    EXPECT_EQ(cell(chart, year, "private"), counts["private"]) << year;
    EXPECT_EQ(cell(chart, year, "state"), counts["state"]) << year;
  }
  EXPECT_EQ(chart.table.rows(), golden_["timeline"]["by_year"].size());
}

TEST_F(RealFile, TimelineKnowsEveryYearOfMorePrivateLaunches) {
  const Chart chart = draw("timeline", launches_);
  std::vector<std::int64_t> ahead, ties;
  for (std::size_t row = 0; row < chart.table.rows(); ++row) {
    const std::int64_t year = chart.table.column("year").integer(row);
    if (chart.table.column("private_ahead").integer(row) == 1) ahead.push_back(year);
    if (cell(chart, std::to_string(year), "private") == cell(chart, std::to_string(year), "state"))
      ties.push_back(year);
  }
  EXPECT_EQ(json(ahead), golden_["timeline"]["years_private_gt_state"]);
  EXPECT_EQ(json(ties), golden_["timeline"]["ties"]);
}

TEST_F(RealFile, TimelineNamesTheFirstCrossover) {
  const auto year = golden_["timeline"]["crossover_first_year"].get<int>();
  EXPECT_EQ(draw("timeline", launches_).title,
            "Private launches first overtook state launches in " + std::to_string(year));
}

TEST_F(RealFile, TimelineDeclaresThat2020IsNotOver) {
  EXPECT_THAT(draw("timeline", launches_).notes, Contains("2020: data to 7 August only, dashed."));
}

TEST_F(RealFile, SectorGivesTheTotals) {
  const Chart chart = draw("sector", launches_);
  const auto& all = std::get<Bars>(chart.mark).bars.front().segments;
  EXPECT_EQ(all[0].value, golden_["sector"]["State"]);
  EXPECT_EQ(all[1].value, golden_["sector"]["Private"]);
  EXPECT_EQ(chart.title, "State launches outnumber private ones, 2,931 to 1,393");
}

TEST_F(RealFile, GeographyGivesEveryCountry) {
  const Chart chart = draw("geography", launches_);
  for (const auto& [country, n] : golden_["geography"].items())
    EXPECT_EQ(cell(chart, country, "launches"), n) << country;
  EXPECT_EQ(chart.table.rows(), golden_["geography"].size());
}

TEST_F(RealFile, GeographyDeclaresWhereFranceLaunches) {
  EXPECT_THAT(draw("geography", launches_).notes, Contains("France: 299 from French Guiana, 4 from Algeria."));
}

TEST_F(RealFile, GeographyOfCompaniesTellsIranFromIsrael) {
  const Chart chart = draw("geography", launches_, {{"country_of", std::string("company")}});
  EXPECT_EQ(cell(chart, "Israel", "launches"), 11);
  EXPECT_EQ(cell(chart, "Iran", "launches"), 14);  // 13 that the file codes as "Isreal", and one
}

TEST_F(RealFile, TopPrivateRanksTheTen) {
  const Chart chart = draw("top-private", launches_, {{"to", std::int64_t{2020}}});
  json top = json::array();
  for (const Bar& bar : std::get<Bars>(chart.mark).bars) top.push_back({bar.name, bar.segments[0].value});
  EXPECT_EQ(top, golden_["top_private_1995_2020"]);
}

TEST_F(RealFile, CountsEachStatusAndCompany) {
  const Table statuses = count(launches_.table, {"Status Mission"});
  for (std::size_t row = 0; row < statuses.rows(); ++row)
    EXPECT_EQ(statuses.column("n").integer(row),
              golden_["status_mission"][statuses.column("Status Mission").display(row)]);
  EXPECT_EQ(count(launches_.table, {"Company Name"}).rows(), golden_["companies"]);
  EXPECT_EQ(count(launches_.table, {"Detail"}).rows(), golden_["distinct_detail"]);
}

TEST_F(RealFile, FiltersAgreeWithTheTotals) {
  const Values usa{{"filter", std::vector<std::string>{"country=USA"}}};
  EXPECT_EQ(draw("timeline", launches_, usa).source, "Global Space Launches (1,351 of 4,324 launches)");
}

}  // namespace
}  // namespace perigee::tests
