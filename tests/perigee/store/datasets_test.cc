#include "perigee/store/datasets.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/perigee/store/datasets_test.h"

namespace perigee {
namespace {

using testing::cells;
using testing::DatasetsTest;
using testing::fault_of;
using testing::integers;
using testing::numbered;
using testing::reals;
using testing::report_of;
using testing::store;
using testing::texts;
using testing::words;
using Cells = std::vector<std::vector<std::string>>;

constexpr auto kReplace = WriteMode::replace;
constexpr auto kAppend = WriteMode::append;

TEST_F(DatasetsTest, AnUploadIsReadBackAsItWas) {
  const Table table({integers("year", {1957, kMissing, 1959}), reals("cost", {1.5, 2.25, NAN}),
                     words("kind", {"a", "b", "a"}), texts("note", {"x\r\n,", "", "Ž"})});
  store(*pool_, "d", kReplace, table);
  EXPECT_EQ(cells(*pool_, "d"), cells(table));
}

TEST_F(DatasetsTest, TheManifestDescribesTheDataset) {
  const auto commit = store(*pool_, "d", kReplace, numbered(1, 10));
  const auto manifest = Datasets(*pool_).find("d");
  ASSERT_TRUE(manifest);
  EXPECT_EQ(*manifest, commit.manifest);
  EXPECT_EQ(manifest->rows, 10u);
  EXPECT_EQ(manifest->source, "test");
  EXPECT_EQ(manifest->columns.size(), 3u);
  EXPECT_EQ(manifest->bytes(), manifest->blocks.at(0).column_bytes[0].second +
                                   manifest->blocks[0].column_bytes[1].second +
                                   manifest->blocks[0].column_bytes[2].second);
}

TEST_F(DatasetsTest, WhatIsNotThereIsNotFound) {
  EXPECT_FALSE(Datasets(*pool_).find("d"));
  EXPECT_FALSE(Datasets(*pool_).open("d"));
  EXPECT_FALSE(Datasets(*pool_).remove("d"));
  EXPECT_EQ(count(0, "*"), 0u);
}

TEST_F(DatasetsTest, ManyBlocksAreReadInOrder) {
  const Table table = numbered(0, 2 * kRowsPerBlock + 100);
  store(*pool_, "d", kReplace, table);
  EXPECT_EQ(blocks(), 3u);
  auto reader = Datasets(*pool_).open("d");
  const std::vector<std::string> number{"number"};
  const Table read = reader->read(number);
  ASSERT_EQ(read.rows(), table.rows());
  for (const std::size_t row : {std::size_t{0}, kRowsPerBlock - 1, kRowsPerBlock, table.rows() - 1})
    EXPECT_EQ(read.column("number").integer(row), static_cast<std::int64_t>(row));
}

TEST_F(DatasetsTest, PagesOfRowsCrossBlocks) {
  store(*pool_, "d", kReplace, numbered(0, kRowsPerBlock + 10));
  auto reader = Datasets(*pool_).open("d");
  const std::vector<std::string> number{"number"};
  EXPECT_EQ(cells(reader->read_rows(number, kRowsPerBlock - 1, kRowsPerBlock + 1)), (Cells{{"65535"}, {"65536"}}));
  EXPECT_EQ(cells(reader->read_rows({}, 0, 1)), (Cells{{"0", "row 0", "a"}}));
  EXPECT_EQ(reader->read_rows(number, kRowsPerBlock + 9, 1'000'000).rows(), 1u);
  EXPECT_EQ(reader->read_rows(number, 1'000'000, 2'000'000).rows(), 0u);
}

TEST_F(DatasetsTest, AColumnThatIsNotThereIsACallersBug) {
  store(*pool_, "d", kReplace, numbered(0, 1));
  const std::vector<std::string> names{"colour"};
  EXPECT_THROW(Datasets(*pool_).open("d")->read(names), std::out_of_range);
}

TEST_F(DatasetsTest, ReadingOneColumnMovesOnlyItsBytes) {
  store(*pool_, "d", kReplace, numbered(0, 100'000));
  auto reader = Datasets(*pool_).open("d");
  const std::vector<std::string> kind{"kind"};
  const auto sent = [&] {
    const auto info = ask({"INFO", "stats"}).bytes;
    return std::stoull(info.substr(info.find("total_net_output_bytes:") + 23));
  };
  const auto before = sent();
  reader->read(kind);
  const auto moved = sent() - before;
  EXPECT_GE(moved, reader->manifest().bytes(kind));
  EXPECT_LE(moved, reader->manifest().bytes(kind) + 20'000);  // INFO itself among them
  EXPECT_LT(reader->manifest().bytes(kind), reader->manifest().bytes() / 5);
}

// Versions.

TEST_F(DatasetsTest, TheSameFileTwiceIsOneVersion) {
  const auto first = store(*pool_, "d", kReplace, numbered(1, 10));
  const auto second = store(*pool_, "d", kReplace, numbered(1, 10));
  EXPECT_FALSE(first.unchanged);
  EXPECT_TRUE(second.unchanged);
  EXPECT_EQ(second.manifest, first.manifest);
  EXPECT_EQ(blocks(), 1u);
}

TEST_F(DatasetsTest, TheVersionOfAFileDependsOnItsContentAlone) {
  const auto first = store(*pool_, "d", kReplace, numbered(1, 10));
  const auto other = store(*pool_, "d", kReplace, numbered(1, 11));
  const auto again = store(*pool_, "e", kReplace, numbered(1, 10));
  EXPECT_NE(first.manifest.version, other.manifest.version);
  EXPECT_EQ(first.manifest.version, again.manifest.version);
}

TEST_F(DatasetsTest, TheSameAppendSentAgainIsANoOpAlsoAfterAnother) {
  store(*pool_, "d", kReplace, numbered(1, 5));
  store(*pool_, "d", kAppend, numbered(6, 1));
  const auto after = store(*pool_, "d", kAppend, numbered(7, 1));
  const auto again = store(*pool_, "d", kAppend, numbered(6, 1));
  EXPECT_TRUE(again.unchanged);
  EXPECT_EQ(again.manifest.version, after.manifest.version);
  EXPECT_EQ(again.manifest.rows, 7u);
}

TEST_F(DatasetsTest, TheOrderOfAppendsMakesAnotherVersion) {
  for (const char* name : {"d", "e"}) store(*pool_, name, kReplace, numbered(1, 5));
  store(*pool_, "d", kAppend, numbered(10, 1));
  store(*pool_, "e", kAppend, numbered(20, 1));
  const auto d = store(*pool_, "d", kAppend, numbered(20, 1));
  const auto e = store(*pool_, "e", kAppend, numbered(10, 1));
  EXPECT_NE(d.manifest.version, e.manifest.version);
}

TEST_F(DatasetsTest, AnAppendToNothingMakesTheDataset) {
  const auto commit = store(*pool_, "d", kAppend, numbered(1, 2));
  EXPECT_EQ(commit.rows_added, 2u);
  EXPECT_EQ(Datasets(*pool_).list().at(0).name, "d");
}

TEST_F(DatasetsTest, AReplaceKeepsTheTimeOfCreation) {
  const testing::SetClock clock(1'000);
  store(*pool_, "d", kReplace, numbered(1, 2));
  const auto created = Datasets(*pool_).find("d")->created;
  const auto replaced = store(*pool_, "d", kReplace, numbered(1, 3));
  EXPECT_EQ(replaced.manifest.created, created);
  EXPECT_GE(replaced.manifest.updated, created);
}

// Appends.

TEST_F(DatasetsTest, AThousandOneRowAppendsLeaveAHandfulOfBlocks) {
  for (int i = 0; i < 1000; ++i) store(*pool_, "d", kAppend, numbered(i, 1));
  EXPECT_LE(blocks_of("d"), 10u);
  EXPECT_EQ(blocks(), blocks_of("d"));
  EXPECT_EQ(cells(*pool_, "d"), cells(numbered(0, 1000)));
}

TEST_F(DatasetsTest, ASmallAppendToALargeDatasetRewritesNothingOfIt) {
  store(*pool_, "d", kReplace, numbered(0, kRowsPerBlock + 500));
  const auto before = Datasets(*pool_).find("d")->blocks;
  store(*pool_, "d", kAppend, numbered(100'000, 3));
  const auto after = Datasets(*pool_).find("d")->blocks;
  ASSERT_EQ(after.size(), 3u);
  EXPECT_EQ(after[0], before[0]);
  EXPECT_EQ(after[1], before[1]);
}

TEST_F(DatasetsTest, AnAppendMayAddLeaveOutAndWidenColumns) {
  store(*pool_, "d", kReplace, Table({integers("n", {1, 2}), words("w", {"x", "y"}), integers("gone", {7, 8})}));
  store(*pool_, "d", kAppend, Table({reals("n", {2.5}), texts("w", {"a long text"}), integers("new", {9})}));
  EXPECT_EQ(cells(*pool_, "d"), (Cells{{"1", "x", "7", ""}, {"2", "y", "8", ""}, {"2.5", "a long text", "", "9"}}));
  const auto columns = Datasets(*pool_).find("d")->columns;
  EXPECT_EQ(columns[0].type, Type::real);
  EXPECT_EQ(columns[1].type, Type::text);
  EXPECT_EQ(columns[2].missing, 1u);
  EXPECT_EQ(columns[3].missing, 2u);
}

TEST_F(DatasetsTest, WideningHoldsOverBlocksThatAreNotRewritten) {
  store(*pool_, "d", kReplace, Table({integers("n", {1, 2, 3}), words("w", {"x", "", "y"})}));
  store(*pool_, "d", kAppend, Table({reals("n", {2.5}), texts("w", {"z"}), integers("new", {9})}));
  ASSERT_EQ(blocks(), 2u);
  EXPECT_EQ(cells(*pool_, "d"), (Cells{{"1", "x", ""}, {"2", "", ""}, {"3", "y", ""}, {"2.5", "z", "9"}}));
}

TEST_F(DatasetsTest, AnotherTypeIsRefusedNamesTheColumnAndChangesNothing) {
  store(*pool_, "d", kReplace, Table({integers("year", {1957})}));
  const auto before = Datasets(*pool_).find("d");
  const auto problems = refusal(Table({texts("year", {"", "soon"})}));
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].where, "year");
  EXPECT_NE(problems[0].what.find("row 2: 'soon'"), std::string::npos) << problems[0].what;
  EXPECT_NE(problems[0].remedy.find("mode=replace"), std::string::npos);
  EXPECT_EQ(Datasets(*pool_).find("d"), before);
  EXPECT_EQ(blocks(), 1u);
}

TEST_F(DatasetsTest, AColumnWithoutAValueConflictsWithNothing) {
  store(*pool_, "d", kReplace, Table({integers("year", {1957}), texts("later", {""})}));
  store(*pool_, "d", kAppend, Table({texts("year", {""}), integers("later", {5})}));
  EXPECT_EQ(cells(*pool_, "d"), (Cells{{"1957", ""}, {"", "5"}}));
}

TEST_F(DatasetsTest, ABatchOfManyBlocksIsAppendedWhole) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  store(*pool_, "d", kAppend, numbered(10, kRowsPerBlock + 10));
  const std::vector<std::string> number{"number"};
  const Table table = Datasets(*pool_).open("d")->read(number);
  ASSERT_EQ(table.rows(), kRowsPerBlock + 20);
  EXPECT_EQ(table.column("number").integer(kRowsPerBlock + 19), static_cast<std::int64_t>(kRowsPerBlock) + 19);
}

TEST_F(DatasetsTest, AnEmptyUploadMakesADatasetWithoutRows) {
  DatasetWriter writer(*pool_, "d", kReplace);
  ASSERT_TRUE(writer.commit(report_of(numbered(0, 1)), "header only"));
  EXPECT_EQ(Datasets(*pool_).find("d")->rows, 0u);
  EXPECT_TRUE(cells(*pool_, "d").empty());
}

TEST_F(DatasetsTest, BytesThatAreNoColumnAreNamed) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  ask({"HSET", ask({"KEYS", "block:*"}).items.at(0).bytes, "number", "nonsense"});
  const auto [fault, sentence] = fault_of([&] { cells(*pool_, "d"); });
  EXPECT_EQ(fault, Fault::internal);
  EXPECT_NE(sentence.find("'number'"), std::string::npos) << sentence;
}

TEST_F(DatasetsTest, DatasetsAreListedByName) {
  for (const char* name : {"b", "a", "c"}) store(*pool_, name, kReplace, numbered(0, 1));
  Datasets(*pool_).remove("b");
  const auto list = Datasets(*pool_).list();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].name, "a");
  EXPECT_EQ(list[1].name, "c");
}

}  // namespace
}  // namespace perigee
