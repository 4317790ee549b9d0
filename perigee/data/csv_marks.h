// CsvMarks: where the cells of a text end, found sixty-four bytes at a time as Langdale and Lemire do in "Parsing
// Gigabytes of JSON per Second" (2019): a quote turns the meaning of all delimiters up to the next one, which is a
// prefix sum over the mask of quotes.
//
// Doubled quotes turn twice and so need no care. A quote that stands where none may is found by who reads the cell.
#pragma once

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

// The offset of a delimiter or line end outside of quotes, and what the cell before it holds.
class CsvMark {
 public:
  CsvMark() = default;
  CsvMark(std::size_t offset, bool odd, bool quote)
      : bits_(static_cast<std::uint32_t>(offset << 2) | (odd ? 1u : 0u) | (quote ? 2u : 0u)) {}

  std::size_t offset() const { return bits_ >> 2; }
  bool is_plain() const { return (bits_ & 3) == 0; }
  bool has_odd() const { return (bits_ & 1) != 0; }  // an odd byte (clean.h), the CR of a CRLF at its end aside
  bool has_quote() const { return (bits_ & 2) != 0; }

 private:
  std::uint32_t bits_ = 0;
};

inline constexpr std::size_t kLongestCsvWindow = std::size_t{1} << 30;

class CsvMarks {
 public:
  explicit CsvMarks(CsvDialect dialect);

  // The text begins outside of quotes. `is_last`: nothing follows it.
  void open(std::string_view text, bool is_last);
  // The marks after those that were given before; none at the end of the text.
  std::span<const CsvMark> next();

 private:
  struct Block;
  Block block_at(std::size_t offset) const;
  CsvMark* put(const Block& block, std::size_t offset, CsvMark* to);

  CsvDialect dialect_;
  std::string_view text_;
  bool is_last_ = true;
  std::size_t at_ = 0;                // offset of what was not looked at
  std::uint64_t in_quotes_ = 0;       // all bits: at_ stands inside of quotes
  bool odd_ = false, quote_ = false;  // of the cell that at_ stands in
  std::vector<CsvMark> found_;
};

}  // namespace perigee
