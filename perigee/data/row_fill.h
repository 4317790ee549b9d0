// RowFill: the second pass over all columns: hands full blocks to the sink and writes the report by line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/data/fill.h"
#include "perigee/data/loader.h"
#include "perigee/data/plan.h"
#include "perigee/data/row_batch.h"

namespace perigee {

// A load is refused when more rows than these and more than one in twenty of all are damaged.
inline constexpr std::uint64_t kToleratedRows = 10;

class RowFill {
 public:
  // `rows`: how many the first pass counted. The report and the sink must outlive it.
  RowFill(std::vector<ColumnPlan> plans, std::uint64_t rows, const BlockSink& sink, LoadReport& report);

  // The next rows. False when so many are damaged that the load is refused.
  bool take(const RowBatch& batch);

  // The last block and the profiles.
  void finish();
  Problem too_many_affected() const;
  std::size_t columns() const { return fills_.size(); }

 private:
  // Something to report of a cell, or of a whole row.
  struct Finding {
    std::size_t row = 0, column = 0;
    CellFate fate = CellFate::kept;
    Repairs repairs = {};
    const Problem* problem = nullptr;
  };

  void add_cells(const RowBatch& batch);
  std::vector<Finding> findings_of(const RowBatch& batch);
  bool report_all(const RowBatch& batch, const std::vector<Finding>& findings);
  bool report_finding(const RowBatch& batch, const Finding& finding);
  void report_damage(const ColumnFill& fill, const Repairs& repairs, std::size_t number, std::uint64_t line);
  void report_fate(const ColumnFill& fill, std::string_view text, CellFate fate, std::size_t number,
                   std::uint64_t line);
  void flush();

  std::vector<std::optional<ColumnFill>> fills_;  // empty for a dropped column
  std::uint64_t rows_;
  const BlockSink& sink_;
  LoadReport& report_;
  std::vector<Finding> misfits_;  // of the batch
  std::size_t rows_in_block_ = 0;
  std::size_t text_in_block_ = 0;  // bytes of its cells as they stood in the file
};

}  // namespace perigee
