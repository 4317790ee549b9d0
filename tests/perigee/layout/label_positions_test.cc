// Where the labels of the sample charts stand, against committed goldens (tests/golden/layout). `make golden`, or
// PERIGEE_REGEN=1 before this binary, writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "perigee/base/text.h"
#include "perigee/layout/layout.h"
#include "tests/support/sample_charts.h"

namespace perigee {
namespace {

using NamedChart = std::pair<std::string, Chart>;

std::string number(std::int32_t fixed) { return plain(fixed / double{kOne}); }

// "24,33 start Private launches …": whole pixels would hide what a reader sees, so eighths are kept.
std::string positions(const Scene& scene) {
  constexpr std::int32_t kEighth = kOne / 8;
  constexpr const char* kAnchors[] = {"start", "middle", "end"};
  std::string text = std::to_string(scene.width) + "x" + std::to_string(scene.height) + "\n";
  for (const Item& item : scene.items)
    if (const Text* label = std::get_if<Text>(&item))
      text += number((label->origin.x + kEighth / 2) / kEighth * kEighth) + "," + number(label->origin.y) + " " +
              kAnchors[static_cast<int>(label->anchor)] + " " + label->utf8 + "\n";
  return text;
}

class LabelPositions : public testing::TestWithParam<NamedChart> {};

TEST_P(LabelPositions, AreThoseOfTheGolden) {
  const auto path = std::filesystem::path(PERIGEE_SOURCE_DIR) / "tests/golden/layout" / (GetParam().first + ".txt");
  Output output;
  output.scale = 1;
  const std::string got = positions(layout(GetParam().second, output));
  if (std::getenv("PERIGEE_REGEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << got;
  }
  std::ifstream file(path);
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(got, expected) << "if this is meant, write it anew with PERIGEE_REGEN=1 and commit";
}

INSTANTIATE_TEST_SUITE_P(Charts, LabelPositions, testing::ValuesIn(sample::charts()),
                         [](const auto& one) { return one.param.first; });

}  // namespace
}  // namespace perigee
