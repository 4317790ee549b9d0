// The makers of chunk.h: from plain values to the narrowest bytes.
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <vector>

#include "perigee/data/chunk.h"

namespace perigee {
namespace {

constexpr double kExact = 9007199254740992.0;  // 2^53: every integer up to here is a double
constexpr std::array<std::uint32_t, 5> kSteps = {86'400'000, 3'600'000, 60'000, 1'000, 1};

std::uint8_t width_for(std::uint64_t largest) {
  if (largest <= 0xFF) return 1;
  if (largest <= 0xFFFF) return 2;
  return largest <= 0xFFFF'FFFF ? 4 : 8;
}

template <class Word>
void put(std::string& bytes, std::size_t at, Word word) {
  std::memcpy(bytes.data() + at, &word, sizeof word);
}

void put_header(std::string& bytes, const ChunkHeader& header) {
  std::memcpy(bytes.data(), "PGC\x01", 4);
  put(bytes, 4, static_cast<std::uint8_t>(header.type));
  put(bytes, 5, header.width);
  put(bytes, 6, static_cast<std::uint8_t>(header.coding));
  put(bytes, 7, header.decimals);
  put(bytes, 8, header.rows);
  put(bytes, 12, header.missing);
  put(bytes, 16, header.base);
  put(bytes, 24, header.step);
  put(bytes, 28, header.precision);
  put(bytes, 32, header.words);
  put(bytes, 40, header.heap);
}

// A chunk of zeros with its header; the caller fills the sections.
Chunk blank(const ChunkHeader& header) {
  Chunk chunk{header, sections_of(header), {}};
  chunk.bytes.assign(chunk.at.end, '\0');
  put_header(chunk.bytes, header);
  return chunk;
}

// stored(i) is the value of row i; missing rows must give 0.
template <class Stored>
void fill_values(Chunk& chunk, std::size_t count, Stored stored) {
  char* to = chunk.bytes.data() + chunk.at.values;
  const auto fill = [&](auto zero) {
    using Word = decltype(zero);
    for (std::size_t i = 0; i < count; ++i) {
      const auto word = static_cast<Word>(stored(i));
      std::memcpy(to + i * sizeof word, &word, sizeof word);
    }
  };
  switch (chunk.header.width) {
    case 1:
      return fill(std::uint8_t{});
    case 2:
      return fill(std::uint16_t{});
    case 4:
      return fill(std::uint32_t{});
    default:
      return fill(std::uint64_t{});
  }
}

template <class IsMissing>
void fill_missing(Chunk& chunk, IsMissing is_missing) {
  if (chunk.header.missing == 0) return;
  for (std::size_t first = 0; first < chunk.header.rows; first += 64) {
    const std::size_t count = std::min<std::size_t>(64, chunk.header.rows - first);
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < count; ++i) word |= std::uint64_t{is_missing(first + i)} << i;
    put(chunk.bytes, chunk.at.missing + first / 8, word);
  }
}

struct Extent {
  std::int64_t least = 0, most = 0;
  std::uint32_t missing = 0;
};

Extent extent_of(std::span<const std::int64_t> values) {
  Extent extent{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min(), 0};
  for (const std::int64_t value : values) {
    extent.missing += value == kMissing ? 1u : 0u;
    extent.least = std::min(extent.least, value == kMissing ? extent.least : value);
    extent.most = std::max(extent.most, value);  // kMissing is the least of all
  }
  if (extent.missing == values.size()) return {0, 0, extent.missing};
  return extent;
}

std::uint64_t distance(std::int64_t from, std::int64_t to) {
  return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

Chunk stepped_chunk(ChunkHeader header, std::span<const std::int64_t> values, const Extent& extent) {
  header.coding = Coding::stepped;
  header.rows = static_cast<std::uint32_t>(values.size());
  header.missing = extent.missing;
  header.base = extent.least;
  header.width = width_for(distance(extent.least, extent.most) / header.step);
  Chunk chunk = blank(header);
  const auto stored = [&](std::int64_t value) { return value == kMissing ? 0 : distance(extent.least, value); };
  if (header.step == 1) {
    fill_values(chunk, values.size(), [&](std::size_t i) { return stored(values[i]); });
  } else {
    fill_values(chunk, values.size(), [&](std::size_t i) { return stored(values[i]) / header.step; });
  }
  fill_missing(chunk, [&](std::size_t i) { return values[i] == kMissing; });
  return chunk;
}

// The largest step that divides every distance from the least time.
std::uint32_t step_of(std::span<const std::int64_t> times, std::int64_t least) {
  std::size_t step = 0;
  for (const std::int64_t time : times) {
    if (time == kMissing) continue;
    while (distance(least, time) % kSteps[step] != 0) ++step;
  }
  return kSteps[step];
}

bool is_decimal(double value, std::uint8_t decimals) {
  const double scaled = value * kPowersOfTen[decimals];
  if (!(std::fabs(scaled) < kExact)) return false;
  const double back = static_cast<double>(std::llrint(scaled)) / kPowersOfTen[decimals];
  return std::bit_cast<std::uint64_t>(back) == std::bit_cast<std::uint64_t>(value);
}

// How many decimals write every value exactly, or more than kMostDecimals.
std::uint8_t decimals_of(std::span<const double> values) {
  std::uint8_t decimals = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    while (!is_decimal(value, decimals))
      if (++decimals > kMostDecimals) return decimals;
  }
  const bool all = std::all_of(values.begin(), values.end(),
                               [&](double value) { return std::isnan(value) || is_decimal(value, decimals); });
  return all ? decimals : kMostDecimals + 1;
}

bool is_float(double value) {
  if (std::isnan(value) || std::isinf(value)) return true;
  return std::fabs(value) <= static_cast<double>(std::numeric_limits<float>::max()) &&
         static_cast<double>(static_cast<float>(value)) == value;
}

Chunk binary_chunk(ChunkHeader header, std::span<const double> values, std::uint8_t width) {
  header.coding = Coding::binary;
  header.width = width;
  Chunk chunk = blank(header);
  fill_values(chunk, values.size(), [&](std::size_t i) -> std::uint64_t {
    if (std::isnan(values[i])) return 0;
    if (width == 8) return std::bit_cast<std::uint64_t>(values[i]);
    return std::bit_cast<std::uint32_t>(static_cast<float>(values[i]));
  });
  fill_missing(chunk, [&](std::size_t i) { return std::isnan(values[i]); });
  return chunk;
}

}  // namespace

Chunk integer_chunk(Type type, std::span<const std::int64_t> values) {
  assert(values.size() <= kRowsPerBlock);
  ChunkHeader header;
  header.type = type;
  return stepped_chunk(header, values, extent_of(values));
}

Chunk time_chunk(std::span<const std::int64_t> times, std::span<const Precision> precisions) {
  assert(times.size() <= kRowsPerBlock && times.size() == precisions.size());
  const Extent extent = extent_of(times);
  ChunkHeader header;
  header.type = Type::datetime;
  header.step = step_of(times, extent.least);
  std::size_t known = 0;
  while (known < times.size() && times[known] == kMissing) ++known;
  const Precision first = known < times.size() ? precisions[known] : Precision::millisecond;
  header.precision = static_cast<std::uint8_t>(first);
  for (std::size_t i = known; i < times.size(); ++i)
    if (times[i] != kMissing && precisions[i] != first) header.precision = kMixedPrecision;
  Chunk chunk = stepped_chunk(header, times, extent);
  if (header.precision != kMixedPrecision) return chunk;
  for (std::size_t i = 0; i < times.size(); ++i)
    if (times[i] != kMissing) put(chunk.bytes, chunk.at.precisions + i, static_cast<std::uint8_t>(precisions[i]));
  return chunk;
}

Chunk real_chunk(std::span<const double> values) {
  assert(values.size() <= kRowsPerBlock);
  ChunkHeader header;
  header.type = Type::real;
  header.rows = static_cast<std::uint32_t>(values.size());
  for (const double value : values) header.missing += std::isnan(value) ? 1u : 0u;
  const std::uint8_t binary_width = std::all_of(values.begin(), values.end(), is_float) ? 4 : 8;
  header.decimals = decimals_of(values);
  if (header.decimals > kMostDecimals) return header.decimals = 0, binary_chunk(header, values, binary_width);

  std::vector<std::int64_t> mantissas(values.size(), kMissing);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i])) mantissas[i] = std::llrint(values[i] * kPowersOfTen[header.decimals]);
  const Extent extent = extent_of(mantissas);
  header.coding = Coding::decimal;
  header.base = extent.least;
  header.width = width_for(distance(extent.least, extent.most));
  if (header.width > binary_width) return header.decimals = 0, header.base = 0, binary_chunk(header, values, 4);
  Chunk chunk = blank(header);
  fill_values(chunk, values.size(),
              [&](std::size_t i) { return mantissas[i] == kMissing ? 0 : distance(extent.least, mantissas[i]); });
  fill_missing(chunk, [&](std::size_t i) { return mantissas[i] == kMissing; });
  return chunk;
}

Chunk code_chunk(std::span<const std::uint32_t> codes, std::span<const std::string> words) {
  assert(codes.size() <= kRowsPerBlock);
  ChunkHeader header;
  header.type = Type::category;
  header.rows = static_cast<std::uint32_t>(codes.size());
  std::uint32_t most = 0;
  for (const std::uint32_t code : codes) {
    header.missing += code == kMissingCode ? 1u : 0u;
    most = std::max(most, code == kMissingCode ? most : code);
  }
  header.width = width_for(most);
  header.words = static_cast<std::uint32_t>(words.size());
  for (const auto& word : words) header.heap += word.size();
  Chunk chunk = blank(header);
  fill_values(chunk, codes.size(), [&](std::size_t i) { return codes[i] == kMissingCode ? 0 : codes[i]; });
  fill_missing(chunk, [&](std::size_t i) { return codes[i] == kMissingCode; });
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i].copy(chunk.bytes.data() + chunk.at.heap + end, words[i].size());
    end += static_cast<std::uint32_t>(words[i].size());
    put(chunk.bytes, chunk.at.word_ends + 4 * i, end);
  }
  return chunk;
}

Chunk text_chunk(std::span<const std::uint64_t> ends, std::string_view heap, std::span<const std::uint64_t> missing) {
  assert(ends.size() <= kRowsPerBlock);
  ChunkHeader header;
  header.type = Type::text;
  header.coding = Coding::offsets;
  header.rows = static_cast<std::uint32_t>(ends.size());
  header.heap = heap.size();
  header.width = width_for(heap.size());
  for (const std::uint64_t word : missing) header.missing += static_cast<std::uint32_t>(std::popcount(word));
  Chunk chunk = blank(header);
  fill_values(chunk, ends.size() + 1, [&](std::size_t i) { return i == 0 ? 0 : ends[i - 1]; });
  heap.copy(chunk.bytes.data() + chunk.at.heap, heap.size());
  fill_missing(chunk, [&](std::size_t i) { return (missing[i / 64] >> i % 64 & 1) != 0; });
  return chunk;
}

Chunk missing_chunk(Type type, std::size_t rows) {
  if (type == Type::real) return real_chunk(std::vector<double>(rows, std::numeric_limits<double>::quiet_NaN()));
  if (type == Type::category) return code_chunk(std::vector<std::uint32_t>(rows, kMissingCode));
  const std::vector<std::int64_t> none(rows, kMissing);
  if (type == Type::datetime) return time_chunk(none, std::vector<Precision>(rows));
  if (type != Type::text) return integer_chunk(type, none);
  std::vector<std::uint64_t> bits((rows + 63) / 64, ~std::uint64_t{0});
  if (rows % 64 != 0) bits.back() >>= 64 - rows % 64;
  return text_chunk(std::vector<std::uint64_t>(rows), {}, bits);
}

}  // namespace perigee
