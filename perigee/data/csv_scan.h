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
  std::span<const CsvCell> cells() const { return cells_; }
  std::uint64_t line() const { return record_line_; }  // 1-based, where the record begins
  std::uint64_t line_of(std::size_t cell) const;       // where the cell begins; for reports
  std::size_t used() const { return used_; }           // bytes of the window that were given out as records
  const std::optional<CsvFailure>& failure() const { return failure_; }

 private:
  enum class Quote : std::uint8_t { none, open, closed };

  void load_block();
  bool find_mark();
  bool read_record();
  bool take_quote();
  void end_cell(std::size_t next_start);
  bool finish_text();
  bool is_record_end(char mark);
  bool odd_before_mark() const;
  void fail(CsvFault fault);
  bool is_blank_line() const { return cells_.size() == 1 && cells_[0].size == 0 && !cells_[0].quoted; }

  CsvDialect dialect_;
  std::size_t max_cell_bytes_, max_cells_;
  std::string_view text_;
  bool is_last_ = true;

  std::size_t block_ = 0;  // offset of the 64 bytes that the masks are of
  ByteMasks masks_;
  std::size_t mark_ = 0;        // offset of the mark that was found
  std::size_t cell_start_ = 0;  // after the mark before
  std::size_t quote_start_ = 0, quote_end_ = 0;
  Quote quote_ = Quote::none;
  bool escaped_ = false, odd_ = false;  // of the cell, up to the current block

  std::vector<CsvCell> cells_;
  std::size_t record_start_ = 0, used_ = 0;
  std::uint64_t line_ = 1, record_line_ = 1;
  std::optional<CsvFailure> failure_;
};

}  // namespace perigee
