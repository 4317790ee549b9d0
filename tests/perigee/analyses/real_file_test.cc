// The figures of golden.json, which were computed independently of this project, from the real file. Both lie outside
// the repository: where they are missing the tests are skipped by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
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

// Of a column of whole numbers.
std::int64_t sum(const Chart& chart, const std::string& column) {
  const Column& cells = chart.table.column(column);
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) sum += cells.integer(row);
  return sum;
}

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

TEST_F(RealFile, SuccessRateGivesTheTotals) {
  const Chart chart = draw("success-rate", launches_);
  EXPECT_EQ(sum(chart, "successes"), golden_["status_mission"]["Success"]);
  EXPECT_EQ(sum(chart, "launches"), golden_["rows"]);
  EXPECT_EQ(chart.title, "Success rate rose from 71% (1957–1966) to 93% (2011–2020)");
}

TEST_F(RealFile, CostPerLaunchGivesTheKnownPrices) {
  const Chart chart = draw("cost-per-launch", launches_);
  double total = 0;
  for (std::size_t row = 0; row < chart.table.rows(); ++row) total += chart.table.column("total").number(row);
  EXPECT_EQ(sum(chart, "launches"), golden_["rocket_cost_known"]);
  EXPECT_NEAR(total, golden_["rocket_cost_sum"].get<double>(), 0.005);
  EXPECT_EQ(golden_["rocket_cost_median_correct"], 62.0);
  EXPECT_EQ(chart.title, "Half of 964 priced launches cost $62m or less");
  EXPECT_THAT(chart.notes, Contains("3,360 launches without a price left out."));
}

// By hand from the dates of the file.
TEST_F(RealFile, CalendarGivesEveryWeekdayAndMonth) {
  const Chart chart = draw("calendar", launches_);
  const json weekdays = {{"Monday", 420}, {"Tuesday", 743},  {"Wednesday", 821}, {"Thursday", 808},
                         {"Friday", 772}, {"Saturday", 490}, {"Sunday", 270}};
  for (const auto& [weekday, n] : weekdays.items()) EXPECT_EQ(cell(chart, weekday, "launches"), n) << weekday;
  EXPECT_EQ(cell(chart, "Wednesday", "December"), 85);
  EXPECT_EQ(cell(chart, "Monday", "January"), 17);
}

TEST_F(RealFile, OutcomesGiveTheTotals) {
  const Chart chart = draw("outcomes", launches_);
  json totals = json::object();
  for (const auto& [column, status] : std::map<std::string, std::string>{{"success", "Success"},
                                                                         {"failure", "Failure"},
                                                                         {"partial_failure", "Partial Failure"},
                                                                         {"prelaunch_failure", "Prelaunch Failure"}})
    totals[status] = sum(chart, column);
  EXPECT_EQ(totals, golden_["status_mission"]);
  EXPECT_EQ(chart.table.rows(), golden_["companies"]);
  EXPECT_EQ(chart.title, "90% of 4,324 launches succeeded; ULA leads with over 99%");
}

TEST_F(RealFile, RocketFamiliesTakeInEveryLaunch) {
  const Chart chart = draw("rocket-families", launches_);
  EXPECT_EQ(sum(chart, "launches"), golden_["rows"]);
  EXPECT_EQ(cell(chart, "Space Shuttle", "launches"), 135);  // 1981 to 2011, as NASA counts them
}

TEST_F(RealFile, FirstLaunchesGiveEveryCountryWithItsLaunches) {
  const Chart chart = draw("first-launches", launches_);
  for (const auto& [country, n] : golden_["geography"].items())
    EXPECT_EQ(cell(chart, country, "launches"), n) << country;
  EXPECT_EQ(cell(chart, "Japan", "first_attempt"), 1966);
  EXPECT_EQ(cell(chart, "Japan", "first_success"), 1970);
  EXPECT_EQ(chart.title, "Kazakhstan was first in 1957, New Zealand latest in 2018");
}

TEST_F(RealFile, FiltersAgreeWithTheTotals) {
  const Values usa{{"filter", std::vector<std::string>{"country=USA"}}};
  EXPECT_EQ(draw("timeline", launches_, usa).source, "Global Space Launches (1,351 of 4,324 launches)");
}

}  // namespace
}  // namespace perigee::tests
