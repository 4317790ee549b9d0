// RowFill: the second pass over all columns: hands full blocks to the sink and writes the report by line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/data/csv_cell.h"
#include "perigee/data/fill.h"
#include "perigee/data/loader.h"
#include "perigee/data/plan.h"

namespace perigee {

// A load is refused when more rows than these and more than one in twenty of all are damaged.
inline constexpr std::uint64_t kToleratedRows = 10;

class RowFill {
 public:
  // `rows`: how many the first pass counted. The report and the sink must outlive it.
  RowFill(std::vector<ColumnPlan> plans, std::uint64_t rows, const BlockSink& sink, LoadReport& report);

  void begin_row(std::uint64_t line);
  // `number` is the cell's, 1-based; `line_of` is asked only when there is something to report.
  template <class LineOf>
  void cell(std::size_t column, const CellText& cell, std::size_t number, LineOf line_of) {
    auto& fill = fills_[column];
    if (!fill) return;
    text_in_block_ += cell.text.size();
    const CellFate fate = fill->add(cell.text, row_line_);
    if (fate >= CellFate::misfit || cell.repairs.mojibake || cell.repairs.is_damage()) {
      report_cell(column, cell, fate, number, line_of());
    }
  }
  // The same for a cell that needed no repair.
  template <class LineOf>
  void plain_cell(std::size_t column, std::string_view text, std::size_t number, LineOf line_of) {
    auto& fill = fills_[column];
    if (!fill) return;
    text_in_block_ += text.size();
    const CellFate fate = fill->add(text, row_line_);
    if (fate >= CellFate::misfit) report_cell(column, {text, {}}, fate, number, line_of());
  }
  void missing(std::size_t column);
  // A problem of the whole row.
  void report_row(std::string_view code, std::string what, std::string remedy);
  // False when so many rows are damaged that the load is refused.
  bool end_row();

  // The last block and the profiles.
  void finish();
  Problem too_many_affected() const;
  std::size_t columns() const { return fills_.size(); }

 private:
  void report_cell(std::size_t column, const CellText& cell, CellFate fate, std::size_t number, std::uint64_t line);
  void report_damage(const ColumnFill& fill, const Repairs& repairs, std::size_t number, std::uint64_t line);
  void report_fate(const ColumnFill& fill, const CellText& cell, CellFate fate, std::size_t number, std::uint64_t line);
  void flush();

  std::vector<std::optional<ColumnFill>> fills_;  // empty for a dropped column
  std::uint64_t rows_;
  const BlockSink& sink_;
  LoadReport& report_;
  std::uint64_t row_line_ = 0;
  bool affected_ = false;  // the current row
  std::size_t rows_in_block_ = 0;
  std::size_t text_in_block_ = 0;  // bytes of its cells as they stood in the file
};

}  // namespace perigee
