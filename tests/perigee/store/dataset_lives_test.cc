// How long blocks and leases live.
#include <gtest/gtest.h>

#include "perigee/store/blocks.h"
#include "perigee/store/datasets.h"
#include "tests/perigee/store/datasets_test.h"

namespace perigee {
namespace {

using testing::cells;
using testing::DatasetsTest;
using testing::fault_of;
using testing::numbered;
using testing::report_of;
using testing::store;

constexpr auto kReplace = WriteMode::replace;

TEST_F(DatasetsTest, BlocksOfAWriterThatGivesUpGoAtOnce) {
  {
    DatasetWriter writer(*pool_, "d", kReplace);
    writer.add(numbered(0, 3 * kRowsPerBlock));
    EXPECT_GE(blocks(), 1u);
  }
  EXPECT_EQ(blocks(), 0u);
}

TEST_F(DatasetsTest, UncommittedBlocksHaveALifeAndCommittedOnesHaveNone) {
  DatasetWriter writer(*pool_, "d", kReplace);
  const Table table = numbered(0, 2 * kRowsPerBlock);
  writer.add(table);
  const std::string block = ask({"KEYS", "block:*"}).items.at(0).bytes;
  EXPECT_GT(life_of(block), 0);
  ASSERT_TRUE(writer.commit(report_of(table), "test"));
  EXPECT_EQ(life_of(block), -1);
}

TEST_F(DatasetsTest, AWriterThatTookTooLongIsToldAndCommitsNothing) {
  DatasetWriter writer(*pool_, "d", kReplace);
  const Table table = numbered(0, 2 * kRowsPerBlock);
  writer.add(table);
  ask({"UNLINK", ask({"KEYS", "block:*"}).items.at(0).bytes});
  EXPECT_EQ(fault_of([&] { (void)writer.commit(report_of(table), "test"); }).first, Fault::timeout);
  EXPECT_FALSE(Datasets(*pool_).find("d"));
}

TEST_F(DatasetsTest, BlocksThatNobodyReadsGoWithTheManifest) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  store(*pool_, "d", kReplace, numbered(0, 20));
  EXPECT_EQ(blocks(), 1u);
  EXPECT_TRUE(Datasets(*pool_).remove("d"));
  EXPECT_EQ(count(0, "*"), 0u);
}

TEST_F(DatasetsTest, AReaderKeepsItsVersionWhileTheDatasetIsReplacedAndRemoved) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  auto reader = Datasets(*pool_).open("d", std::chrono::seconds(60));
  store(*pool_, "d", kReplace, numbered(100, 10));
  Datasets(*pool_).remove("d");
  EXPECT_EQ(cells(reader->read_rows({}, 0, 10)), cells(numbered(0, 10)));
}

TEST_F(DatasetsTest, BlocksThatLeftExpireWithTheLastLease) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  const std::string block = ask({"KEYS", "block:*"}).items.at(0).bytes;
  auto one = Datasets(*pool_).open("d", std::chrono::seconds(30));
  auto longer = Datasets(*pool_).open("d", std::chrono::seconds(90));
  store(*pool_, "d", kReplace, numbered(100, 10));
  EXPECT_GT(life_of(block), 80'000);
  EXPECT_LE(life_of(block), 90'000);
}

TEST_F(DatasetsTest, LeasesEndWithTheirReaders) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  { auto reader = Datasets(*pool_).open("d"); }
  EXPECT_EQ(count(0, "lease:*"), 0u);
}

TEST_F(DatasetsTest, ALeaseIsNeverLongerThanTheLongest) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  auto reader = Datasets(*pool_).open("d", std::chrono::hours(10'000));
  EXPECT_LE(std::stod(ask({"ZRANGE", "lease:d", "0", "0", "WITHSCORES"}).items.at(1).bytes),
            static_cast<double>(redis_time(*pool_->lend())) + 3'600'000);
  EXPECT_GT(life_of("lease:d"), 0);
}

TEST_F(DatasetsTest, AReaderWhoseLeaseIsOverIsToldToReadAgain) {
  store(*pool_, "d", kReplace, numbered(0, 10));
  auto reader = Datasets(*pool_).open("d");
  ask({"UNLINK", ask({"KEYS", "block:*"}).items.at(0).bytes});
  const auto [fault, sentence] = fault_of([&] { reader->read_rows({}, 0, 10); });
  EXPECT_EQ(fault, Fault::unavailable);
  EXPECT_NE(sentence.find("Read again"), std::string::npos) << sentence;
}

}  // namespace
}  // namespace perigee
