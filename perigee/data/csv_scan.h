// CsvScanner: records and cells of RFC 4180 text, without copying a byte.
//
// Text comes in windows that begin at a record's start. The scanner says how much of a window it used; the rest, an
// unfinished record, is the beginning of the next window. Blanks around quotes are allowed and lines without any
// character are skipped.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "perigee/data/byte_masks.h"

namespace perigee {

// `cr_ends`: the file's lines end in a bare carriage return. Otherwise one of those is damage inside of a cell.
struct CsvDialect {
  char delimiter = ',';
  bool cr_ends = false;
  bool operator==(const CsvDialect&) const = default;
};

// From the beginning of a file: the one of , ; tab that occurs most in the header line outside of quotes; the comma
// when none does.
CsvDialect sniff_csv(std::string_view head);

struct CsvCell {
  const char* at = nullptr;  // in the window; without quotes and the blanks around the cell
  std::uint32_t size = 0;
  bool odd = false;  // has an odd byte (clean.h)
  bool quoted = false;
  bool escaped = false;  // has doubled quotes
  std::string_view text() const { return {at, size}; }
};

enum class CsvFault { unterminated_quote, quote_in_bare_cell, text_after_quote, cell_too_long, too_many_cells };

struct CsvFailure {
  CsvFault fault;
  std::uint64_t line = 0;
  std::size_t cell = 0;  // 1-based
};

class CsvScanner {
 public:
  explicit CsvScanner(CsvDialect dialect, std::size_t max_cell_bytes = 64 * 1024, std::size_t max_cells = 4096);

  // `is_last`: nothing follows, so that the end of the text ends the last record.
  void open(std::string_view window, bool is_last);
  // False at the end of the window or when failure() is set.
  bool next();
  std::span<const CsvCell> cells() const { return {cells_.data(), count_}; }
  std::uint64_t line() const { return record_line_; }  // 1-based, where the record begins
  std::uint64_t line_of(std::size_t cell) const;       // where the cell begins; for reports
  std::size_t used() const { return used_; }           // bytes of the window that were given out as records
  const std::optional<CsvFailure>& failure() const { return failure_; }

 private:
  enum class Quote : std::uint8_t { none, open, closed };

  // Where the scanner stands. A record is read with a copy of it that never leaves its function but by value, so that
  // compilers keep it in registers.
  struct Cursor {
    std::size_t block = 0;  // offset of the 64 bytes that the masks are of
    ByteMasks masks;
    std::size_t mark = 0;   // offset of the mark that was found
    std::size_t start = 0;  // of the cell, after the mark before
    std::size_t quote_start = 0, quote_end = 0;
    std::size_t count = 0;  // cells of the record so far
    Quote quote = Quote::none;
    bool escaped = false, odd = false;  // of the cell, up to the current block
  };

  ByteMasks masks_at(std::size_t block) const;
  bool find_mark(Cursor& at) const;
  bool read_record();
  bool take_quote(Cursor& at);
  bool take_cell(Cursor& at);
  std::optional<std::string_view> quoted_text(Cursor at);
  bool grow(Cursor at);
  bool finish_text(Cursor at);
  bool is_record_end(std::size_t mark) const;
  bool is_blank_before(std::size_t start, std::size_t mark) const;
  static bool odd_before_mark(const Cursor& at);
  bool fail(CsvFault fault, Cursor at);
  bool is_blank_line() const { return count_ == 1 && cells_[0].size == 0 && !cells_[0].quoted; }

  CsvDialect dialect_;
  std::size_t max_cell_bytes_, max_cells_;
  std::string_view text_;
  bool is_last_ = true;
  Cursor cursor_;
  std::vector<CsvCell> cells_;  // the first `count_` are the record's
  std::size_t count_ = 0;
  std::size_t record_start_ = 0, used_ = 0;
  std::uint64_t line_ = 1, record_line_ = 1;
  std::optional<CsvFailure> failure_;
};

}  // namespace perigee
