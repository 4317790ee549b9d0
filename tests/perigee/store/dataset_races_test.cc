// Ten writers and readers on one dataset: each reader sees one version whole, and afterwards no key is left over.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/perigee/store/store_test.h"
#include "tests/perigee/store/tables.h"

namespace perigee {
namespace {

using testing::numbered;

constexpr int kWriters = 10, kCommits = 8;

class RacesTest : public testing::PooledTest {
 protected:
  // Each writer commits its own tables; meanwhile two readers read until all are done.
  void race(WriteMode mode, const std::function<Table(int writer, int commit)>& table,
            const std::function<void(const Manifest&, const Table&)>& check) {
    std::atomic<int> writing{kWriters};
    std::vector<std::thread> threads;
    for (int writer = 0; writer < kWriters; ++writer)
      threads.emplace_back([&, writer] {
        for (int i = 0; i < kCommits; ++i) testing::store(*pool_, "d", mode, table(writer, i));
        --writing;
      });
    for (int reader = 0; reader < 2; ++reader)
      threads.emplace_back([&] {
        do {
          if (auto open = Datasets(*pool_).open("d"))
            check(open->manifest(), open->read_rows({}, 0, open->manifest().rows));
        } while (writing > 0);
      });
    for (auto& thread : threads) thread.join();
  }

  void expect_no_key_is_left_over() {
    const auto manifest = Datasets(*pool_).find("d");
    std::set<std::string> named;
    for (const auto& block : manifest->blocks) named.insert("block:" + block.id);
    auto redis = pool_->lend();
    for (const auto& key : redis->command(0, {"KEYS", "block:*"}).items) {
      const auto life = redis->command(0, {"PTTL", key.bytes}).integer;
      EXPECT_EQ(life == -1, named.contains(key.bytes)) << key.bytes << " lives " << life << " ms";
    }
    EXPECT_EQ(count(0, "lease:*"), 0u);
  }
};

// The row that begins each replacement says how many rows follow: a mixture would be found.
Table replacement(int writer, int commit) {
  const std::size_t rows = static_cast<std::size_t>(20 + 10 * writer + commit);
  return numbered(static_cast<std::int64_t>(rows) * 1000, rows);
}

TEST_F(RacesTest, ReplacesAreSeenWhole) {
  race(WriteMode::replace, replacement, [](const Manifest& manifest, const Table& table) {
    ASSERT_EQ(table.rows(), manifest.rows);
    const auto first = static_cast<std::int64_t>(table.rows()) * 1000;
    for (std::size_t row = 0; row < table.rows(); ++row)
      ASSERT_EQ(table.column("number").integer(row), first + static_cast<std::int64_t>(row));
  });
  expect_no_key_is_left_over();
}

TEST_F(RacesTest, AppendsAreAllThereOnceAndEachWritersInOrder) {
  const auto mine = [](int writer, int commit) { return numbered(writer * 1000 + commit * 10, 10); };
  const auto in_order = [](const Manifest&, const Table& table) {
    std::vector<std::int64_t> last(kWriters, -1);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto number = table.column("number").integer(row);
      ASSERT_GT(number, last[static_cast<std::size_t>(number / 1000)]);
      last[static_cast<std::size_t>(number / 1000)] = number;
    }
  };
  race(WriteMode::append, mine, in_order);
  EXPECT_EQ(Datasets(*pool_).find("d")->rows, 10u * kWriters * kCommits);
  expect_no_key_is_left_over();
}

TEST_F(RacesTest, TheSameFileAtOnceIsOneVersion) {
  race(
      WriteMode::replace, [](int, int) { return numbered(1, 500); },
      [](const Manifest&, const Table& table) { ASSERT_EQ(table.rows(), 500u); });
  EXPECT_EQ(count(0, "block:*"), 1u);
}

}  // namespace
}  // namespace perigee
