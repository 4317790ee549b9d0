#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "tests/perigee/analyses/drawing.h"

namespace perigee::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<Bar>& bars(const Chart& chart) { return std::get<Bars>(chart.mark).bars; }

std::vector<Launch> by(const std::string& company, std::int64_t n, std::int64_t year = 2000) {
  return times(n, {.year = year, .company = company});
}

std::vector<std::string> names(const Chart& chart) {
  std::vector<std::string> names;
  for (const Bar& bar : bars(chart)) names.push_back(bar.name);
  return names;
}

Dataset four() {
  return dataset(together({by("Delta", 1), by("Beta", 3), by("Alpha", 3), by("Gamma", 5), by("Old", 99, 1990),
                           times(50, {.year = 2000, .sector = "S", .company = "Agency"})}));
}

TEST(TopPrivate, RanksPrivateCompaniesSince1995AndBreaksTiesByName) {
  const Chart chart = draw("top-private", four());
  EXPECT_THAT(names(chart), ElementsAre("Gamma", "Alpha", "Beta", "Delta"));
  EXPECT_EQ(chart.title, "Gamma leads private companies with 5 launches since 1995");
  EXPECT_EQ(chart.subtitle, "Launches by private companies, all four, 2000");
}

TEST(TopPrivate, TakesAsManyAsAsked) {
  const Chart chart = draw("top-private", four(), {{"top", std::int64_t{2}}});
  EXPECT_THAT(names(chart), ElementsAre("Gamma", "Alpha"));
  EXPECT_EQ(chart.subtitle, "Launches by private companies, top two of 4, 2000");
  EXPECT_EQ(chart.table.rows(), 4u);
}

TEST(TopPrivate, SetsTheLeaderInTheAccentColourUnlessAskedForAnother) {
  EXPECT_EQ(bars(draw("top-private", four()))[0].emphasis, Emphasis::strong);
  const Chart chart = draw("top-private", four(), {{"highlight", std::string("beta")}});
  EXPECT_EQ(bars(chart)[0].segments[0].emphasis, Emphasis::muted);
  EXPECT_EQ(bars(chart)[2].segments[0].emphasis, Emphasis::strong);
}

TEST(TopPrivate, SetsAHighlightedCompanyBelowTheTopApartWithItsRank) {
  const Chart chart = draw("top-private", four(), {{"top", std::int64_t{1}}, {"highlight", std::string("Delta")}});
  EXPECT_THAT(names(chart), ElementsAre("Gamma", "Delta"));
  EXPECT_TRUE(bars(chart)[1].gap_before);
  EXPECT_EQ(bars(chart)[1].note, "rank 4");
}

TEST(TopPrivate, SaysThatAHighlightedCompanyIsNotThere) {
  EXPECT_THAT(draw("top-private", four(), {{"highlight", std::string("Agency")}}).notes,
              ElementsAre("No private launch by 'Agency' in this selection."));
}

TEST(TopPrivate, NamesAllWhoShareTheLead) {
  EXPECT_EQ(draw("top-private", dataset(together({by("B", 2), by("A", 2)}))).title,
            "A and B lead with 2 launches each");
  EXPECT_EQ(draw("top-private", dataset(together({by("B", 2), by("A", 2), by("C", 2)}))).title,
            "Three private companies lead with 2 launches each");
}

TEST(TopPrivate, WordsASingleCompanyTruthfully) {
  EXPECT_EQ(draw("top-private", dataset(by("A", 1))).title, "A made the only private launch");
  EXPECT_EQ(draw("top-private", dataset(by("A", 7))).title, "A made all 7 private launches");
}

TEST(TopPrivate, DoesNotSaySinceWhereThePeriodEndsEarlier) {
  const auto launches = dataset(together({by("A", 3, 2000), by("B", 1, 2000), by("B", 9, 2010), by("C", 1, 1990)}));
  EXPECT_EQ(draw("top-private", launches, {{"to", std::int64_t{2005}}}).title,
            "A leads private companies with 3 launches");
}

TEST(TopPrivate, DeclaresAYearThatIsNotOver) {
  EXPECT_THAT(draw("top-private", dataset(by("A", 3, 2020), "2020-08-07")).notes,
              ElementsAre("2020: data to 7 August only."));
  EXPECT_THAT(draw("top-private", dataset(by("A", 3, 2019), "2020-08-07")).notes, IsEmpty());
}

TEST(TopPrivate, SaysThatNoneIsPrivate) {
  const Chart chart = draw("top-private", dataset(times(3, {.year = 2000, .sector = "S"})));
  EXPECT_EQ(std::get<Empty>(chart.mark).sentence, "None of the 3 launches in 2000 is private.");
}

}  // namespace
}  // namespace perigee::tests
