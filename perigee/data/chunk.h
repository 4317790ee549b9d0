// Chunk: up to 65,536 cells of one column as the bytes that lie in Redis (docs/formats.md, "Columns of a block").
//
// A header of 48 bytes, then sections that each begin at a multiple of 8: values, missing bitmap, precisions, word
// ends, heap. Nothing is unpacked: every read goes to the bytes. Immutable after it is made, so reading is thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "perigee/data/table.h"

namespace perigee {

// How the values section is to be read; every value takes `width` bytes, unsigned, little-endian.
enum class Coding : std::uint8_t {
  stepped = 0,  // integer, date-time, boolean, category: base + value × step
  decimal = 1,  // real: (base + value) / 10^decimals, correctly rounded
  binary = 2,   // real: IEEE 754 of 4 or 8 bytes
  offsets = 3,  // text: rows + 1 offsets into the heap
};

inline constexpr std::uint8_t kMixedPrecision = 255;
inline constexpr std::uint8_t kMostDecimals = 6;
inline constexpr std::array<double, kMostDecimals + 1> kPowersOfTen = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

struct ChunkHeader {
  Type type = Type::text;
  std::uint8_t width = 1;  // 1, 2, 4 or 8
  Coding coding = Coding::stepped;
  std::uint8_t decimals = 0;
  std::uint32_t rows = 0;
  std::uint32_t missing = 0;
  std::int64_t base = 0;
  std::uint32_t step = 1;      // date-time: 1, 1,000, 60,000, 3,600,000 or 86,400,000 ms; otherwise 1
  std::uint8_t precision = 0;  // date-time: a Precision, or kMixedPrecision: one byte a row; otherwise 0
  std::uint32_t words = 0;     // category: size of the dictionary that follows; 0 where the column holds it
  std::uint64_t heap = 0;      // bytes of text
};

// Where the sections of a chunk with this header begin. An empty section begins where the next one does.
struct ChunkSections {
  std::size_t values = 0, missing = 0, precisions = 0, word_ends = 0, heap = 0, end = 0;
};
ChunkSections sections_of(const ChunkHeader& header);

struct Chunk {
  ChunkHeader header;
  ChunkSections at;
  std::string bytes;

  std::size_t rows() const { return header.rows; }
  bool is_missing(std::size_t row) const;
  std::uint64_t stored(std::size_t row) const;   // the value as it lies there
  std::int64_t integer(std::size_t row) const;   // stepped
  double number(std::size_t row) const;          // stepped, decimal, binary
  std::string_view text(std::size_t row) const;  // offsets
  Precision precision(std::size_t row) const;
  std::string_view word(std::size_t index) const;  // of the chunk's own dictionary

  // Rows [begin, begin + out.size()).
  void read(std::size_t begin, std::span<std::int64_t> out) const;
  void read(std::size_t begin, std::span<double> out) const;
  void read_codes(std::size_t begin, std::span<std::uint32_t> out) const;
};

// The makers choose the narrowest width; equal cells give equal bytes. At most kRowsPerBlock rows.
Chunk integer_chunk(Type type, std::span<const std::int64_t> values);  // integer, boolean; kMissing is missing
Chunk time_chunk(std::span<const std::int64_t> times, std::span<const Precision> precisions);
Chunk real_chunk(std::span<const double> values);  // NaN is missing
// With `words` the chunk carries its dictionary, without them its column does.
Chunk code_chunk(std::span<const std::uint32_t> codes, std::span<const std::string> words = {});
// `ends[i]` is where row i ends in the heap; a row whose bit is set in `missing` must be empty there.
Chunk text_chunk(std::span<const std::uint64_t> ends, std::string_view heap, std::span<const std::uint64_t> missing);
Chunk missing_chunk(Type type, std::size_t rows);

}  // namespace perigee
