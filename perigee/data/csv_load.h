// The two passes over CSV. The first takes the body in windows as it comes, the second reads the spool.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/data/csv_cell.h"
#include "perigee/data/csv_scan.h"
#include "perigee/data/loader.h"
#include "perigee/data/row_batch.h"
#include "perigee/data/row_fill.h"
#include "perigee/data/spool.h"
#include "perigee/data/vote.h"

namespace perigee {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
inline constexpr std::size_t kCsvWindow = 256 * 1024;
inline constexpr std::size_t kLongestRecord = 8 << 20;

// The first pass: votes the columns, refuses what can not be read.
class CsvFirstPass {
 public:
  explicit CsvFirstPass(const LoadOptions& options) : options_(options) {}

  // Any pieces. False when the file can only be refused.
  bool write(std::string_view bytes);
  // The rest of the file was given.
  bool end();

  const std::optional<Problem>& refusal() const { return refusal_; }
  // After end().
  std::uint64_t rows() const { return rows_; }
  const CsvDialect& dialect() const { return dialect_; }
  // What every column is, and into the report what there is to say of the header.
  Result<std::vector<ColumnPlan>> plan(LoadReport& report) const;

 private:
  std::size_t scan(std::string_view window, bool is_last);
  std::size_t begin(std::string_view window);
  void take_header();
  void take_row();
  void vote();
  bool refuse(Problem problem);
  std::string_view cell_text(std::size_t index);

  LoadOptions options_;
  CsvDialect dialect_;
  std::optional<CsvScanner> scanner_;
  CellReader reader_;
  std::string window_;  // an unfinished record, and what came after it
  std::vector<std::string> header_;
  std::uint64_t header_line_ = 0;
  std::vector<ColumnVote> votes_;
  std::optional<RowBatch> batch_;  // once the header is known
  std::uint64_t rows_ = 0;
  std::optional<Problem> refusal_;
};

// The second pass. False when too many rows are damaged.
bool fill_from_csv(const Spool& spool, const CsvDialect& dialect, const LoadOptions& options, RowFill& fill);

}  // namespace perigee
