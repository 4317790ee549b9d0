// Datasets in Redis db0: a manifest swapped atomically over immutable blocks (docs/formats.md).
//
// A reader sees one version whole. Not thread-safe; each thread makes its own. Redis' faults are thrown as
// EnvironmentError. Deadlines of blocks and leases are by Redis' clock, so machines need not agree on the time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
  // By column. A column that is absent here is missing in all of its rows.
  std::vector<std::pair<std::string, std::uint64_t>> column_bytes;
  bool operator==(const BlockInfo&) const = default;
};

struct Manifest {
  std::string name, version, source;
  std::uint64_t rows = 0;
  std::vector<ColumnProfile> columns;  // the schema with the profile of each column
  std::vector<BlockInfo> blocks;
  Millis created = 0, updated = 0;
  std::vector<std::string> batches;  // sha256 of what was appended last, oldest first, at most kRememberedBatches
  std::uint64_t bytes() const;       // of all blocks
  std::uint64_t bytes(std::span<const std::string> columns) const;
  bool operator==(const Manifest&) const = default;
};

// So many appends are recognised when they are sent again.
inline constexpr std::size_t kRememberedBatches = 64;
// No lease is longer; blocks of a writer that died, or that a reader may still need, are gone after this at the latest.
inline constexpr std::chrono::seconds kLongestLease{3600};

enum class WriteMode { replace, append };

struct Commit {
  Manifest manifest;
  std::uint64_t rows_added = 0;
  bool unchanged = false;  // the same batch again: a no-op
};

// One upload. Full blocks are written with a TTL as they come, each while the next one is made, and become permanent by
// the commit; a writer that dies leaks nothing for longer than that. Holds one connection from the first block on.
class DatasetWriter {
 public:
  DatasetWriter(RedisPool& pool, std::string name, WriteMode mode, const Clock& clock = system_clock());
  ~DatasetWriter();
  DatasetWriter(DatasetWriter&&) noexcept;

  // Tables of any length; those of one writer have the same columns.
  void add(const Table& block);
  // Swaps the manifest, or says of each column that can not be widened why. Once only. An append writes its last block
  // together with the small blocks at the dataset's end that are not longer, so n small appends leave about log2(n)
  // blocks and write each row about log2(n) times. Where Redis' answer is lost, committing the same batch again is
  // safe.
  Result<Commit> commit(const LoadReport& report, std::string source);

 private:
  class State;
  std::unique_ptr<State> state_;
};

// A version held by a lease: its blocks live until the reader is gone or its deadline passed.
class DatasetReader {
 public:
  // `lease` is the reader's name in the sorted set lease:<name>, taken out at the end; empty: it holds none.
  DatasetReader(RedisPool& pool, Manifest manifest, std::string lease);
  ~DatasetReader();
  DatasetReader(DatasetReader&&) noexcept;

  const Manifest& manifest() const;
  // Moves only these columns' bytes. A column the dataset lacks is a caller's bug (std::out_of_range). Throws
  // EnvironmentError(unavailable) where the version left Redis because the lease ran out.
  Table read(std::span<const std::string> columns);
  // Rows [begin, end) of some columns, or of all when none is named, for paging and streaming.
  Table read_rows(std::span<const std::string> columns, std::uint64_t begin, std::uint64_t end);

 private:
  class State;
  std::unique_ptr<State> state_;
};

class Datasets {
 public:
  explicit Datasets(RedisPool& pool) : pool_(&pool) {}

  std::optional<Manifest> find(std::string_view name);
  std::vector<Manifest> list();
  // Manifest and lease in one transaction; nothing when there is no such dataset. A Redis that takes no writes (full,
  // or a replica) takes no lease, but then nobody can replace the blocks through it either: the reader goes without
  // one. Should it recover and the dataset be replaced meanwhile, the read ends in words.
  std::optional<DatasetReader> open(std::string_view name, std::chrono::seconds lease = std::chrono::seconds(600));
  bool remove(std::string_view name);  // false: there was none

 private:
  std::optional<DatasetReader> open_leased(std::string_view name, std::chrono::seconds lease);

  RedisPool* pool_;
};

}  // namespace perigee
