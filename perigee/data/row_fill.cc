#include "perigee/data/row_fill.h"

#include <algorithm>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/data/places.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

constexpr std::size_t kTextPerBlock = 32 << 20;  // a block is closed early when its cells took this much of the file

// A cell for a sentence: at most 40 bytes of it, cut between characters.
std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::size_t end = std::min(kMost, text.size());
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::string quoted = "'";
  return quoted.append(text.substr(0, end)).append(end < text.size() ? "…'" : "'");
}

std::string holds(Type type) {
  switch (type) {
    case Type::integer:
      return "whole numbers";
    case Type::real:
      return "numbers";
    case Type::datetime:
      return "dates";
    case Type::boolean:
      return "true or false";
    case Type::category:
    case Type::text:
      break;
  }
  return "words";
}

}  // namespace

RowFill::RowFill(std::vector<ColumnPlan> plans, std::uint64_t rows, const BlockSink& sink, LoadReport& report)
    : rows_(rows), sink_(sink), report_(report) {
  for (ColumnPlan& plan : plans) {
    if (plan.dropped) {
      fills_.emplace_back();
    } else {
      fills_.emplace_back(std::in_place, std::move(plan.name), plan.rule);
    }
  }
}

bool RowFill::take(const RowBatch& batch) {
  add_cells(batch);
  report_.rows += batch.rows();
  auto findings = findings_of(batch);
  return findings.empty() || report_all(batch, findings);
}

// Blocks end where they are full, which may be within the batch.
void RowFill::add_cells(const RowBatch& batch) {
  misfits_.clear();
  for (std::size_t begin = 0; begin < batch.rows();) {
    const std::size_t count = std::min(batch.rows() - begin, kRowsPerBlock - rows_in_block_);
    for (std::size_t column = 0; column < fills_.size(); ++column) {
      if (!fills_[column]) continue;
      const auto cells = batch.column(column).subspan(begin, count);
      for (const Misfit& misfit : fills_[column]->add(cells, batch.lines().subspan(begin, count)))
        misfits_.push_back({begin + misfit.row, column, misfit.fate});
    }
    begin += count;
    rows_in_block_ += count;
    if (rows_in_block_ == kRowsPerBlock) flush();
  }
  text_in_block_ += batch.bytes();
  if (text_in_block_ >= kTextPerBlock && rows_in_block_ > 0) flush();
}

// In the order of the file: row by row, its cells before what there is to say of the row.
std::vector<RowFill::Finding> RowFill::findings_of(const RowBatch& batch) {
  std::vector<Finding> findings;
  for (const CellRepairs& cell : batch.repairs())
    if (fills_[cell.column] && cell.repairs.is_worth_a_word())
      findings.push_back({cell.row, cell.column, CellFate::kept, cell.repairs});
  findings.insert(findings.end(), misfits_.begin(), misfits_.end());
  for (const RowProblem& row : batch.problems())
    findings.push_back({row.row, fills_.size(), CellFate::kept, {}, &row.problem});
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
  return findings;
}

bool RowFill::report_all(const RowBatch& batch, const std::vector<Finding>& findings) {
  std::size_t affected = batch.rows();  // the last row that was counted
  for (const Finding& finding : findings) {
    if (!report_finding(batch, finding) || finding.row == std::exchange(affected, finding.row)) continue;
    ++report_.affected_rows;
    if (report_.affected_rows > kToleratedRows && 20 * report_.affected_rows > rows_) return false;
  }
  return true;
}

// Whether it is damage; a repaired mojibake is none.
bool RowFill::report_finding(const RowBatch& batch, const Finding& finding) {
  if (finding.problem != nullptr) return report(report_, *finding.problem), true;
  ColumnFill& fill = *fills_[finding.column];
  const std::size_t number = finding.column + 1;
  if (finding.fate >= CellFate::misfit) {
    const std::string_view text = batch.column(finding.column)[finding.row];
    report_fate(fill, text, finding.fate, number, batch.line_of(finding.row, finding.column));
    return true;
  }
  if (finding.repairs.mojibake) fill.count_mojibake(), ++report_.repaired_mojibake;
  if (!finding.repairs.is_damage()) return false;
  report_damage(fill, finding.repairs, number, batch.line_of(finding.row, finding.column));
  return true;
}

void RowFill::report_damage(const ColumnFill& fill, const Repairs& repairs, std::size_t number, std::uint64_t line) {
  const auto add = [&](std::string_view code, std::string what, std::string remedy) {
    report(report_, {std::string(code), fill.name(), std::move(what), std::move(remedy), line, number});
  };
  if (repairs.bare_cr) {
    add(code::kBareCr, "A carriage return inside of the cell was read as a blank.",
        "Put quotes around cells with line breaks.");
  }
  if (repairs.controls) {
    add(code::kControl, "Control characters were taken out of the cell.", "Remove them from the file.");
  }
  if (repairs.ill_formed) {
    add(code::kIllFormed, "Bytes that are not UTF-8 were replaced by U+FFFD.", "Save the file as UTF-8.");
  }
}

void RowFill::report_fate(const ColumnFill& fill, std::string_view text, CellFate fate, std::size_t number,
                          std::uint64_t line) {
  const std::string value = in_quotes(text);
  if (fate == CellFate::impossible_date) {
    report(report_, {std::string(code::kImpossibleDate), fill.name(),
                     "There is no such date as " + value + " in column '" + fill.name() + "'; the cell is set missing.",
                     "Correct the date.", line, number});
    return;
  }
  report(report_, {std::string(code::kMisfit), fill.name(),
                   "Column '" + fill.name() + "' holds " + holds(fill.type()) + ", but this cell says " + value +
                       "; it is set missing.",
                   "Correct the cell, or leave it empty.", line, number});
}

Problem RowFill::too_many_affected() const {
  return {std::string(code::kTooManyAffected),
          {},
          "More than " + std::to_string(report_.affected_rows - 1) + " of " + std::to_string(rows_) +
              " rows are damaged, and so the file is not stored.",
          "Correct the cells that are listed; at most one row in twenty may be damaged.",
          {},
          {}};
}

void RowFill::flush() {
  std::vector<Column> columns;
  for (auto& fill : fills_)
    if (fill) columns.push_back(fill->take_block());
  rows_in_block_ = text_in_block_ = 0;
  if (!columns.empty()) sink_(Table(std::move(columns)));
}

void RowFill::finish() {
  if (rows_in_block_ > 0) flush();
  std::vector<std::string> names;
  for (const auto& fill : fills_)
    if (fill) names.push_back(fill->name());
  for (const auto& fill : fills_) {
    if (!fill) continue;
    report_.columns.push_back(fill->profile());
    if (fill->type() != Type::category) continue;
    for (Problem& problem : unknown_places(fill->name(), fill->words(), names)) {
      const std::uint64_t line = fill->first_lines()[*problem.line];
      problem.line = line;
      ++report_.problem_count;
      report_.problems.push_back(std::move(problem));
    }
  }
  std::stable_sort(report_.problems.begin(), report_.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
}

}  // namespace perigee
