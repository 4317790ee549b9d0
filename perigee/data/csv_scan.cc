#include "perigee/data/csv_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace perigee {
namespace {

constexpr std::size_t kBlock = 64;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

CsvDialect sniff_csv(std::string_view head) {
  constexpr std::string_view kCandidates = ",;\t";
  std::array<std::size_t, 3> counts{};
  bool in_quotes = false;
  std::size_t end = 0;
  for (; end < head.size(); ++end) {
    const char c = head[end];
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (c == '\n' || c == '\r') break;
    if (const std::size_t candidate = kCandidates.find(c); candidate != std::string_view::npos) ++counts[candidate];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  CsvDialect dialect;
  dialect.delimiter = kCandidates[static_cast<std::size_t>(most - counts.begin())];
  dialect.cr_ends = end + 1 < head.size() && head[end] == '\r' && head[end + 1] != '\n';
  return dialect;
}

CsvScanner::CsvScanner(CsvDialect dialect, std::size_t max_cell_bytes, std::size_t max_cells)
    : dialect_(dialect), max_cell_bytes_(max_cell_bytes), max_cells_(max_cells) {}

void CsvScanner::open(std::string_view window, bool is_last) {
  text_ = window;
  is_last_ = is_last;
  block_ = record_start_ = used_ = 0;
  load_block();
}

void CsvScanner::load_block() {
  if (block_ + kBlock <= text_.size()) {
    masks_ = masks_of_64(text_.data() + block_, dialect_.delimiter);
    return;
  }
  std::array<char, kBlock> padded;
  padded.fill(' ');
  if (block_ < text_.size()) std::memcpy(padded.data(), text_.data() + block_, text_.size() - block_);
  masks_ = masks_of_64(padded.data(), dialect_.delimiter);
}

// Whether the cell that ends at the mark has an odd byte in this or an earlier block.
inline bool CsvScanner::odd_before_mark() const {
  if (odd_ || masks_.odd == 0) return odd_;
  const std::size_t from = std::max(cell_start_, block_) - block_, to = mark_ - block_;
  if (from >= to) return false;
  return masks_.odd << (kBlock - to) >> (kBlock - to) >> from != 0;
}

// The next mark; false at the end of the text.
inline bool CsvScanner::find_mark() {
  while (masks_.marks == 0) {
    if (block_ + kBlock >= text_.size()) return false;
    if (masks_.odd != 0 && cell_start_ < block_ + kBlock) {
      odd_ = odd_ || masks_.odd >> (std::max(cell_start_, block_) - block_) != 0;
    }
    block_ += kBlock;
    load_block();
  }
  mark_ = block_ + static_cast<std::size_t>(std::countr_zero(masks_.marks));
  masks_.marks &= masks_.marks - 1;
  return true;
}

bool CsvScanner::next() {
  while (!failure_ && used_ < text_.size()) {
    if (!read_record()) return false;
    if (!is_blank_line()) return true;
  }
  return false;
}

bool CsvScanner::read_record() {
  cells_.clear();
  cell_start_ = record_start_ = used_;
  record_line_ = line_;
  quote_ = Quote::none;
  escaped_ = odd_ = false;
  while (find_mark()) {
    const char mark = text_[mark_];
    if (mark == '"') {
      if (!take_quote()) return false;
    } else if (quote_ == Quote::open) {
      line_ += mark == '\n' ? 1 : 0;
    } else if (mark == dialect_.delimiter) {
      end_cell(mark_ + 1);
      if (failure_) return false;
    } else if (is_record_end(mark)) {
      if (mark == '\r' && mark_ + 1 == text_.size() && !is_last_) break;  // its LF may be in the next window
      const bool is_pair = mark == '\r' && mark_ + 1 < text_.size() && text_[mark_ + 1] == '\n';
      end_cell(mark_ + 1);
      if (is_pair) find_mark();
      used_ = mark_ + 1;
      ++line_;
      return !failure_;
    }
  }
  return finish_text();
}

// A bare carriage return ends a record only where the file's lines do.
inline bool CsvScanner::is_record_end(char mark) {
  if (mark == '\n' || dialect_.cr_ends) return true;
  if (mark_ + 1 == text_.size()) return true;
  return text_[mark_ + 1] == '\n';
}

bool CsvScanner::take_quote() {
  if (quote_ == Quote::closed) return fail(CsvFault::text_after_quote), false;
  if (quote_ == Quote::none) {
    if (!without_blanks(text_.substr(cell_start_, mark_ - cell_start_)).empty()) {
      return fail(CsvFault::quote_in_bare_cell), false;
    }
    quote_ = Quote::open;
    quote_start_ = mark_ + 1;
    return true;
  }
  const bool is_doubled = mark_ + 1 < text_.size() && text_[mark_ + 1] == '"';
  if (is_doubled) {
    find_mark();
    escaped_ = true;
    return true;
  }
  quote_ = Quote::closed;
  quote_end_ = mark_;
  return true;
}

inline void CsvScanner::end_cell(std::size_t next_start) {
  CsvCell cell;
  std::string_view text = text_.substr(cell_start_, mark_ - cell_start_);
  cell.odd = odd_before_mark();
  if (quote_ == Quote::none) {
    if (!text.empty() && (is_blank(text.front()) || is_blank(text.back()))) text = without_blanks(text);
  } else {
    const std::string_view after = text_.substr(quote_end_ + 1, mark_ - quote_end_ - 1);
    if (!without_blanks(after).empty()) return fail(CsvFault::text_after_quote);
    text = without_blanks(text_.substr(quote_start_, quote_end_ - quote_start_));
    cell.quoted = true;
    cell.escaped = escaped_;
    quote_ = Quote::none;
    escaped_ = false;
  }
  if (text.size() > max_cell_bytes_) return fail(CsvFault::cell_too_long);
  cell.at = text.data();
  cell.size = static_cast<std::uint32_t>(text.size());
  if (cells_.size() == max_cells_) return fail(CsvFault::too_many_cells);
  cells_.push_back(cell);
  cell_start_ = next_start;
  odd_ = false;
}

// The end of the window inside of a record.
bool CsvScanner::finish_text() {
  mark_ = text_.size();
  const std::size_t open_bytes = mark_ - (quote_ == Quote::open ? quote_start_ : cell_start_);
  if (quote_ == Quote::open && is_last_) return fail(CsvFault::unterminated_quote), false;
  constexpr std::size_t kSlack = 1024;  // blanks and quotes around the cell
  if (!is_last_ && open_bytes > max_cell_bytes_ + kSlack) return fail(CsvFault::cell_too_long), false;
  if (!is_last_) {
    line_ = record_line_;
    return false;
  }
  end_cell(mark_);
  used_ = mark_;
  return !failure_;
}

void CsvScanner::fail(CsvFault fault) { failure_ = CsvFailure{fault, line_of(cells_.size()), cells_.size() + 1}; }

std::uint64_t CsvScanner::line_of(std::size_t cell) const {
  const char* end = cell < cells_.size() ? cells_[cell].at : text_.data() + cell_start_;
  const auto breaks = std::count(text_.data() + record_start_, end, '\n');
  return record_line_ + static_cast<std::uint64_t>(breaks);
}

}  // namespace perigee
