// A fixture for tests of datasets: what Redis holds of them.
#pragma once

#include <cstdint>
#include <string>

#include "perigee/store/datasets.h"
#include "tests/perigee/store/store_test.h"
#include "tests/perigee/store/tables.h"

namespace perigee::testing {

class DatasetsTest : public PooledTest {
 protected:
  std::uint64_t blocks() const { return count(0, "block:*"); }
  std::uint64_t blocks_of(const std::string& name) { return Datasets(*pool_).find(name)->blocks.size(); }
  RedisReply ask(const RedisArgs& args) { return pool_->lend()->command(0, args); }
  std::int64_t life_of(const std::string& key) { return ask({"PTTL", key}).integer; }

  Problems refusal(const Table& table) {
    DatasetWriter writer(*pool_, "d", WriteMode::append);
    writer.add(table);
    const auto commit = writer.commit(report_of(table), "test");
    return commit ? Problems{} : commit.problems();
  }
};

}  // namespace perigee::testing
