#include "perigee/data/words.h"

#include <utility>

#include "perigee/data/hash.h"

namespace perigee {
namespace {

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

// The slot that holds the word, or the empty one where it belongs.
inline std::size_t Words::slot_of(std::string_view word, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot slot = slots_[at];
    if (slot.number == 0 || (slot.tag == tag_of(hash) && same_text(words_[slot.number - 1], word))) return at;
  }
}

std::uint32_t Words::number_of(std::string_view word) {
  if (2 * words_.size() >= slots_.size()) grow();
  const std::uint64_t hash = hash_of(word);
  Slot& slot = slots_[slot_of(word, hash)];
  if (slot.number == 0) {
    words_.emplace_back(word);
    hashes_.push_back(hash);
    text_bytes_ += word.size();
    slot = {tag_of(hash), static_cast<std::uint32_t>(words_.size())};
  }
  return slot.number - 1;
}

std::uint32_t Words::find(std::string_view word) const {
  if (slots_.empty()) return 0;
  const std::uint32_t number = slots_[slot_of(word, hash_of(word))].number;
  return number == 0 ? static_cast<std::uint32_t>(words_.size()) : number - 1;
}

void Words::grow() {
  slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    std::size_t at = hashes_[i] & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = {tag_of(hashes_[i]), static_cast<std::uint32_t>(i + 1)};
  }
}

std::vector<std::string> Words::take() {
  std::vector<std::string> words = std::exchange(words_, {});
  hashes_.clear();
  slots_.clear();
  text_bytes_ = 0;
  return words;
}

}  // namespace perigee
