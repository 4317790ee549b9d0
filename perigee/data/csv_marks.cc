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

std::size_t lowest(std::uint64_t bits) { return static_cast<std::size_t>(std::countr_zero(bits)); }

}  // namespace

struct CsvMarks::Block {
  ByteMasks masks;
  std::uint64_t pairs = 0;  // carriage returns that a line feed follows
};

CsvMarks::CsvMarks(CsvDialect dialect) : dialect_(dialect), ends_(kStretch), odd_(kStretch + 3) {}

void CsvMarks::open(std::string_view text, bool is_last) {
  assert(text.size() < kLongestCsvWindow);
  text_ = text;
  is_last_ = is_last;
  at_ = 0;
  in_quotes_ = 0;
  open_odd_ = open_quote_ = false;
}

[[gnu::always_inline]] inline CsvMarks::Block CsvMarks::block_at(std::size_t offset) const {
  Block block;
  if (offset + kBlock <= text_.size()) [[likely]] {
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

inline std::uint64_t CsvMarks::line_ends(const Block& block, std::size_t offset) const {
  if (!dialect_.cr_ends) [[likely]]
    return block.masks.line_feeds;
  std::uint64_t returns = block.masks.carriage_returns & ~block.pairs;
  const bool is_cut = !is_last_ && offset + kBlock >= text_.size();  // what follows may be the last one's line feed
  if (is_cut) returns &= ~(std::uint64_t{1} << (text_.size() - 1 - offset));
  return block.masks.line_feeds | returns;
}

CsvStretch CsvMarks::next() {
  std::size_t ends = 0, odd = 0;
  while (ends == 0 && at_ < text_.size()) {
    odd = 0;
    // What was odd in the open cell counts as if it were the byte before this stretch.
    if (open_odd_) odd_[odd++] = CsvMark(at_ - 1);
    if (open_quote_) odd_[odd++] = CsvMark(at_ - 1, true);
    const Found found = look(ends_.data(), odd_.data() + odd);
    ends = static_cast<std::size_t>(found.ends - ends_.data());
    odd = static_cast<std::size_t>(found.odd - odd_.data());
    leave_open({ends_.data(), ends}, {odd_.data(), odd});
  }
  odd_[odd++] = CsvMark(kLongestCsvWindow);
  return {{ends_.data(), ends}, {odd_.data(), odd}};
}

// Writes the marks of the next stretch, and returns where they end.
CsvMarks::Found CsvMarks::look(CsvMark* end, CsvMark* odd) {
  const std::size_t stop = std::min(at_ + kStretch, text_.size());
  std::uint64_t in_quotes = in_quotes_;
  std::size_t at = at_;
  for (; at < stop; at += kBlock) {
    const Block block = block_at(at);
    const std::uint64_t quoted = running_parity(block.masks.quotes) ^ in_quotes;
    in_quotes = std::uint64_t{0} - (quoted >> (kBlock - 1));
    std::uint64_t ends = (block.masks.delimiters | line_ends(block, at)) & ~quoted;
    std::uint64_t odds = (block.masks.odd & ~ends & ~(block.pairs & ~quoted)) | block.masks.quotes;
    for (; ends != 0; ends &= ends - 1) *end++ = CsvMark(at + lowest(ends));
    for (; odds != 0; odds &= odds - 1)
      *odd++ = CsvMark(at + lowest(odds), (block.masks.quotes >> lowest(odds) & 1) != 0);
  }
  at_ = at;
  in_quotes_ = in_quotes;
  return {end, odd};
}

void CsvMarks::leave_open(std::span<const CsvMark> ends, std::span<const CsvMark> odd) {
  open_odd_ = open_quote_ = false;
  for (std::size_t i = odd.size(); i-- > 0 && (ends.empty() || odd[i] > ends.back());)
    (odd[i].is_quote() ? open_quote_ : open_odd_) = true;
}

}  // namespace perigee
