// Charts as text against committed goldens (tests/golden/charts). `make golden`, or PERIGEE_REGEN=1 before this binary,
// writes them anew; the difference is then read and committed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "perigee/catalog/registry.h"
#include "perigee/chart/describe.h"
#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

struct Case {
  std::string name, analysis;
  Values parameters;
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }

std::int64_t operator""_y(unsigned long long year) { return static_cast<std::int64_t>(year); }
Value filter(std::vector<std::string> texts) { return texts; }

const std::vector<Case> kCases = {
    {"timeline", "timeline", {}},
    {"timeline_usa_highlight_private", "timeline", {{"filter", filter({"country=USA"})}, {"highlight", "Private"}}},
    {"timeline_since_2004", "timeline", {{"from", 2004_y}, {"to", 2023_y}}},
    {"timeline_one_year", "timeline", {{"from", 2003_y}, {"to", 2003_y}}},
    {"timeline_nothing", "timeline", {{"filter", filter({"country=Atlantis"})}}},
    {"sector", "sector", {}},
    {"sector_five_years", "sector", {{"period", 5_y}, {"highlight", "state"}}},
    {"sector_failures", "sector", {{"filter", filter({"status=Failure"})}}},
    {"geography", "geography", {}},
    {"geography_top_three", "geography", {{"top", 3_y}, {"highlight", "India"}, {"period", 10_y}}},
    {"geography_companies", "geography", {{"country_of", "company"}, {"from", 2000_y}}},
    {"top_private", "top-private", {}},
    {"top_private_three_highlight", "top-private", {{"top", 3_y}, {"highlight", "Sea Launch"}, {"from", 1992_y}}},
    {"top_private_nothing", "top-private", {{"filter", filter({"company=Negev Works"})}}},
};

// The chosen ones, and the example of every analysis that there is.
std::vector<Case> all_cases() {
  std::vector<Case> cases = kCases;
  for (const Analysis& analysis : registry()) {
    std::string name = analysis.name + "_example";
    std::replace(name.begin(), name.end(), '-', '_');
    cases.push_back({std::move(name), analysis.name, analysis.example});
  }
  return cases;
}

std::filesystem::path path_of(const Case& one) {
  return std::filesystem::path(PERIGEE_SOURCE_DIR) / "tests/golden/charts" / (one.name + ".txt");
}

class Golden : public ::testing::TestWithParam<Case> {};

TEST_P(Golden, IsWhatTheChartSays) {
  const std::string got = describe(draw(GetParam().analysis, sample_of(GetParam().analysis), GetParam().parameters));
  if (std::getenv("PERIGEE_REGEN") != nullptr) {
    std::filesystem::create_directories(path_of(GetParam()).parent_path());
    std::ofstream(path_of(GetParam()), std::ios::binary) << got;
  }
  std::ifstream file(path_of(GetParam()), std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(got, expected) << "if this is meant, write it anew with PERIGEE_REGEN=1 and commit";
}

INSTANTIATE_TEST_SUITE_P(Charts, Golden, ::testing::ValuesIn(all_cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace perigee::tests
