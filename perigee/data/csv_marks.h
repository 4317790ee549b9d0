// CsvMarks: where the cells of a text end, found sixty-four bytes at a time as Langdale and Lemire do in "Parsing
// Gigabytes of JSON per Second" (2019): a quote turns the meaning of all delimiters up to the next one, which is a
// prefix sum over the mask of quotes.
//
// Doubled quotes turn twice and so need no care. A quote that stands where none may is found by who reads the cell.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace perigee {

// `cr_ends`: the file's lines end in a bare carriage return. Otherwise one of those is damage inside of a cell.
struct CsvDialect {
  char delimiter = ',';
  bool cr_ends = false;
  bool operator==(const CsvDialect&) const = default;
};

// A byte of the text that matters. Ordered by offset.
class CsvMark {
 public:
  CsvMark() = default;
  explicit CsvMark(std::size_t offset, bool is_quote = false)
      : bits_(static_cast<std::uint32_t>(offset << 1 | (is_quote ? 1u : 0u))) {}

  std::size_t offset() const { return bits_ >> 1; }
  bool is_quote() const { return (bits_ & 1) != 0; }
  auto operator<=>(const CsvMark&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

inline constexpr std::size_t kLongestCsvWindow = std::size_t{1} << 30;

// The marks of a few thousand bytes.
struct CsvStretch {
  std::span<const CsvMark> ends;  // delimiters and line ends outside of quotes; a CRLF ends at its LF
  // Quotes, and bytes that are odd (clean.h) and no such end, from those of the cell that the stretch begins in; the
  // last one is beyond every text.
  std::span<const CsvMark> odd;
};

// Not thread-safe.
class CsvMarks {
 public:
  explicit CsvMarks(CsvDialect dialect);

  // The text begins outside of quotes. `is_last`: nothing follows it.
  void open(std::string_view text, bool is_last);
  // What follows; no ends at the end of the text. The spans hold until the next call.
  CsvStretch next();

 private:
  struct Block;
  struct Found {
    CsvMark *ends, *odd;
  };
  Block block_at(std::size_t offset) const;
  std::uint64_t line_ends(const Block& block, std::size_t offset) const;
  Found look(CsvMark* end, CsvMark* odd);
  void leave_open(std::span<const CsvMark> ends, std::span<const CsvMark> odd);

  CsvDialect dialect_;
  std::string_view text_;
  bool is_last_ = true;
  std::size_t at_ = 0;                          // offset of what was not looked at
  std::uint64_t in_quotes_ = 0;                 // all bits: at_ stands inside of quotes
  bool open_odd_ = false, open_quote_ = false;  // of the cell that at_ stands in
  std::vector<CsvMark> ends_, odd_;
};

}  // namespace perigee
