#include "perigee/data/date.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "perigee/base/clock.h"

namespace perigee {
namespace {

constexpr auto kDayFirst = DayOrder::day_first;
constexpr auto kMonthFirst = DayOrder::month_first;

std::string shown(std::string_view text, DayOrder order = kDayFirst) {
  const DateReading date = read_date(text, order);
  return date.valid ? iso8601(date.millis()) + " " + std::to_string(static_cast<int>(date.precision)) : "none";
}

TEST(Date, ReadsTheFourLaunchFormats) {
  EXPECT_EQ(shown("2020-08-07 05:12:00+00:00"), "2020-08-07T05:12:00Z 1");
  EXPECT_EQ(shown("07/08/2020"), "2020-08-07T00:00:00Z 4");
  EXPECT_EQ(shown("Fri Aug 07, 2020 05:12 UTC"), "2020-08-07T05:12:00Z 2");
  EXPECT_EQ(shown("Thu Aug 29, 2019"), "2019-08-29T00:00:00Z 4");
}

TEST(Date, ReadsIso8601InItsPrecisions) {
  EXPECT_EQ(shown("2006-03-24T22:30:00.125Z"), "2006-03-24T22:30:00.125Z 0");
  EXPECT_EQ(shown("2006-03-25T10:30:00+12:00"), "2006-03-24T22:30:00Z 1");
  EXPECT_EQ(shown("2006-03-25 10:30-0130"), "2006-03-25T12:00:00Z 2");
  EXPECT_EQ(shown("1957-10-04"), "1957-10-04T00:00:00Z 4");
  EXPECT_EQ(shown("1957-10"), "1957-10-01T00:00:00Z 5");
  EXPECT_EQ(shown("2020/08/07"), "2020-08-07T00:00:00Z 4");
}

TEST(Date, ReadsNamedMonths) {
  for (const char* text : {"7 August 2020", "07 Aug 2020", "Aug 7, 2020", "August 7, 2020", "Fri, 07 Aug 2020"})
    EXPECT_EQ(shown(text), "2020-08-07T00:00:00Z 4") << text;
  EXPECT_EQ(shown("Fri, 07 Aug 2020 05:12:33 GMT"), "2020-08-07T05:12:33Z 1");
}

TEST(Date, ReadsDaysAndMonthsInTheColumnsOrder) {
  EXPECT_EQ(shown("07/08/2020", kMonthFirst), "2020-07-08T00:00:00Z 4");
  EXPECT_EQ(shown("7.8.2020"), "2020-08-07T00:00:00Z 4");
  EXPECT_EQ(shown("25/12/2020", kMonthFirst), "none");
  EXPECT_EQ(read_date("25/12/2020", kMonthFirst).kind, DateKind::day_first);
  EXPECT_EQ(read_date("12/25/2020", kDayFirst).kind, DateKind::month_first);
  EXPECT_EQ(read_date("07/08/2020", kDayFirst).kind, DateKind::either);
}

TEST(Date, AnImpossibleDateIsShapedLikeOne) {
  for (const char* text : {"2020-02-30", "0000-00-00", "2020-13-01", "30/02/2020", "2021-02-29 05:12:00Z",
                           "2020-01-01 25:00", "31 April 2020", "99/99/2020"})
    EXPECT_EQ(read_date(text, kDayFirst).kind, DateKind::impossible) << text;
}

TEST(Date, EverythingElseIsAWord) {
  for (const char* text : {"", "2020", "2019-20", "05:12", "Mars 2020 Rover", "Sat 5", "2020-08-07x", "March of Time",
                           "1.2.3", "10.1000/182", "555-1234", "2020-08-07 5", "12/2020", "Mon Tue 01, 2020"})
    EXPECT_EQ(read_date(text, kDayFirst).kind, DateKind::word) << text;
}

TEST(Date, CommonShapesAgreeWithTheCalendar) {
  for (std::int64_t day = -160'000; day < 60'000; day += 7) {
    const std::string text = iso8601(day * kMillisPerDay).substr(0, 10);
    ASSERT_EQ(read_date(text, kDayFirst).millis(), day * kMillisPerDay) << text;
  }
}

// 2020-08-07 and 07/08/2020 have a reading of their own, 2020/08/07 and 07.08.2020 have not: whatever the bytes, both
// say the same.
TEST(Date, TheCommonShapesAreReadAsTheOthersAre) {
  std::mt19937 random(1);
  const auto same = [](const std::string& common, const std::string& other, DayOrder order) {
    const DateReading a = read_date(common, order), b = read_date(other, order);
    ASSERT_EQ(a.kind, b.kind) << common;
    ASSERT_EQ(a.valid, b.valid) << common;
    if (!a.valid) return;
    ASSERT_EQ(a.millis(), b.millis()) << common;
    ASSERT_EQ(a.precision, b.precision) << common;
  };
  for (int round = 0; round < 200'000; ++round) {
    const auto digits = [&](unsigned most, int width) {
      std::string text = std::to_string(random() % most);
      text.insert(0, static_cast<std::size_t>(width) - text.size(), '0');
      if (random() % 20 == 0) text[random() % text.size()] = "x :/0-"[random() % 6];
      return text;
    };
    const std::string year = digits(10'000, 4), month = digits(14, 2), day = digits(33, 2);
    std::string time;
    if (random() % 2 == 0) time = " " + digits(25, 2) + ":" + digits(61, 2);
    if (!time.empty() && random() % 2 == 0) time += ":" + digits(61, 2);
    if (!time.empty() && random() % 2 == 0) time += std::string_view("+00:00").substr(0, random() % 2 == 0 ? 6 : 3);
    same(year + "-" + month + "-" + day + time, year + "/" + month + "/" + day + time, DayOrder::day_first);
    const DayOrder order = random() % 2 == 0 ? DayOrder::day_first : DayOrder::month_first;
    same(day + "/" + month + "/" + year, day + "." + month + "." + year, order);
  }
}

}  // namespace
}  // namespace perigee
