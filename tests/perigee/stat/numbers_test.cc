#include "perigee/stat/numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace perigee {
namespace {

using testing::ElementsAre;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Column words(Type type, const std::vector<std::string>& cells) {
  ColumnBuilder builder("w", type);
  for (const std::string& cell : cells) cell == "-" ? builder.add_missing() : builder.add(std::string_view(cell));
  return builder.build();
}

TEST(Numbers, AreNaNWhereTheyAreMissing) {
  ColumnBuilder builder("n", Type::integer);
  builder.add(std::int64_t{4});
  builder.add_missing();
  const std::vector<double> values = numbers(builder.build());
  EXPECT_EQ(values[0], 4);
  EXPECT_TRUE(std::isnan(values[1]));
}

TEST(CompleteRows, HaveAllNumbers) {
  const std::vector<std::vector<double>> lists{{1, kNone, 3, 4}, {1, 2, INFINITY, 4}};
  EXPECT_THAT(complete_rows(lists), ElementsAre(0, 3));
  EXPECT_THAT(taken(lists[0], complete_rows(lists)), ElementsAre(1, 4));
}

TEST(WordsOf, AreOrderedByFrequencyAndThenByName) {
  for (const Type type : {Type::category, Type::text}) {
    const Words result = words_of(words(type, {"b", "c", "a", "c", "-", "b", "d", ""}));
    EXPECT_THAT(result.words, ElementsAre("b", "c", "a", "d"));
    EXPECT_THAT(result.counts, ElementsAre(2, 2, 1, 1));
    EXPECT_THAT(result.codes, ElementsAre(0, 1, 2, 1, Words::kNoWord, 0, 3, Words::kNoWord));
  }
}

TEST(WordsOf, ReadsNumbersAsTheyAreShown) {
  ColumnBuilder builder("n", Type::integer);
  for (const std::int64_t n : {7, 5, 7}) builder.add(n);
  EXPECT_THAT(words_of(builder.build()).words, ElementsAre("7", "5"));
}

TEST(DecimalsOf, CountsThoseOfTheFinestValue) {
  EXPECT_EQ(decimals_of(std::vector<double>{1, -20, 0}), 0);
  EXPECT_EQ(decimals_of(std::vector<double>{1, 0.3, 9.9}), 1);
  EXPECT_EQ(decimals_of(std::vector<double>{17.465, 2}), 3);
  EXPECT_EQ(decimals_of(std::vector<double>{0.0371}), std::nullopt);
}

TEST(Folded, AddsUpTheRestButNeverASingleWord) {
  const Words all = words_of(words(Type::text, {"a", "a", "b", "c", "d", "-"}));
  EXPECT_THAT(folded(all, 3).words, ElementsAre("a", "b", "c", "d"));
  const Words two = folded(all, 2);
  EXPECT_THAT(two.words, ElementsAre("a", "b", "Other"));
  EXPECT_THAT(two.counts, ElementsAre(2, 1, 2));
  EXPECT_THAT(two.codes, ElementsAre(0, 0, 1, 2, 2, Words::kNoWord));
}

TEST(Folded, TellsTheRestFromAWordOther) {
  const Words all = words_of(words(Type::text, {"Other", "Other", "b", "c", "d"}));
  EXPECT_THAT(folded(all, 1).words, ElementsAre("Other", "All others"));
}

}  // namespace
}  // namespace perigee
