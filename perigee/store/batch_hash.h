// The fingerprint of one upload, of which the dataset's next version is made (docs/formats.md). Not thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "perigee/base/sha256.h"
#include "perigee/data/table.h"
#include "perigee/store/blocks.h"

namespace perigee {

// Schema and cells, in the order of the rows.
class BatchHash {
 public:
  void add(const Table& table, const EncodedBlock& block) {
    add_text(std::to_string(block.info.rows));
    for (const Column& column : table.columns()) {
      add_text(column.name());
      add_text(word(column.type()));
    }
    for (std::size_t i = 2; i < block.hset.size(); ++i) add_text(block.hset[i]);
  }
  std::string hex() { return hash_.hex(); }

 private:
  void add_text(std::string_view text) {
    hash_.add(std::to_string(text.size()) + ":");
    hash_.add(text);
  }
  Sha256 hash_;
};

}  // namespace perigee
