#include "perigee/data/csv_scan.h"

#include <algorithm>
#include <array>

#include "perigee/data/clean.h"

namespace perigee {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// One comparison that most cells fail.
bool may_be_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }
bool may_have_blanks(std::string_view text) {
  return !text.empty() && (may_be_blank(text.front()) || may_be_blank(text.back()));
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Where the quoted text ends that begins the given one; npos when it does not.
std::size_t closing_quote(std::string_view text) {
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 2)) {
    if (at + 1 == text.size() || text[at + 1] != '"') return at;
  }
  return std::string_view::npos;
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
    : dialect_(dialect), max_cell_bytes_(max_cell_bytes), max_cells_(max_cells), marks_(dialect), cells_(64) {}

void CsvScanner::open(std::string_view window, bool is_last) {
  text_ = window;
  is_last_ = is_last;
  record_start_ = used_ = 0;
  marks_.open(window, is_last);
  end_ = last_end_ = nullptr;
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
  Place place{used_, 0};
  do {
    for (const CsvMark* next = end_; next != last_end_;) {
      const CsvMark end = *next++;
      const bool ends_record = text_[end.offset()] != dialect_.delimiter;
      const bool has_cr = ends_record && end.offset() > place.start && text_[end.offset() - 1] == '\r';
      if (!take_cell(place, end.offset() - (has_cr ? 1 : 0), end)) return false;
      place = {end.offset() + 1, place.count + 1};
      if (!ends_record) continue;
      end_ = next;
      finish_record(place);
      return true;
    }
  } while (look_ahead());
  return finish_text(place);
}

bool CsvScanner::look_ahead() {
  const CsvStretch stretch = marks_.next();
  end_ = stretch.ends.data();
  last_end_ = end_ + stretch.ends.size();
  odd_ = stretch.odd.data();
  return !stretch.ends.empty();
}

void CsvScanner::finish_record(Place place) {
  used_ = place.start;
  count_ = place.count;
  ++line_;
}

// The end of the window inside of a record.
bool CsvScanner::finish_text(Place place) {
  if (!is_last_) {
    line_ = record_line_;
    refuse_open_cell(place);
    return false;
  }
  std::string_view rest = text_.substr(place.start);
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  const bool is_quoted = rest.find('"') != std::string_view::npos, odd = has_odd(rest);
  const std::size_t end = place.start + rest.size();
  if (!(is_quoted ? take_quoted(place, end, odd) : take_bare(place, end, odd))) return false;
  finish_record({text_.size(), place.count + 1});
  return true;
}

inline bool CsvScanner::take_cell(Place place, std::size_t end, CsvMark mark) {
  if (*odd_ < mark) [[unlikely]] {
    bool odd = false, quote = false;
    for (; *odd_ < mark; ++odd_) (odd_->is_quote() ? quote : odd) = true;
    return quote ? take_quoted(place, end, odd) : take_bare(place, end, odd);
  }
  return take_bare(place, end, false);
}

inline bool CsvScanner::take_bare(Place place, std::size_t end, bool odd) {
  std::string_view text(text_.data() + place.start, end - place.start);
  if (may_have_blanks(text)) text = without_blanks(text);
  return put(place, text, {.odd = odd});
}

bool CsvScanner::take_quoted(Place place, std::size_t end, bool odd) {
  const std::string_view cell = without_blanks(text_.substr(place.start, end - place.start));
  if (cell.front() != '"') return fail(CsvFault::quote_in_bare_cell, place);
  const std::string_view inside = cell.substr(1);
  const std::size_t close = closing_quote(inside);
  if (close == std::string_view::npos) return fail(CsvFault::unterminated_quote, place);
  if (close + 1 != inside.size()) return fail(CsvFault::text_after_quote, place);
  const std::string_view text = inside.substr(0, close);
  if (odd) line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  const bool escaped = text.find('"') != std::string_view::npos;
  return put(place, without_blanks(text), {.odd = odd, .quoted = true, .escaped = escaped});
}

// The cell is written member by member: a copy of one would wait for its narrow members.
inline bool CsvScanner::put(Place place, std::string_view text, CsvCell kind) {
  if (text.size() > max_cell_bytes_) [[unlikely]]
    return fail(CsvFault::cell_too_long, place);
  if (place.count == cells_.size()) [[unlikely]] {
    if (place.count >= max_cells_) return fail(CsvFault::too_many_cells, place);
    cells_.resize(2 * cells_.size());
  }
  CsvCell& cell = cells_[place.count];
  cell.at = text.data();
  cell.size = static_cast<std::uint32_t>(text.size());
  cell.odd = kind.odd;
  cell.quoted = kind.quoted;
  cell.escaped = kind.escaped;
  return true;
}

// Whether the cell at the window's end can not become one; a quote in the wrong place may have made it so long.
bool CsvScanner::refuse_open_cell(Place place) {
  constexpr std::size_t kSlack = 1024;  // blanks and quotes around the cell
  const std::string_view rest = without_blanks(text_.substr(place.start));
  if (rest.size() <= max_cell_bytes_ + kSlack) return false;
  if (rest.front() != '"') {
    const bool has_quote = rest.find('"') != std::string_view::npos;
    return !fail(has_quote ? CsvFault::quote_in_bare_cell : CsvFault::cell_too_long, place);
  }
  const std::size_t close = closing_quote(rest.substr(1));
  const bool goes_on = close != std::string_view::npos && close + 2 < rest.size();
  return !fail(goes_on ? CsvFault::text_after_quote : CsvFault::cell_too_long, place);
}

[[gnu::cold]] bool CsvScanner::fail(CsvFault fault, Place place) {
  const auto breaks = std::count(text_.data() + record_start_, text_.data() + place.start, '\n');
  failure_ = CsvFailure{fault, record_line_ + static_cast<std::uint64_t>(breaks), place.count + 1};
  return false;
}

std::uint64_t CsvScanner::line_of(std::size_t cell) const {
  const auto breaks = std::count(text_.data() + record_start_, cells_[cell].at, '\n');
  return record_line_ + static_cast<std::uint64_t>(breaks);
}

}  // namespace perigee
