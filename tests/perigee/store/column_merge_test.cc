#include "perigee/store/column_merge.h"

#include <gtest/gtest.h>

namespace perigee {
namespace {

ColumnProfile column(std::string name, Type type, std::string least, std::string most, std::uint64_t distinct) {
  return {std::move(name), type, 0, distinct, false, std::move(least), std::move(most), 0, {}};
}

ColumnProfile merged_one(const ColumnProfile& known, const ColumnProfile& added) {
  const auto columns = merge_columns({{known}, 10}, {{added}, 5}, {});
  return columns ? columns->at(0) : ColumnProfile{};
}

TEST(ColumnMerge, AColumnThatIsLeftOutIsMissingInTheNewRows) {
  const auto columns = merge_columns({{column("a", Type::integer, "1", "9", 9)}, 10}, {{}, 5}, {});
  EXPECT_EQ(columns->at(0).missing, 5u);
}

TEST(ColumnMerge, ANewColumnIsMissingInTheOldRows) {
  const auto columns = merge_columns({{}, 10}, {{column("a", Type::integer, "1", "9", 5)}, 5}, {});
  EXPECT_EQ(columns->at(0).missing, 10u);
}

TEST(ColumnMerge, IntegerWidensToReal) {
  const auto merged = merged_one(column("a", Type::integer, "2", "10", 9), column("a", Type::real, "-0.5", "9.5", 5));
  EXPECT_EQ(merged.type, Type::real);
  EXPECT_EQ(merged.least, "-0.5");
  EXPECT_EQ(merged.most, "10");
}

TEST(ColumnMerge, CategoryWidensToText) {
  EXPECT_EQ(merged_one(column("a", Type::text, "a", "b", 2), column("a", Type::category, "c", "d", 2)).type,
            Type::text);
}

TEST(ColumnMerge, OtherChangesOfTypeAreRefusedAllAtOnceWithColumnRowAndRemedy) {
  const auto refused = merge_columns(
      {{column("a", Type::integer, "1", "2", 2), column("b", Type::datetime, "x", "y", 2)}, 10},
      {{column("a", Type::text, "u", "v", 2), column("b", Type::integer, "1", "2", 2)}, 5}, {{"a", "umbrella", 3}});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.problems().size(), 2u);
  EXPECT_EQ(refused.problems()[0].what,
            "Column 'a' of the dataset holds integer, and the rows sent hold text there (row 3: 'umbrella').");
  EXPECT_NE(refused.problems()[0].remedy.find("mode=replace"), std::string::npos);
  EXPECT_EQ(refused.problems()[1].where, "b");
}

TEST(ColumnMerge, AColumnWithoutAnyValueTakesTheTypeOfTheOtherSide) {
  ColumnProfile nothing = column("a", Type::text, "", "", 0);
  nothing.missing = 10;
  EXPECT_EQ(merged_one(nothing, column("a", Type::integer, "1", "5", 5)).type, Type::integer);
  nothing.missing = 5;
  EXPECT_EQ(merged_one(column("a", Type::integer, "1", "5", 5), nothing).type, Type::integer);
}

TEST(ColumnMerge, DistinctIsExactWhereTheRangesDoNotOverlap) {
  const auto merged = merged_one(column("a", Type::integer, "1", "9", 9), column("a", Type::integer, "10", "14", 5));
  EXPECT_EQ(merged.distinct, 14u);
  EXPECT_FALSE(merged.distinct_is_estimate);
}

TEST(ColumnMerge, DistinctIsAtLeastTheLargerOneWhereTheyOverlapAndSaysThatItIsAnEstimate) {
  const auto merged = merged_one(column("a", Type::integer, "1", "9", 9), column("a", Type::integer, "5", "14", 5));
  EXPECT_EQ(merged.distinct, 9u);
  EXPECT_TRUE(merged.distinct_is_estimate);
}

TEST(ColumnMerge, SmallCategoriesStayExactWithTheirCounts) {
  auto known = column("a", Type::category, "x", "y", 2);
  known.top = {{"x", 7}, {"y", 3}};
  auto added = column("a", Type::category, "y", "z", 2);
  added.top = {{"y", 4}, {"z", 1}};
  const auto merged = merged_one(known, added);
  EXPECT_EQ(merged.distinct, 3u);
  EXPECT_FALSE(merged.distinct_is_estimate);
  EXPECT_EQ(merged.top, (std::vector<ValueCount>{{"x", 7}, {"y", 7}, {"z", 1}}));
}

TEST(ColumnMerge, ADatasetHasAtMostAsManyColumnsAsAFile) {
  std::vector<ColumnProfile> many;
  for (int i = 0; i < 64; ++i) many.push_back(column("c" + std::to_string(i), Type::integer, "1", "1", 1));
  const auto refused = merge_columns({many, 1}, {{column("more", Type::integer, "1", "1", 1)}, 1}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.problems().front().code, "too-many-columns");
}

}  // namespace
}  // namespace perigee
