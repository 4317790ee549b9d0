// The two passes over JSON and NDJSON; both walk the spool.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/data/json_walk.h"
#include "perigee/data/loader.h"
#include "perigee/data/row_fill.h"
#include "perigee/data/spool.h"
#include "perigee/data/vote.h"

namespace perigee {

// Finds a text by a view of one.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using ColumnIndex = std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>;

// The first pass: finds the columns, in order of appearance, and votes them.
class JsonFirstPass final : public JsonSink {
 public:
  explicit JsonFirstPass(const LoadOptions& options) : options_(options) {}

  // What is wrong with the text, or nothing.
  std::optional<Problem> run(const Spool& spool);
  std::uint64_t rows() const { return rows_; }
  const ColumnIndex& index() const { return index_; }
  Result<std::vector<ColumnPlan>> plan(LoadReport& report) const;

  bool begin_row(std::uint64_t line) override;
  bool cell(std::string_view name, std::optional<std::string_view> text) override;
  bool end_row() override { return true; }

 private:
  std::optional<std::size_t> column_of(std::string_view name);
  bool refuse(std::string_view code, std::string what, std::string remedy, std::string where);
  bool is_only_a_prefix(std::size_t column) const;

  LoadOptions options_;
  ColumnIndex index_;
  std::vector<std::string> names_;
  std::vector<ColumnVote> votes_;
  std::vector<std::uint64_t> row_of_;  // the last row that had the column
  std::uint64_t rows_ = 0, line_ = 0;
  std::optional<Problem> refusal_;
  std::string scratch_;
};

// The second pass. False when too many rows are damaged.
bool fill_from_json(const Spool& spool, const LoadOptions& options, const ColumnIndex& index, RowFill& fill);

}  // namespace perigee
