// Datasets in Redis db0: a manifest swapped atomically over immutable blocks (docs/formats.md).
//
// A reader sees one version whole. Not thread-safe; each thread makes its own over a lent connection.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/clock.h"
#include "perigee/base/problem.h"
#include "perigee/data/report.h"
#include "perigee/data/table.h"
#include "perigee/store/redis.h"

namespace perigee {

struct BlockInfo {
  std::string id;
  std::uint64_t rows = 0;
  std::vector<std::pair<std::string, std::uint64_t>> column_bytes;  // by column; a column it lacks is absent
};

struct Manifest {
  std::string name, version, source;
  std::uint64_t rows = 0;
  std::vector<ColumnProfile> columns;  // the schema with the profile of each column
  std::vector<BlockInfo> blocks;
  Millis created = 0, updated = 0;
  std::uint64_t bytes() const;  // of all blocks
  std::uint64_t bytes(std::span<const std::string> columns) const;
};

enum class WriteMode { replace, append };

struct Commit {
  Manifest manifest;
  std::uint64_t rows_added = 0;
  bool unchanged = false;  // the same batch again: a no-op
};

// One upload. Blocks are written with a TTL as they come and made permanent by commit; a writer that dies leaks
// nothing for longer than that.
class DatasetWriter {
 public:
  DatasetWriter(RedisPool& pool, std::string name, WriteMode mode, const Clock& clock = system_clock());
  ~DatasetWriter();
  DatasetWriter(DatasetWriter&&) noexcept;

  void add(Table block);
  // Swaps the manifest, or says which column can not be widened and why (line, remedy mode=replace).
  Result<Commit> commit(const LoadReport& report, std::string source);

 private:
  class State;
  std::unique_ptr<State> state_;
};

// A version held by a lease: its blocks live until the reader is gone or its deadline passed.
class DatasetReader {
 public:
  DatasetReader(RedisPool& pool, Manifest manifest, std::string lease);
  ~DatasetReader();
  DatasetReader(DatasetReader&&) noexcept;

  const Manifest& manifest() const;
  // Moves only these columns' bytes. A column the dataset lacks is a caller's bug.
  Table read(std::span<const std::string> columns);
  // Rows [begin, end) of all or some columns, for paging and streaming.
  Table read_rows(std::span<const std::string> columns, std::uint64_t begin, std::uint64_t end);

 private:
  class State;
  std::unique_ptr<State> state_;
};

class Datasets {
 public:
  explicit Datasets(RedisPool& pool, const Clock& clock = system_clock()) : pool_(&pool), clock_(&clock) {}

  std::optional<Manifest> find(std::string_view name);
  std::vector<Manifest> list();
  // Manifest and lease in one transaction; nothing when there is no such dataset.
  std::optional<DatasetReader> open(std::string_view name, std::chrono::seconds lease = std::chrono::seconds(600));
  bool remove(std::string_view name);  // false: there was none

 private:
  RedisPool* pool_;
  const Clock* clock_;
};

}  // namespace perigee
