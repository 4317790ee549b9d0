#include "perigee/data/codec.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

#include "perigee/data/chunk.h"

namespace perigee {
namespace {

template <class Word>
Word read_at(std::string_view bytes, std::size_t at) {
  Word word;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

Problem bad_block(const std::string& column, std::string what) {
  return {"bad-block",
          column,
          "The stored column '" + column + "' cannot be read: " + std::move(what),
          "Replace the dataset (mode=replace).",
          {},
          {}};
}

// The codes of a category column that holds its words in order of first appearance, and no others.
struct LocalCodes {
  std::vector<std::uint32_t> codes;
  std::vector<std::string> words;
};

LocalCodes local_codes(const Column& column) {
  LocalCodes local{std::vector<std::uint32_t>(column.size()), {}};
  column.read_codes(0, local.codes);
  std::vector<std::uint32_t> renumbered(column.dictionary().size(), kMissingCode);
  for (std::uint32_t& code : local.codes) {
    if (code == kMissingCode) continue;
    std::uint32_t& number = renumbered[code];
    if (number == kMissingCode) {
      number = static_cast<std::uint32_t>(local.words.size());
      local.words.push_back(column.dictionary()[code]);
    }
    code = number;
  }
  return local;
}

std::string rebuilt(const Column& column) {
  ColumnBuilder builder(column.name(), column.type());
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.is_missing(row)) {
      builder.add_missing();
    } else if (column.type() == Type::text) {
      builder.add(column.text(row));
    } else if (column.type() == Type::real) {
      builder.add(column.number(row));
    } else if (column.type() == Type::datetime) {
      builder.add(column.integer(row), column.precision(row));
    } else {
      builder.add(column.integer(row));
    }
  }
  const auto pieces = builder.build().pieces();
  return pieces.empty() ? missing_chunk(column.type(), 0).bytes : pieces.front().chunk->bytes;
}

// The header as it stands there; `check` decides whether it makes sense. Needs 48 bytes.
ChunkHeader header_of(std::string_view bytes) {
  ChunkHeader header;
  header.type = static_cast<Type>(read_at<std::uint8_t>(bytes, 4));
  header.width = read_at<std::uint8_t>(bytes, 5);
  header.coding = static_cast<Coding>(read_at<std::uint8_t>(bytes, 6));
  header.decimals = read_at<std::uint8_t>(bytes, 7);
  header.rows = read_at<std::uint32_t>(bytes, 8);
  header.missing = read_at<std::uint32_t>(bytes, 12);
  header.base = read_at<std::int64_t>(bytes, 16);
  header.step = read_at<std::uint32_t>(bytes, 24);
  header.precision = read_at<std::uint8_t>(bytes, 28);
  header.words = read_at<std::uint32_t>(bytes, 32);
  header.heap = read_at<std::uint64_t>(bytes, 40);
  return header;
}

bool is_step(std::uint32_t step) {
  return step == 1 || step == 1'000 || step == 60'000 || step == 3'600'000 || step == 86'400'000;
}

bool is_coding_of(const ChunkHeader& header) {
  switch (header.type) {
    case Type::real:
      return header.coding == Coding::decimal || (header.coding == Coding::binary && header.width >= 4);
    case Type::text:
      return header.coding == Coding::offsets;
    case Type::integer:
    case Type::category:
    case Type::datetime:
    case Type::boolean:
      return header.coding == Coding::stepped;
  }
  return false;
}

// Empty when the header's fields fit each other; each later check relies on the ones before it.
std::string check_header(const ChunkHeader& header) {
  const bool is_time = header.type == Type::datetime;
  if (header.type > Type::boolean) return "it has an unknown type.";
  if (!std::has_single_bit(header.width) || header.width > 8) return "it has an impossible width.";
  if (!is_coding_of(header)) return "its coding does not belong to its type.";
  if (header.rows > kRowsPerBlock) return "it has more than 65,536 rows.";
  if (header.missing > header.rows) return "it has more missing cells than rows.";
  if (header.decimals > (header.coding == Coding::decimal ? kMostDecimals : 0)) return "it has impossible decimals.";
  if (!is_step(header.step) || (header.step != 1 && !is_time)) return "it has an impossible step.";
  const bool known = header.precision <= static_cast<std::uint8_t>(Precision::year);
  if (is_time ? !known && header.precision != kMixedPrecision : header.precision != 0) {
    return "it has an unknown precision.";
  }
  if (header.words > (header.type == Type::category ? kRowsPerBlock : 0)) return "it has an impossible dictionary.";
  if (header.heap > (std::uint64_t{1} << 40)) return "it has an impossible size.";
  if (header.heap > 0 && header.type != Type::text && header.words == 0) return "it has text without a use.";
  return {};
}

std::uint64_t largest_stored(const Chunk& chunk) {
  std::uint64_t largest = 0;
  for (std::size_t row = 0; row < chunk.rows(); ++row) largest = std::max(largest, chunk.stored(row));
  return largest;
}

// True if every stored value, missing ones included, stands for a 64-bit integer that is not kMissing.
bool fits_integers(const Chunk& chunk) {
  const auto room = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) -
                    static_cast<std::uint64_t>(chunk.header.base);
  return chunk.header.base != kMissing && largest_stored(chunk) <= room / chunk.header.step;
}

std::string check_values(const Chunk& chunk) {
  switch (chunk.header.type) {
    case Type::category:
      if (chunk.header.base != 0) return "a dictionary code has a base.";
      if (chunk.header.missing == chunk.rows()) return {};
      return largest_stored(chunk) < chunk.header.words ? "" : "a code lies outside of its dictionary.";
    case Type::boolean: {
      const std::int64_t base = chunk.header.base;
      const bool fits = (base == 0 || base == 1) && largest_stored(chunk) <= static_cast<std::uint64_t>(1 - base);
      return fits ? "" : "a boolean is neither 0 nor 1.";
    }
    case Type::text:
      if (chunk.stored(0) != 0 || chunk.stored(chunk.rows()) != chunk.header.heap) return "its texts do not add up.";
      for (std::size_t row = 0; row < chunk.rows(); ++row)
        if (chunk.stored(row) > chunk.stored(row + 1)) return "its texts overlap.";
      return {};
    case Type::real:
      if (chunk.header.coding == Coding::binary) return chunk.header.base == 0 ? "" : "a real has a base.";
      [[fallthrough]];
    case Type::integer:
    case Type::datetime:
      return fits_integers(chunk) ? "" : "a number does not fit into 64 bits.";
  }
  return {};
}

std::string check_missing(const Chunk& chunk) {
  std::size_t missing = 0;
  for (std::size_t row = 0; row < chunk.rows(); ++row) missing += chunk.is_missing(row) ? 1u : 0u;
  return missing == chunk.header.missing ? "" : "its missing cells do not add up.";
}

std::string check_precisions(const Chunk& chunk) {
  for (std::size_t row = 0; row < chunk.rows(); ++row)
    if (chunk.precision(row) > Precision::year) return "it has an unknown precision.";
  return {};
}

std::string check_words(const Chunk& chunk) {
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < chunk.header.words; ++i) {
    const auto next = read_at<std::uint32_t>(chunk.bytes, chunk.at.word_ends + 4 * i);
    if (next < end || next > chunk.header.heap) return "the words of its dictionary overlap.";
    end = next;
  }
  return chunk.header.type != Type::category || end == chunk.header.heap ? "" : "its dictionary does not add up.";
}

}  // namespace

std::string encode_column(const Column& column) {
  assert(column.size() <= kRowsPerBlock);
  if (column.type() == Type::category) {
    const LocalCodes local = local_codes(column);
    return code_chunk(local.codes, local.words).bytes;
  }
  const auto pieces = column.pieces();
  const bool is_whole = pieces.size() == 1 && pieces[0].end - pieces[0].begin == pieces[0].chunk->rows();
  return is_whole ? pieces[0].chunk->bytes : rebuilt(column);
}

Result<Column> decode_column(std::string name, std::string bytes) {
  if (bytes.size() < 4 || bytes.compare(0, 3, "PGC") != 0) return bad_block(name, "it does not begin as one.");
  if (const int version = static_cast<unsigned char>(bytes[3]); version != 1) {
    return bad_block(name, "it has format " + std::to_string(version) + ", and this build knows format 1.");
  }
  if (bytes.size() < 48) return bad_block(name, "it is cut off.");
  Chunk chunk{header_of(bytes), {}, std::move(bytes)};
  if (std::string what = check_header(chunk.header); !what.empty()) return bad_block(name, std::move(what));
  chunk.at = sections_of(chunk.header);
  if (chunk.at.end != chunk.bytes.size()) return bad_block(name, "it is cut off, or longer than it says.");
  for (const auto check : {check_values, check_missing, check_precisions, check_words})
    if (std::string what = check(chunk); !what.empty()) return bad_block(name, std::move(what));

  const Type type = chunk.header.type;
  std::shared_ptr<std::vector<std::string>> dictionary;
  if (type == Type::category) {
    dictionary = std::make_shared<std::vector<std::string>>();
    dictionary->reserve(chunk.header.words);
    for (std::size_t i = 0; i < chunk.header.words; ++i) dictionary->emplace_back(chunk.word(i));
  }
  return Column(std::move(name), type, {std::make_shared<const Chunk>(std::move(chunk))}, std::move(dictionary));
}

}  // namespace perigee
