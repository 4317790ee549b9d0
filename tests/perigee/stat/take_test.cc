#include "perigee/stat/take.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/perigee/stat/tables.h"

namespace perigee::tests {
namespace {

TEST(Take, GivesRowsInTheOrderAskedForAlsoTwice) {
  const Table table({integers("n", {10, kNone, 30}), categories("name", {"a", "b", "c"})});
  EXPECT_EQ(lines(take(table, std::vector<std::size_t>{2, 1, 2})), "n name|30 c|- b|30 c");
}

TEST(Take, KeepsTypesAndTheTimesPrecision) {
  ColumnBuilder when("when", Type::datetime);
  when.add(86'400'000, Precision::day);
  ColumnBuilder reused("reused", Type::boolean);
  reused.add(std::int64_t{1});
  const Table taken = take(Table({when.build(), reused.build(), reals("x", {0.5})}), std::vector<std::size_t>{0});
  EXPECT_EQ(taken.column("when").precision(0), Precision::day);
  EXPECT_EQ(taken.column("reused").type(), Type::boolean);
  EXPECT_EQ(taken.column("x").number(0), 0.5);
}

TEST(Take, NumbersTheWordsThatAreLeftInOrderOfAppearance) {
  const Table table({categories("name", {"a", "b", "c"})});

  const Column taken = take(table, std::vector<std::size_t>{2, 0, 2}).column("name");

  EXPECT_EQ(taken.dictionary(), (std::vector<std::string>{"c", "a"}));
  EXPECT_EQ(taken.code(1), 1u);
}

TEST(Take, KeepsMissingWordsMissingBeyondTheFirstBlock) {
  ColumnBuilder names("name", Type::category);
  names.add_missing();
  names.add("a");
  const std::vector<std::size_t> rows = [] {
    std::vector<std::size_t> all(kRowsPerBlock, 0);
    all.push_back(1);
    return all;
  }();

  const Column taken = take(Table({names.build()}), rows).column("name");

  EXPECT_EQ(taken.missing(), kRowsPerBlock);
  EXPECT_EQ(taken.code(0), kMissingCode);
  EXPECT_EQ(taken.text(kRowsPerBlock), "a");
}

TEST(Take, OfNoRowsKeepsTheColumns) {
  EXPECT_EQ(lines(take(Table({integers("n", {1})}), std::vector<std::size_t>{})), "n");
}

}  // namespace
}  // namespace perigee::tests
