// The first pass of csv_load.h.
#include <algorithm>
#include <utility>

#include "perigee/data/column_names.h"
#include "perigee/data/csv_load.h"
#include "perigee/data/plan.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

Problem problem_of(const CsvFailure& failure, std::size_t max_field_bytes) {
  const auto make = [&](std::string_view code, std::string what, std::string remedy) {
    return Problem{std::string(code), {}, std::move(what), std::move(remedy), failure.line, failure.cell};
  };
  switch (failure.fault) {
    case CsvFault::unterminated_quote:
      return make(code::kUnterminatedQuote, "A quote is opened here and never closed.",
                  "Close it, or double it: \"\".");
    case CsvFault::quote_in_bare_cell:
      return make(code::kQuoteInBareCell, "A quote stands inside of a cell that does not begin with one.",
                  "Put the cell into quotes and double the quote inside: \"6\"\" pipe\".");
    case CsvFault::text_after_quote:
      return make(code::kTextAfterQuote, "Text follows a closing quote.",
                  "Double quotes inside of a quoted cell: \"\".");
    case CsvFault::cell_too_long:
      return make(code::kFieldTooLong,
                  "A cell takes more than " + std::to_string(max_field_bytes / 1024) + " KiB; perhaps a quote is open.",
                  "Close the quote, or shorten the cell.");
    case CsvFault::too_many_cells:
      break;
  }
  return make(code::kTooManyColumns, "The row has thousands of cells.", "Check the delimiter and the line ends.");
}

Problem record_too_long(std::uint64_t line) {
  return {std::string(code::kRecordTooLong), {}, "A row takes more than 8 MiB.", "Check the line ends.", line, {}};
}

// A file of nothing but an index is a file of that column.
void keep_one(std::vector<ColumnPlan>& plans) {
  const bool all = std::all_of(plans.begin(), plans.end(), [](const ColumnPlan& plan) { return plan.dropped; });
  if (all) plans.front().dropped = false;
}

bool is_index_name(std::string_view raw, std::size_t column) { return is_unnamed(raw) || (raw.empty() && column == 0); }

}  // namespace

bool CsvFirstPass::refuse(Problem problem) {
  if (!refusal_) refusal_ = std::move(problem);
  return false;
}

bool CsvFirstPass::write(std::string_view bytes) {
  if (refusal_) return false;
  window_ += bytes;
  if (window_.size() < kCsvWindow) return true;
  const std::size_t used = scan(window_, false);
  window_.erase(0, used);
  if (!refusal_ && window_.size() > kLongestRecord) refuse(record_too_long(scanner_->line()));
  return !refusal_;
}

bool CsvFirstPass::end() {
  if (!refusal_) scan(window_, true);
  std::string().swap(window_);
  if (!refusal_ && header_.empty()) {
    return refuse({std::string(code::kEmpty), {}, "The file is empty.", "Send a header line and rows.", {}, {}});
  }
  if (!refusal_ && rows_ == 0) {
    return refuse({std::string(code::kNoRows),
                   {},
                   "The file has a header and no rows.",
                   "Send at least one row.",
                   header_line_,
                   {}});
  }
  return !refusal_;
}

// Bytes of the window that precede the first record.
std::size_t CsvFirstPass::begin(std::string_view window) {
  const std::size_t skipped = window.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  dialect_ = sniff_csv(window.substr(skipped));
  scanner_.emplace(dialect_, options_.max_field_bytes);
  return skipped;
}

std::size_t CsvFirstPass::scan(std::string_view window, bool is_last) {
  const std::size_t skipped = scanner_ ? 0 : begin(window);
  scanner_->open(window.substr(skipped), is_last);
  while (!refusal_ && scanner_->next()) header_.empty() ? take_header() : take_row();
  if (batch_) vote();  // its cells lie in this window
  if (scanner_->failure()) refuse(problem_of(*scanner_->failure(), options_.max_field_bytes));
  return skipped + scanner_->used();
}

std::string_view CsvFirstPass::cell_text(std::size_t index) {
  const CellText cell = reader_.read(scanner_->cells()[index]);
  if (cell.repairs.has_nul) {
    refuse({std::string(code::kNul),
            {},
            "The cell holds a NUL byte, so this is no text.",
            "Save the file as UTF-8 text.",
            scanner_->line_of(index),
            index + 1});
  }
  return cell.text;
}

void CsvFirstPass::take_header() {
  header_line_ = scanner_->line();
  for (std::size_t i = 0; i < scanner_->cells().size(); ++i) header_.emplace_back(cell_text(i));
  const std::size_t named = header_.size() - (header_.back().empty() ? 1 : 0);
  if (named > options_.max_columns) {
    refuse({std::string(code::kTooManyColumns),
            {},
            "The header names " + std::to_string(named) + " columns; at most " + std::to_string(options_.max_columns) +
                " are read.",
            "Leave out the columns that are not needed.",
            header_line_,
            options_.max_columns + 1});
  }
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (header_[i].size() <= kLongestName) continue;
    refuse({std::string(code::kNameTooLong),
            {},
            "The name of the column takes more than 256 bytes.",
            "Shorten it.",
            header_line_,
            i + 1});
  }
  votes_.resize(header_.size());
  batch_.emplace(header_.size());
}

void CsvFirstPass::take_row() {
  const auto cells = scanner_->cells();
  const std::uint64_t line = scanner_->line();
  batch_->begin_row(line);
  const std::size_t count = std::min(cells.size(), votes_.size());
  for (std::size_t i = 0; i < count; ++i) {
    batch_->set(i, cells[i].text());
    if (is_plain(cells[i])) continue;
    if (const std::string_view text = cell_text(i); text != cells[i].text()) batch_->keep(i, text, {}, line);
  }
  batch_->set_empty(count);
  if (batch_->is_full()) vote();
  if (++rows_ > options_.max_rows) {
    refuse({std::string(code::kTooManyRows),
            {},
            "The file has more than " + std::to_string(options_.max_rows) + " rows.",
            "Split it.",
            line,
            {}});
  }
}

void CsvFirstPass::vote() {
  for (std::size_t i = 0; i < votes_.size(); ++i) votes_[i].add(batch_->column(i), batch_->lines());
  batch_->clear();
}

Result<std::vector<ColumnPlan>> CsvFirstPass::plan(LoadReport& to) const {
  const Decimal ambiguous = dialect_.delimiter == ';' ? Decimal::comma : Decimal::point;
  ColumnNames named = column_names(header_, header_line_);
  std::vector<ColumnPlan> plans;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    ColumnPlan plan{named.names[i], votes_[i].rule(ambiguous)};
    const bool is_trailing = header_[i].empty() && i + 1 == header_.size() && votes_[i].is_empty();
    const bool is_index = is_index_name(header_[i], i) && (votes_[i].is_empty() || plan.rule.type == Type::integer);
    plan.dropped = is_trailing || is_index;
    plans.push_back(std::move(plan));
  }
  keep_one(plans);
  for (const ColumnPlan& plan : plans)
    if (plan.dropped) to.dropped_columns.push_back(plan.name);
  for (Problem& problem : named.problems)
    if (!plans[*problem.column - 1].dropped) report(to, std::move(problem));
  if (auto unbounded = find_unbounded(plans, votes_)) return *unbounded;
  report_mixed(plans, votes_, to);
  return plans;
}

}  // namespace perigee
