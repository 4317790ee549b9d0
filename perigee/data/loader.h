// From bytes to typed blocks, in two passes, with memory that does not grow with the file.
//
// The first pass spools the body to an unlinked file and votes the column types by content, per column and never per
// cell (docs/formats.md states the rule). The second encodes blocks of up to 65,536 rows and hands each to a sink.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "perigee/base/problem.h"
#include "perigee/data/report.h"
#include "perigee/data/table.h"

namespace perigee {

enum class DataFormat { csv, json, ndjson };  // json: an object, or an array of objects

struct LoadOptions {
  DataFormat format = DataFormat::csv;
  std::uint64_t max_bytes = 1ull << 30;
  std::uint64_t max_rows = 100'000'000;
  std::size_t max_columns = 64;
  std::size_t max_field_bytes = 64 * 1024;
  std::string spool_directory = {};  // empty: $TMPDIR, else /tmp
};

// Takes blocks in order; each has the final column types and at most 65,536 rows.
using BlockSink = std::function<void(Table block)>;

// One load. Not thread-safe. Throws EnvironmentError (disk) when the spool cannot be written.
class Loader {
 public:
  explicit Loader(LoadOptions options);
  ~Loader();
  Loader(Loader&&) noexcept;

  // Pass one, in pieces of any size. False when what was read so far can only be refused: the caller may stop early
  // and call finish for the problems.
  bool write(std::string_view bytes);

  // Pass two. On refusal the sink may have taken blocks already: they must be thrown away.
  Result<LoadReport> finish(const BlockSink& sink);

 private:
  class State;
  std::unique_ptr<State> state_;
};

struct Loaded {
  Table table;
  LoadReport report;
};

// The whole at once, for the runner and tests.
Result<Loaded> load(std::string_view bytes, LoadOptions options = {});
Result<Loaded> load_file(const std::string& path, LoadOptions options = {});  // "-": standard input

// By the file's suffix: ".csv" ".tsv" ".txt" → csv, ".json" → json, ".ndjson" ".jsonl" → ndjson; else by content.
DataFormat format_of(std::string_view path, std::string_view first_bytes);

}  // namespace perigee
