// Every file of the shared test data loads with its shape and its known figures. Skipped where the data is missing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "perigee/data/loader.h"

namespace perigee {
namespace {

std::filesystem::path shared_data() {
  if (const char* named = std::getenv("PERIGEE_SHARED_DATA")) return named;
  return std::filesystem::path(PERIGEE_SOURCE_DIR) / ".." / "shared" / "data";
}

class SharedFile : public ::testing::Test {
 protected:
  Loaded loaded(const std::string& name) {
    const std::string path = (shared_data() / name).string();
    auto result = load_file(path, {.format = format_of(path, "")});
    if (!result) throw std::runtime_error(to_string(result.problems()));
    return *std::move(result);
  }
  void SetUp() override {
    if (!std::filesystem::exists(shared_data() / "golden.json")) {
      GTEST_SKIP() << "the shared data is not in " << shared_data() << " (PERIGEE_SHARED_DATA names another folder)";
    }
  }
  static nlohmann::json golden() {
    std::ifstream file(shared_data() / "golden.json");
    return nlohmann::json::parse(file);
  }
};

struct Shape {
  std::string name;
  std::size_t rows, columns;
};

TEST_F(SharedFile, HasItsShape) {
  const Shape shapes[] = {{"global_space_launches.csv", 4324, 15},   {"mission_launches.csv", 4324, 9},
                          {"cancer_issue.csv", 17686, 16},           {"breast_cancer_kaggle.csv", 569, 32},
                          {"messy_launches_bom_crlf.csv", 37, 15},   {"spacex_v5_launches_2023-05.json", 205, 42},
                          {"spacex_v4_launches_latest.json", 1, 39}, {"spacex_v4_payloads.json", 225, 34},
                          {"spacex_v4_launchpads.json", 6, 15},      {"spacex_v4_rockets.json", 4, 56},
                          {"spacex_v4_cores_subset.json", 57, 4}};
  for (const Shape& shape : shapes) {
    const Table table = loaded(shape.name).table;
    EXPECT_EQ(table.rows(), shape.rows) << shape.name;
    EXPECT_EQ(table.columns().size(), shape.columns) << shape.name;
  }
}

const ColumnProfile& profile_of(const LoadReport& report, std::string_view name) {
  return *std::find_if(report.columns.begin(), report.columns.end(), [&](const auto& c) { return c.name == name; });
}

TEST_F(SharedFile, LaunchesHaveTheirGoldenFigures) {
  const Loaded launches = loaded("global_space_launches.csv");
  const auto expected = golden()["global_space_launches"];
  std::vector<double> costs(launches.table.rows());
  launches.table.column("Rocket").read(0, costs);
  std::erase_if(costs, [](double cost) { return std::isnan(cost); });
  std::sort(costs.begin(), costs.end());
  EXPECT_EQ(costs.size(), expected["rocket_cost_known"]);
  EXPECT_NEAR(std::accumulate(costs.begin(), costs.end(), 0.0), expected["rocket_cost_sum"], 1e-6);
  EXPECT_EQ((costs[costs.size() / 2 - 1] + costs[costs.size() / 2]) / 2, expected["rocket_cost_median_correct"]);
  EXPECT_EQ(profile_of(launches.report, "Detail").distinct, expected["distinct_detail"]);
  EXPECT_EQ(profile_of(launches.report, "Company Name").distinct, expected["companies"]);
}

TEST_F(SharedFile, LaunchesNeedNoRepairButTheirMojibake) {
  const Loaded launches = loaded("global_space_launches.csv");
  EXPECT_EQ(launches.report.problem_count, 0u) << to_string(launches.report.problems);
  EXPECT_EQ(launches.report.affected_rows, 0u);
  EXPECT_EQ(profile_of(launches.report, "Location").repaired_mojibake, 16u);
  EXPECT_GE(profile_of(launches.report, "Detail").repaired_mojibake, 325u);
}

TEST_F(SharedFile, DatesOfBothLaunchFilesAgree) {
  const Loaded first = loaded("global_space_launches.csv"), second = loaded("mission_launches.csv");
  const Column& a = first.table.column("DateTime");
  const Column& b = second.table.column("Date");
  std::size_t days = 0;
  for (std::size_t row = 0; row < a.size(); ++row) {
    ASSERT_EQ(a.integer(row), b.integer(row)) << row;
    days += b.precision(row) == Precision::day ? 1u : 0u;
  }
  EXPECT_EQ(days, golden()["mission_launches"]["dates_without_time"]);
}

TEST_F(SharedFile, NoneIsARealGeneticMarker) {
  const Loaded cancer = loaded("cancer_issue.csv");
  const ColumnProfile& marker = profile_of(cancer.report, "GeneticMarker");
  EXPECT_EQ(marker.missing, 0u);
  EXPECT_THAT(marker.top, ::testing::Contains(ValueCount{"None", 4326}));
}

TEST_F(SharedFile, TheMessyFileIsReadByItsRules) {
  const Loaded messy = loaded("messy_launches_bom_crlf.csv");
  EXPECT_THAT(messy.report.dropped_columns, ::testing::ElementsAre("Unnamed: 0"));
  EXPECT_EQ(messy.table.column("Detail").text(2), "Starship Prototype |\n150 Meter Hop");
  const Column& cost = messy.table.column("# Rocket");
  EXPECT_EQ(cost.number(5), 1160.0);
  EXPECT_TRUE(cost.is_missing(6));
  EXPECT_EQ(cost.number(7), 65.0);
  EXPECT_EQ(messy.table.column("Year").integer(8), 2020);
}

TEST_F(SharedFile, TheTrailingCommaOfTheBreastCancerFileIsNoColumn) {
  const Loaded cancer = loaded("breast_cancer_kaggle.csv");
  EXPECT_THAT(cancer.report.dropped_columns, ::testing::ElementsAre("column 33"));
  EXPECT_EQ(profile_of(cancer.report, "radius_mean").least, "6.981");
  EXPECT_EQ(profile_of(cancer.report, "radius_mean").most, "28.11");
}

}  // namespace
}  // namespace perigee
