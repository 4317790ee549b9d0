#include "perigee/data/csv_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace perigee {
namespace {

constexpr std::size_t kBlock = 64;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// One comparison that most cells fail.
bool may_be_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

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
    : dialect_(dialect), max_cell_bytes_(max_cell_bytes), max_cells_(max_cells), cells_(64) {}

void CsvScanner::open(std::string_view window, bool is_last) {
  text_ = window;
  is_last_ = is_last;
  record_start_ = used_ = 0;
  cursor_ = {};
  cursor_.masks = masks_at(0);
}

inline ByteMasks CsvScanner::masks_at(std::size_t block) const {
  if (block + kBlock <= text_.size()) [[likely]]
    return masks_of_64(text_.data() + block, dialect_.delimiter);
  std::array<char, kBlock> padded;
  padded.fill(' ');
  if (block < text_.size()) std::memcpy(padded.data(), text_.data() + block, text_.size() - block);
  return masks_of_64(padded.data(), dialect_.delimiter);
}

// Whether the cell that ends at the mark has an odd byte in this or an earlier block.
[[gnu::always_inline]] inline bool CsvScanner::odd_before_mark(const Cursor& at) {
  if (at.odd || at.masks.odd == 0) return at.odd;
  const std::size_t from = std::max(at.start, at.block) - at.block, to = at.mark - at.block;
  if (from >= to) return false;
  return at.masks.odd << (kBlock - to) >> (kBlock - to) >> from != 0;
}

// The next mark; false at the end of the text.
[[gnu::always_inline]] inline bool CsvScanner::find_mark(Cursor& at) const {
  while (at.masks.marks == 0) {
    if (at.block + kBlock >= text_.size()) return false;
    if (at.masks.odd != 0 && at.start < at.block + kBlock) {
      at.odd = at.odd || at.masks.odd >> (std::max(at.start, at.block) - at.block) != 0;
    }
    at.block += kBlock;
    at.masks = masks_at(at.block);
  }
  at.mark = at.block + static_cast<std::size_t>(std::countr_zero(at.masks.marks));
  at.masks.marks &= at.masks.marks - 1;
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
  record_line_ = line_;
  record_start_ = used_;
  Cursor at = cursor_;
  at.start = used_;
  while (find_mark(at)) {
    const char mark = text_[at.mark];
    if (mark == '"') {
      if (!take_quote(at)) return false;
    } else if (at.quote == Quote::open) {
      line_ += mark == '\n' ? 1 : 0;
    } else if (mark == dialect_.delimiter) {
      if (!take_cell(at)) return false;
    } else if (is_record_end(at.mark)) {
      if (mark == '\r' && at.mark + 1 == text_.size() && !is_last_) break;  // its LF may be in the next window
      if (!take_cell(at)) return false;
      const bool is_pair = mark == '\r' && at.mark + 1 < text_.size() && text_[at.mark + 1] == '\n';
      if (is_pair) find_mark(at);
      used_ = at.mark + 1;
      ++line_;
      count_ = std::exchange(at.count, 0);
      cursor_ = at;
      return true;
    }
  }
  return finish_text(at);
}

// A bare carriage return ends a record only where the file's lines do.
inline bool CsvScanner::is_record_end(std::size_t mark) const {
  if (text_[mark] == '\n' || dialect_.cr_ends) return true;
  return mark + 1 == text_.size() || text_[mark + 1] == '\n';
}

bool CsvScanner::is_blank_before(std::size_t start, std::size_t mark) const {
  return without_blanks(text_.substr(start, mark - start)).empty();
}

[[gnu::always_inline]] inline bool CsvScanner::take_quote(Cursor& at) {
  if (at.quote == Quote::closed) return fail(CsvFault::text_after_quote, at);
  if (at.quote == Quote::none) {
    if (at.start != at.mark && !is_blank_before(at.start, at.mark)) return fail(CsvFault::quote_in_bare_cell, at);
    at.quote = Quote::open;
    at.quote_start = at.mark + 1;
    return true;
  }
  if (at.mark + 1 < text_.size() && text_[at.mark + 1] == '"') {
    find_mark(at);
    at.escaped = true;
    return true;
  }
  at.quote = Quote::closed;
  at.quote_end = at.mark;
  return true;
}

// The cell is written member by member: a copy of one would wait for its narrow members.
[[gnu::always_inline]] inline bool CsvScanner::take_cell(Cursor& at) {
  std::string_view text(text_.data() + at.start, at.mark - at.start);
  if (at.quote != Quote::none) {
    const auto quoted = quoted_text(at);
    if (!quoted) return false;
    text = *quoted;
  } else if (!text.empty() && (may_be_blank(text.front()) || may_be_blank(text.back()))) {
    text = without_blanks(text);
  }
  if (text.size() > max_cell_bytes_) return fail(CsvFault::cell_too_long, at);
  if (at.count == cells_.size() && !grow(at)) return false;
  CsvCell& cell = cells_[at.count++];
  cell.at = text.data();
  cell.size = static_cast<std::uint32_t>(text.size());
  cell.odd = odd_before_mark(at);
  cell.quoted = at.quote != Quote::none;
  cell.escaped = at.escaped;
  at.quote = Quote::none;
  at.escaped = at.odd = false;
  at.start = at.mark + 1;
  return true;
}

std::optional<std::string_view> CsvScanner::quoted_text(Cursor at) {
  if (at.quote_end + 1 != at.mark && !is_blank_before(at.quote_end + 1, at.mark)) {
    fail(CsvFault::text_after_quote, at);
    return std::nullopt;
  }
  return without_blanks(text_.substr(at.quote_start, at.quote_end - at.quote_start));
}

bool CsvScanner::grow(Cursor at) {
  if (at.count >= max_cells_) return fail(CsvFault::too_many_cells, at);
  cells_.resize(2 * cells_.size());
  return true;
}

// The end of the window inside of a record.
bool CsvScanner::finish_text(Cursor at) {
  constexpr std::size_t kSlack = 1024;  // blanks and quotes around the cell
  at.mark = text_.size();
  if (at.quote == Quote::open && is_last_) return fail(CsvFault::unterminated_quote, at);
  if (!is_last_) {
    const std::size_t open_bytes = at.mark - (at.quote == Quote::open ? at.quote_start : at.start);
    line_ = record_line_;
    return open_bytes > max_cell_bytes_ + kSlack && fail(CsvFault::cell_too_long, at);
  }
  if (!take_cell(at)) return false;
  count_ = at.count;
  used_ = at.mark;
  return true;
}

bool CsvScanner::fail(CsvFault fault, Cursor at) {
  const auto breaks = std::count(text_.data() + record_start_, text_.data() + std::min(at.start, text_.size()), '\n');
  failure_ = CsvFailure{fault, record_line_ + static_cast<std::uint64_t>(breaks), at.count + 1};
  return false;
}

std::uint64_t CsvScanner::line_of(std::size_t cell) const {
  const auto breaks = std::count(text_.data() + record_start_, cells_[cell].at, '\n');
  return record_line_ + static_cast<std::uint64_t>(breaks);
}

}  // namespace perigee
