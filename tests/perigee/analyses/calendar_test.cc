#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::vector<Launch> on(const std::string& date, std::int64_t n) {
  return times(n, {.year = std::stoll(date.substr(0, 4)), .date = date});
}

const std::string kMonday = "2020-08-03", kWednesday = "2020-08-05", kSunday = "2020-12-06";

std::string title(std::initializer_list<std::vector<Launch>> lists) {
  return draw("calendar", dataset(together(lists))).title;
}

const Cells& cells(const Chart& chart) { return std::get<Cells>(chart.mark); }

TEST(Calendar, CountsEachWeekdayAndMonth) {
  const Chart chart = draw("calendar", dataset(together({on(kMonday, 2), on(kSunday, 3)})));
  EXPECT_EQ(cell(chart, "Monday", "August"), 2);
  EXPECT_EQ(cell(chart, "Sunday", "December"), 3);
  EXPECT_EQ(cell(chart, "Sunday", "launches"), 3);
  EXPECT_EQ(cells(chart).rows[0].values[7], 2);
  EXPECT_EQ(cells(chart).columns[11], "Dec");
}

TEST(Calendar, HasEveryWeekdayAlsoWithoutLaunches) {
  EXPECT_EQ(cells(draw("calendar", dataset(on(kMonday, 1)))).rows.size(), 7u);
}

TEST(Calendar, WordsTheFindingTruthfully) {
  EXPECT_EQ(title({on(kMonday, 1)}), "The only launch was on a Monday");
  EXPECT_EQ(title({on(kMonday, 3)}), "All 3 launches were on Mondays");
  EXPECT_EQ(title({on(kMonday, 3), on(kSunday, 1)}), "Most launches fall on Mondays");
  EXPECT_EQ(title({on(kMonday, 3), on(kSunday, 3)}), "Most launches fall on Mondays and Sundays");
  EXPECT_EQ(title({on(kMonday, 3), on(kSunday, 3), on(kWednesday, 3)}), "Three weekdays lead with 3 launches each");
}

TEST(Calendar, NamesTheQuietestDayWhereThereIsOne) {
  std::vector<Launch> launches;
  for (int day = 3; day <= 9; ++day) {
    const auto more = on("2020-08-0" + std::to_string(day), day);
    launches.insert(launches.end(), more.begin(), more.end());
  }
  EXPECT_EQ(draw("calendar", dataset(launches)).title, "Most launches fall on Sundays, fewest on Mondays");
}

TEST(Calendar, SaysWhereEveryDayIsLevel) {
  std::vector<Launch> launches;
  for (int day = 3; day <= 9; ++day) launches.push_back(on("2020-08-0" + std::to_string(day), 1).front());
  EXPECT_EQ(draw("calendar", dataset(launches)).title, "Every weekday saw 1 launch");
}

TEST(Calendar, LeavesOutLaunchesOfWhichNoDayIsKnown) {
  const Chart chart = draw("calendar", dataset(together({on(kMonday, 1), on("2020-08", 2), times(1, {.year = 2020})})));
  EXPECT_EQ(chart.source, "Test launches (1 of 4 launches)");
  EXPECT_THAT(chart.notes, Contains("3 launches without a day left out."));
}

TEST(Calendar, SaysWhyNothingIsDrawnWhereNoDayIsKnown) {
  EXPECT_THAT(std::get<Empty>(draw("calendar", dataset(on("2020-08", 2))).mark).sentence, HasSubstr("a known day"));
}

TEST(Calendar, SetsTheHighlightedWeekdayApartOrSaysThatThereIsNone) {
  const Dataset launches = dataset(on(kMonday, 1));
  EXPECT_EQ(cells(draw("calendar", launches, {{"highlight", "sunday"}})).strong_row, 6u);
  EXPECT_THAT(draw("calendar", launches, {{"highlight", "Maytag"}}).notes,
              Contains("'Maytag' is no weekday: highlight one such as Monday."));
}

}  // namespace
}  // namespace perigee::tests
