#include "perigee/stat/aggregate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace perigee {
namespace {

using testing::ElementsAre;
using testing::Optional;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
const std::vector<std::uint32_t> kGroups{0, 1, 0, 9, 1, 1};
const std::vector<double> kValues{4, 1, 8, 100, kNone, 2};

TEST(Aggregated, CountsRowsWithoutValues) {
  EXPECT_THAT(aggregated(Aggregate::count, kGroups, 3, {}), ElementsAre(Optional(2), Optional(3), Optional(0)));
}

TEST(Aggregated, SumsUpWhatIsThere) {
  EXPECT_THAT(aggregated(Aggregate::sum, kGroups, 2, kValues), ElementsAre(Optional(12), Optional(3)));
}

TEST(Aggregated, KnowsNoMeanAndNoMedianOfNothing) {
  EXPECT_THAT(aggregated(Aggregate::mean, kGroups, 3, kValues), ElementsAre(Optional(6), Optional(1.5), std::nullopt));
  EXPECT_THAT(aggregated(Aggregate::median, kGroups, 3, kValues),
              ElementsAre(Optional(6), Optional(1.5), std::nullopt));
}

TEST(Aggregated, TakesSharesOfRowsOrOfValues) {
  EXPECT_THAT(aggregated(Aggregate::share, kGroups, 2, {}), ElementsAre(Optional(0.4), Optional(0.6)));
  EXPECT_THAT(aggregated(Aggregate::share, kGroups, 2, kValues), ElementsAre(Optional(0.8), Optional(0.2)));
  EXPECT_THAT(aggregated(Aggregate::share, {}, 1, {}), ElementsAre(std::nullopt));
}

TEST(AggregateOf, ReadsEachOfItsWords) {
  for (const std::string& word : aggregate_words())
    EXPECT_EQ(aggregate_words()[static_cast<std::size_t>(aggregate_of(word))], word);
  EXPECT_TRUE(needs_values(Aggregate::median));
  EXPECT_FALSE(needs_values(Aggregate::share));
  EXPECT_FALSE(adds_up(Aggregate::mean));
}

}  // namespace
}  // namespace perigee
