// The committed sample: its bytes, its quirks, and the charts that a first run shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

#include "perigee/base/sha256.h"
#include "perigee/data/table.h"
#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr const char* kPath = PERIGEE_SOURCE_DIR "/samples/launches.csv";
constexpr const char* kSha256 = "8834baf26816e5f01ffa85565b7a6b2e1d2c919b6cf8db4afffe2cbe52c379e2";

std::string bytes() {
  std::ifstream file(kPath, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  std::array<char, 4096> buffer;
  while (const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    output.append(buffer.data(), read);
  return output;
}

TEST(Sample, HasTheBytesThatItsGeneratorMade) {
  EXPECT_EQ(sha256_hex(bytes()), kSha256) << "run tools/sample/launches.py > samples/launches.csv and commit both";
}

TEST(Sample, IsMadeAgainByItsGenerator) {
  if (output_of("command -v python3").empty()) GTEST_SKIP() << "python3 is not installed";
  EXPECT_EQ(output_of("python3 " PERIGEE_SOURCE_DIR "/tools/sample/launches.py"), bytes());
}

TEST(Sample, OfAnyOtherKindIsMadeAgainByItsGenerator) {
  if (output_of("command -v python3").empty()) GTEST_SKIP() << "python3 is not installed";
  for (const std::string name : {"biopsies", "sightings"}) {
    std::ifstream file(PERIGEE_SOURCE_DIR "/samples/" + name + ".csv", std::ios::binary);
    const std::string committed{std::istreambuf_iterator<char>(file), {}};
    EXPECT_EQ(output_of("python3 " PERIGEE_SOURCE_DIR "/tools/sample/" + name + ".py"), committed) << name;
  }
}

TEST(Sample, HasTheColumnsAndQuirksOfTheRealFile) {
  const std::string text = bytes();
  EXPECT_THAT(text, HasSubstr("Company Name,Location,Detail,Status Rocket, Rocket,Status Mission,Country of Launch,"
                              "Companys Country of Origin,Private or State Run,DateTime,Year,Month,Day,Date,Time\r\n"));
  for (const char* quirk :
       {"\"5,000.00\"", "Isreal", "Sea Launch", "Arme de l'Air", "M?\u0081hia", "n\u2020\u00ad", ",00:00\r\n"})
    EXPECT_THAT(text, HasSubstr(quirk));
}

TEST(Sample, LoadsWithEveryRowAndColumn) {
  const Dataset launches = sample();
  EXPECT_EQ(launches.table.rows(), 336u);
  EXPECT_EQ(launches.table.columns().size(), 15u);
}

TEST(Sample, SaysInEveryChartThatItIsSynthetic) {
  for (const char* analysis : {"timeline", "sector", "geography", "top-private"})
    EXPECT_THAT(draw(analysis, sample()).source, HasSubstr("Synthetic sample, not real launches ("));
}

TEST(Sample, TellsAStoryWorthDrawing) {
  const Chart timeline = draw("timeline", sample());
  EXPECT_EQ(timeline.title, "Private launches first overtook state launches in 2003");
  EXPECT_THAT(timeline.notes, Contains("2024: data to 14 June only, dashed."));
  EXPECT_THAT(timeline.alt, EndsWith("2003–2005, 2008–2009, 2011–2015 and 2017–2024."));
}

TEST(Sample, GivesTheSameTotalsInEveryAnalysis) {
  EXPECT_EQ(draw("sector", sample()).title, "Private launches outnumber state ones, 170 to 166");
  EXPECT_EQ(cell(draw("geography", sample()), "USA", "launches"), 109);
  EXPECT_EQ(cell(draw("top-private", sample()), "Northstar Orbital", "launches"), 39);
}

}  // namespace
}  // namespace perigee::tests
