// CsvScanner: records and cells of RFC 4180 text, without copying a byte.
//
// Text comes in windows that begin at a record's start. The scanner says how much of a window it used; the rest, an
// unfinished record, is the beginning of the next window. Blanks around quotes are allowed and lines without any
// character are skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "perigee/data/csv_marks.h"

namespace perigee {

// From the beginning of a file: the one of , ; tab that occurs most in the header line outside of quotes; the comma
// when none does.
CsvDialect sniff_csv(std::string_view head);

struct CsvCell {
  const char* at = nullptr;  // in the window; without quotes and the blanks around the cell
  std::uint32_t size = 0;
  bool odd = false;  // has an odd byte (clean.h); perhaps only beside its quotes
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
  // The record's bytes, its line end among them.
  std::string_view record() const { return text_.substr(record_start_, used_ - record_start_); }
  std::size_t used() const { return used_; }  // bytes of the window that were given out as records
  const std::optional<CsvFailure>& failure() const { return failure_; }

 private:
  // The cell that is read: where it begins, and how many stand before it.
  struct Place {
    std::size_t start = 0, count = 0;
  };

  bool read_record();
  void finish_record(Place place);
  bool finish_text(Place place);
  bool look_ahead();
  bool take_cell(Place place, std::size_t end, CsvMark mark);
  bool take_bare(Place place, std::size_t end, bool odd);
  [[gnu::noinline]] bool take_quoted(Place place, std::size_t end, bool odd);
  bool put(Place place, std::string_view text, CsvCell kind);
  [[gnu::cold]] bool refuse_open_cell(Place place);
  [[gnu::cold]] bool fail(CsvFault fault, Place place);
  bool is_blank_line() const { return count_ == 1 && cells_[0].size == 0 && !cells_[0].quoted; }

  CsvDialect dialect_;
  std::size_t max_cell_bytes_, max_cells_;
  std::string_view text_;
  bool is_last_ = true;
  CsvMarks marks_;
  // Of the stretch that was looked at: ends of cells that were not yet read, and odd bytes from those on.
  const CsvMark *end_ = nullptr, *last_end_ = nullptr, *odd_ = nullptr;
  std::vector<CsvCell> cells_;  // the first `count_` are the record's
  std::size_t count_ = 0;
  std::size_t record_start_ = 0, used_ = 0;
  std::uint64_t line_ = 1, record_line_ = 1;
  std::optional<CsvFailure> failure_;
};

}  // namespace perigee
