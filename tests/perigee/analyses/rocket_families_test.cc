#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<Launch> of(const std::string& rocket, std::int64_t year, std::int64_t n,
                       const std::string& status = "StatusRetired") {
  Launch launch{.year = year};
  launch.detail = rocket + " | Mission";
  launch.rocket_status = status;
  return times(n, launch);
}

Dataset three() {
  return dataset(together({of("Soyuz U", 1973, 3), of("Soyuz 2.1a", 2010, 2, "StatusActive"), of("Vanguard", 1957, 1),
                           of("Falcon 9", 2010, 2, "StatusActive")}));
}

const std::vector<Span>& spans(const Chart& chart) { return std::get<Spans>(chart.mark).spans; }

std::vector<std::string> names(const Chart& chart) {
  std::vector<std::string> names;
  for (const Span& span : spans(chart)) names.push_back(span.name);
  return names;
}

TEST(RocketFamilies, LieFromTheirFirstToTheirLastYearInTheOrderOfTheirFirst) {
  const Chart chart = draw("rocket-families", three());
  EXPECT_THAT(names(chart), ElementsAre("Vanguard", "Soyuz", "Falcon"));
  EXPECT_EQ(spans(chart)[1].from, 1973);
  EXPECT_EQ(spans(chart)[1].to, 2010);
  EXPECT_EQ(spans(chart)[1].note, "5");
}

TEST(RocketFamilies, AreOpenWhereARocketIsInService) {
  const Chart chart = draw("rocket-families", three());
  EXPECT_FALSE(spans(chart)[0].open);
  EXPECT_TRUE(spans(chart)[1].open);
  EXPECT_THAT(chart.notes, Contains("A bar with a point: a rocket of the family is in service."));
}

TEST(RocketFamilies, AreThoseOfMostLaunchesAndTheHighlightedOne) {
  const Values one{{"top", std::int64_t{1}}}, with{{"top", std::int64_t{1}}, {"highlight", "vanguard"}};
  EXPECT_THAT(names(draw("rocket-families", three(), one)), ElementsAre("Soyuz"));
  const Chart chart = draw("rocket-families", three(), with);
  EXPECT_THAT(names(chart), ElementsAre("Vanguard", "Soyuz"));
  EXPECT_EQ(spans(chart)[0].emphasis, Emphasis::strong);
  EXPECT_EQ(spans(chart)[1].emphasis, Emphasis::muted);
  EXPECT_THAT(draw("rocket-families", three(), {{"highlight", "Zenit"}}).notes,
              Contains("No rocket family 'Zenit' in this selection."));
}

TEST(RocketFamilies, WordTheFindingTruthfully) {
  const auto title = [](std::initializer_list<std::vector<Launch>> lists) {
    return draw("rocket-families", dataset(together(lists))).title;
  };
  EXPECT_EQ(title({of("Soyuz U", 1973, 1)}), "Soyuz made the only launch");
  EXPECT_EQ(title({of("Soyuz U", 1973, 3)}), "Soyuz made all 3 launches");
  EXPECT_EQ(title({of("Soyuz U", 1973, 3), of("Vanguard", 1957, 1)}),
            "Soyuz leads two rocket families with 3 launches");
  EXPECT_EQ(title({of("Soyuz U", 1973, 2), of("Vanguard", 1957, 2)}), "Soyuz and Vanguard lead with 2 launches each");
  EXPECT_EQ(title({of("Soyuz U", 1973, 2), of("Vanguard", 1957, 2), of("Zenit", 1985, 2)}),
            "Three rocket families lead with 2 launches each");
}

TEST(RocketFamilies, LeaveOutLaunchesWithoutARocket) {
  const Chart chart = draw("rocket-families", dataset(together({of("Soyuz U", 1973, 1), of("", 1973, 2)})));
  EXPECT_EQ(chart.source, "Test launches (1 of 3 launches)");
  EXPECT_THAT(chart.notes, Contains("2 launches without a rocket left out."));
}

TEST(RocketFamilies, SaysWhyNothingIsDrawnWhereNoRocketIsNamed) {
  const Chart chart = draw("rocket-families", dataset(of("", 1973, 2)));
  EXPECT_THAT(std::get<Empty>(chart.mark).sentence, HasSubstr("a rocket's name"));
}

TEST(RocketFamilies, DoNotNeedToKnowWhatIsInService) {
  Dataset launches = three();
  std::erase_if(launches.schema, [](const ColumnProfile& column) { return column.name == "Status Rocket"; });
  const Chart chart = draw("rocket-families", launches);
  EXPECT_FALSE(spans(chart)[1].open);
  EXPECT_THAT(chart.alt, Not(HasSubstr("in service")));
}

}  // namespace
}  // namespace perigee::tests
