// The figures of golden.json for the cancer data, from the real files. They lie outside the repository: where they are
// missing the tests are skipped by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <variant>

#include "perigee/stat/correlation.h"
#include "perigee/stat/histogram.h"
#include "perigee/stat/numbers.h"
#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class RealCancer : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto folder = real_data();
    if (!folder) GTEST_SKIP() << "no real data: set PERIGEE_SHARED_DATA to the folder of golden.json";
    const json golden = json::parse(std::ifstream(*folder + "/golden.json"));
    wisconsin_ = golden.at("breast_cancer_wisconsin");
    issue_ = golden.at("cancer_issue");
    biopsies_ = dataset_of_file(*folder + "/breast_cancer_kaggle.csv", "Wisconsin Diagnostic Breast Cancer");
    patients_ = dataset_of_file(*folder + "/cancer_issue.csv", "Cancer Issue, synthetic");
  }

  json wisconsin_, issue_;
  Dataset biopsies_, patients_;
};

// Computed independently with Python's statistics: sample deviations, percentiles with half of the equal ones.
TEST_F(RealCancer, PlacesAPatientAmongTheBiopsies) {
  const std::vector<std::string> values{"radius_mean=17.99", "texture_mean=10.38", "smoothness_mean=0.1184"};
  const Chart chart = draw("patient", biopsies_, {{"patient", values}});
  const Column &z = chart.table.column("z_score"), &percentile = chart.table.column("percentile");
  EXPECT_NEAR(chart.table.column("mean").number(0), wisconsin_["radius_mean"]["mean"].get<double>(), 1e-9);
  EXPECT_NEAR(chart.table.column("standard_deviation").number(0),
              wisconsin_["radius_mean"]["stdev_sample"].get<double>(), 1e-9);
  EXPECT_NEAR(z.number(0), 1.096100, 1e-6);
  EXPECT_NEAR(z.number(1), -2.071512, 1e-6);
  EXPECT_NEAR(z.number(2), 1.567087, 1e-6);
  EXPECT_NEAR(percentile.number(0), 83.655536, 1e-6);
  EXPECT_NEAR(percentile.number(1), 0.263620, 1e-6);
  EXPECT_EQ(chart.title, "9 of the 15 nearest rows are Benign");
  EXPECT_EQ(chart.source, "Wisconsin Diagnostic Breast Cancer (569 rows)");
}

// What all groups of a histogram come to, bin by bin.
std::vector<int> counts(const Chart& chart) {
  const Histogram& histogram = std::get<Histogram>(chart.mark);
  std::vector<int> counts(histogram.edges.size() - 1);
  for (const HistogramGroup& group : histogram.groups)
    for (std::size_t bin = 0; bin < counts.size(); ++bin) counts[bin] += static_cast<int>(group.counts[bin]);
  return counts;
}

TEST_F(RealCancer, HistogramsWithSoManyBinsHaveTheGoldenCounts) {
  for (const int bins : {10, 15}) {
    const json& golden = wisconsin_["radius_mean"]["hist" + std::to_string(bins)];
    const Chart chart = draw("histogram", biopsies_, {{"x", "radius_mean"}, {"bins", std::int64_t{bins}}});
    EXPECT_EQ(json(counts(chart)), golden["counts"]) << bins;
    const std::vector<double>& edges = std::get<Histogram>(chart.mark).edges;
    for (std::size_t i = 0; i < edges.size(); ++i) EXPECT_NEAR(edges[i], golden["edges"][i].get<double>(), 1e-9);
  }
}

TEST_F(RealCancer, TheNaturalBinsOfMeanRadiusAreTwentyThreeOfOne) {
  const Histogram histogram = std::get<Histogram>(draw("histogram", biopsies_).mark);
  EXPECT_EQ(histogram.edges.size(), 24u);
  EXPECT_EQ(histogram.edges.front(), 6);
  EXPECT_EQ(histogram.edges.back(), 29);
}

TEST_F(RealCancer, TumorSizesInTenBinsAreCountedByTheirEdges) {
  const json& golden = issue_["TumorSize_hist10"];
  const Chart chart = draw("histogram", patients_, {{"x", "TumorSize"}, {"bins", std::int64_t{10}}});
  EXPECT_EQ(json(counts(chart)), golden["counts"]);
}

TEST_F(RealCancer, GroupsAreTheDiagnoses) {
  const Chart chart = draw("histogram", biopsies_);
  std::map<std::string, std::string> notes;
  for (const HistogramGroup& group : std::get<Histogram>(chart.mark).groups) notes[group.name] = group.note;
  EXPECT_EQ(notes["Malignant"], std::to_string(wisconsin_["diagnosis"]["M"].get<int>()) + " rows");
  EXPECT_EQ(notes["Benign"], std::to_string(wisconsin_["diagnosis"]["B"].get<int>()) + " rows");
}

TEST_F(RealCancer, MomentsAreTheGoldenOnes) {
  const Moments radius = moments(numbers(biopsies_.table.column("radius_mean")));
  EXPECT_NEAR(radius.mean, wisconsin_["radius_mean"]["mean"].get<double>(), 1e-12);
  EXPECT_NEAR(radius.deviation, wisconsin_["radius_mean"]["stdev_sample"].get<double>(), 1e-12);
  EXPECT_NEAR(moments(numbers(patients_.table.column("Age"))).mean, issue_["Age_mean"].get<double>(), 1e-6);
  EXPECT_NEAR(moments(numbers(patients_.table.column("TumorSize"))).mean, issue_["TumorSize_mean"].get<double>(), 1e-6);
}

TEST_F(RealCancer, RadiusAndTextureCorrelateAsTheyShould) {
  const auto r =
      pearson(numbers(biopsies_.table.column("radius_mean")), numbers(biopsies_.table.column("texture_mean")));
  EXPECT_NEAR(*r, wisconsin_["pearson_radius_texture"].get<double>(), 1e-12);
  const Chart chart = draw("scatter", biopsies_);
  EXPECT_EQ(chart.title, "Mean texture rises slightly with mean radius");
  EXPECT_THAT(chart.subtitle, HasSubstr("569 rows; Pearson 0.32, Spearman 0.34"));
}

TEST_F(RealCancer, AColumnWithABlankInItsNameIsFound) {
  EXPECT_THAT(draw("scatter", biopsies_, {{"y", "concave_points_mean"}}).subtitle, HasSubstr("Mean concave points"));
}

TEST_F(RealCancer, ANoneThatIsACategoryIsNotMissing) {
  const Words markers = words_of(patients_.table.column("GeneticMarker"));
  json counts = json::object();
  for (std::size_t i = 0; i < markers.words.size(); ++i) counts[markers.words[i]] = markers.counts[i];
  EXPECT_EQ(counts, issue_["GeneticMarker"]);
}

}  // namespace
}  // namespace perigee::tests
