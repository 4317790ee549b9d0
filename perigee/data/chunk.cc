#include "perigee/data/chunk.h"

#include <array>
#include <bit>
#include <cstring>

namespace perigee {
namespace {

static_assert(std::endian::native == std::endian::little, "the encoded columns are read in place");

template <class Word>
Word load(const char* from, std::size_t index) {
  Word word;
  std::memcpy(&word, from + index * sizeof word, sizeof word);
  return word;
}

// Calls `use` with a zero of the unsigned type that has this width.
template <class Use>
void with_width(std::uint8_t width, Use use) {
  switch (width) {
    case 1:
      return use(std::uint8_t{});
    case 2:
      return use(std::uint16_t{});
    case 4:
      return use(std::uint32_t{});
    default:
      return use(std::uint64_t{});
  }
}

// out[i] = of(stored value of row begin + i), in one loop per width that compilers vectorise.
template <class Out, class Of>
void read_stored(const Chunk& chunk, std::size_t begin, std::span<Out> out, Of of) {
  with_width(chunk.header.width, [&](auto zero) {
    using Word = decltype(zero);
    const char* from = chunk.bytes.data() + chunk.at.values + begin * sizeof(Word);
    Out* to = out.data();
    for (std::size_t i = 0, size = out.size(); i < size; ++i) to[i] = of(load<Word>(from, i));
  });
}

template <class Out>
void mark_missing(const Chunk& chunk, std::size_t begin, std::span<Out> out, Out mark) {
  if (chunk.header.missing == 0) return;
  const char* bitmap = chunk.bytes.data() + chunk.at.missing;
  const std::size_t end = begin + out.size();
  for (std::size_t row = begin; row < end;) {
    const std::uint64_t word = load<std::uint64_t>(bitmap, row / 64) >> row % 64;
    const std::size_t next = (row / 64 + 1) * 64;
    for (std::uint64_t rest = word; rest != 0; rest &= rest - 1) {
      const std::size_t at = row + static_cast<std::size_t>(std::countr_zero(rest));
      if (at >= end) break;
      out[at - begin] = mark;
    }
    row = next;
  }
}

std::int64_t stepped(const ChunkHeader& header, std::uint64_t stored) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(header.base) + stored * header.step);
}

double decimal(const ChunkHeader& header, std::uint64_t stored) {
  const auto mantissa = static_cast<std::int64_t>(static_cast<std::uint64_t>(header.base) + stored);
  return static_cast<double>(mantissa) / kPowersOfTen[header.decimals];
}

double binary(const ChunkHeader& header, std::uint64_t stored) {
  if (header.width == 8) return std::bit_cast<double>(stored);
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(stored)));
}

void read_decimals(const Chunk& chunk, std::size_t begin, std::span<double> out) {
  const std::int64_t base = chunk.header.base;
  const double power = kPowersOfTen[chunk.header.decimals];
  if (chunk.header.width == 8) {
    return read_stored(chunk, begin, out, [&](std::uint64_t stored) { return decimal(chunk.header, stored); });
  }
  // A mantissa has at most 53 bits, so the sum is exact in floating point too, where it vectorises.
  const auto first = static_cast<double>(base);
  read_stored(chunk, begin, out, [=](auto stored) { return (first + static_cast<double>(stored)) / power; });
}

}  // namespace

ChunkSections sections_of(const ChunkHeader& header) {
  const auto padded = [](std::uint64_t bytes) { return static_cast<std::size_t>((bytes + 7) / 8 * 8); };
  const std::uint64_t rows = header.rows;
  const bool mixed = header.precision == kMixedPrecision;
  ChunkSections at;
  at.values = 48;
  at.missing = at.values + padded((header.coding == Coding::offsets ? rows + 1 : rows) * header.width);
  at.precisions = at.missing + (header.missing > 0 ? (rows + 63) / 64 * 8 : 0);
  at.word_ends = at.precisions + (mixed ? padded(rows) : 0);
  at.heap = at.word_ends + padded(std::uint64_t{header.words} * 4);
  at.end = at.heap + padded(header.heap);
  return at;
}

bool Chunk::is_missing(std::size_t row) const {
  if (header.missing == 0) return false;
  return (load<std::uint64_t>(bytes.data() + at.missing, row / 64) >> row % 64 & 1) != 0;
}

std::uint64_t Chunk::stored(std::size_t row) const {
  std::uint64_t value = 0;
  with_width(header.width, [&](auto zero) { value = load<decltype(zero)>(bytes.data() + at.values, row); });
  return value;
}

std::int64_t Chunk::integer(std::size_t row) const { return stepped(header, stored(row)); }

double Chunk::number(std::size_t row) const {
  if (header.coding == Coding::decimal) return decimal(header, stored(row));
  if (header.coding == Coding::binary) return binary(header, stored(row));
  return static_cast<double>(integer(row));
}

std::string_view Chunk::text(std::size_t row) const {
  const std::size_t begin = stored(row), end = stored(row + 1);
  return {bytes.data() + at.heap + begin, end - begin};
}

Precision Chunk::precision(std::size_t row) const {
  const std::uint8_t precision =
      header.precision == kMixedPrecision ? load<std::uint8_t>(bytes.data() + at.precisions, row) : header.precision;
  return static_cast<Precision>(precision);
}

std::string_view Chunk::word(std::size_t index) const {
  const char* ends = bytes.data() + at.word_ends;
  const std::uint32_t begin = index == 0 ? 0 : load<std::uint32_t>(ends, index - 1);
  return {bytes.data() + at.heap + begin, load<std::uint32_t>(ends, index) - begin};
}

void Chunk::read(std::size_t begin, std::span<std::int64_t> out) const {
  const auto base = static_cast<std::uint64_t>(header.base);
  const std::uint64_t step = header.step;
  if (step == 1) {
    read_stored(*this, begin, out, [=](auto stored) { return static_cast<std::int64_t>(base + stored); });
  } else {
    read_stored(*this, begin, out, [=](auto stored) { return static_cast<std::int64_t>(base + stored * step); });
  }
  mark_missing(*this, begin, out, kMissing);
}

void Chunk::read(std::size_t begin, std::span<double> out) const {
  if (header.coding == Coding::decimal) {
    read_decimals(*this, begin, out);
  } else if (header.coding == Coding::binary) {
    read_stored(*this, begin, out, [this](auto stored) { return binary(header, stored); });
  } else {
    read_stored(*this, begin, out, [this](auto stored) { return static_cast<double>(stepped(header, stored)); });
  }
  mark_missing(*this, begin, out, std::numeric_limits<double>::quiet_NaN());
}

void Chunk::read_codes(std::size_t begin, std::span<std::uint32_t> out) const {
  read_stored(*this, begin, out, [](auto stored) { return static_cast<std::uint32_t>(stored); });
  mark_missing(*this, begin, out, kMissingCode);
}

}  // namespace perigee
