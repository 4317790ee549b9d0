#include "perigee/data/csv_marks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>

#include "perigee/data/byte_masks.h"

namespace perigee {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kStretch = 8 * 1024;  // bytes looked at in one go; their marks stay in the nearest cache

// Bit i of the result: whether an odd number of bits up to i is set.
std::uint64_t running_parity(std::uint64_t bits) {
  for (const unsigned step : {1u, 2u, 4u, 8u, 16u, 32u}) bits ^= bits << step;
  return bits;
}

}  // namespace

struct CsvMarks::Block {
  ByteMasks masks;
  std::uint64_t pairs = 0;  // carriage returns that a line feed follows
};

CsvMarks::CsvMarks(CsvDialect dialect) : dialect_(dialect), found_(kStretch) {}

void CsvMarks::open(std::string_view text, bool is_last) {
  assert(text.size() <= kLongestCsvWindow);
  text_ = text;
  is_last_ = is_last;
  at_ = 0;
  in_quotes_ = 0;
  odd_ = quote_ = false;
}

std::span<const CsvMark> CsvMarks::next() {
  CsvMark* end = found_.data();
  while (end == found_.data() && at_ < text_.size()) {
    const std::size_t stop = std::min(at_ + kStretch, text_.size());
    for (; at_ < stop; at_ += kBlock) end = put(block_at(at_), at_, end);
  }
  return {found_.data(), end};
}

CsvMarks::Block CsvMarks::block_at(std::size_t offset) const {
  Block block;
  const bool is_whole = offset + kBlock <= text_.size();
  if (is_whole) [[likely]] {
    block.masks = masks_of_64(text_.data() + offset, dialect_.delimiter);
  } else {
    std::array<char, kBlock> padded;
    padded.fill(' ');
    std::memcpy(padded.data(), text_.data() + offset, text_.size() - offset);
    block.masks = masks_of_64(padded.data(), dialect_.delimiter);
  }
  const bool feed_follows = offset + kBlock < text_.size() && text_[offset + kBlock] == '\n';
  block.pairs =
      block.masks.carriage_returns & (block.masks.line_feeds >> 1 | std::uint64_t{feed_follows} << (kBlock - 1));
  return block;
}

CsvMark* CsvMarks::put(const Block& block, std::size_t offset, CsvMark* to) {
  const ByteMasks& masks = block.masks;
  const std::uint64_t quoted = running_parity(masks.quotes) ^ in_quotes_;
  in_quotes_ = std::uint64_t{0} - (quoted >> (kBlock - 1));
  std::uint64_t ends = masks.line_feeds;
  if (dialect_.cr_ends) {
    ends |= masks.carriage_returns & ~block.pairs;
    // What follows the last byte may be its line feed.
    if (!is_last_ && offset + kBlock >= text_.size())
      ends &= ~(masks.carriage_returns & 1ull << (text_.size() - 1 - offset));
  }
  std::uint64_t marks = (masks.delimiters | ends) & ~quoted;
  std::uint64_t odd = masks.odd & ~marks & ~(block.pairs & ~quoted), quotes = masks.quotes;
  while (marks != 0) {
    const std::uint64_t passed = marks ^ (marks - 1);
    *to++ = CsvMark(offset + static_cast<std::size_t>(std::countr_zero(marks)), odd_ || (odd & passed) != 0,
                    quote_ || (quotes & passed) != 0);
    odd_ = quote_ = false;
    odd &= ~passed;
    quotes &= ~passed;
    marks &= marks - 1;
  }
  odd_ = odd_ || odd != 0;
  quote_ = quote_ || quotes != 0;
  return to;
}

}  // namespace perigee
