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
std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 40;
  if (text.size() <= kMost) return "'" + std::string(text) + "'";
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return "'" + std::string(text.substr(0, end)) + "…'";
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

void RowFill::begin_row(std::uint64_t line) {
  row_line_ = line;
  affected_ = false;
}

void RowFill::missing(std::size_t column) {
  if (fills_[column]) fills_[column]->add_missing();
}

void RowFill::report_row(std::string_view code, std::string what, std::string remedy) {
  affected_ = true;
  report(report_, {std::string(code), {}, std::move(what), std::move(remedy), row_line_, {}});
}

void RowFill::report_cell(std::size_t column, const CellText& cell, CellFate fate, std::size_t number,
                          std::uint64_t line) {
  ColumnFill& fill = *fills_[column];
  if (cell.repairs.mojibake) fill.count_mojibake(), ++report_.repaired_mojibake;
  if (cell.repairs.is_damage()) report_damage(fill, cell.repairs, number, line);
  if (fate >= CellFate::misfit) report_fate(fill, cell, fate, number, line);
}

void RowFill::report_damage(const ColumnFill& fill, const Repairs& repairs, std::size_t number, std::uint64_t line) {
  affected_ = true;
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

void RowFill::report_fate(const ColumnFill& fill, const CellText& cell, CellFate fate, std::size_t number,
                          std::uint64_t line) {
  affected_ = true;
  const std::string value = quoted(cell.text);
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

bool RowFill::end_row() {
  ++report_.rows;
  ++rows_in_block_;
  if (rows_in_block_ == kRowsPerBlock || text_in_block_ >= kTextPerBlock) flush();
  if (!affected_) return true;
  ++report_.affected_rows;
  return report_.affected_rows <= kToleratedRows || 20 * report_.affected_rows <= rows_;
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
