#include "perigee/data/words.h"

#include <utility>

#include "perigee/data/hash.h"

namespace perigee {

std::uint32_t Words::number_of(std::string_view word) {
  if (2 * words_.size() >= slots_.size()) grow();
  const std::uint64_t hash = hash_of(word);
  std::uint32_t& slot = slots_[slot_of(word, hash)];
  if (slot == 0) {
    words_.emplace_back(word);
    hashes_.push_back(hash);
    text_bytes_ += word.size();
    slot = static_cast<std::uint32_t>(words_.size());
  }
  return slot - 1;
}

std::uint32_t Words::find(std::string_view word) const {
  if (slots_.empty()) return 0;
  const std::uint32_t slot = slots_[slot_of(word, hash_of(word))];
  return slot == 0 ? static_cast<std::uint32_t>(words_.size()) : slot - 1;
}

// The slot that holds the word, or the empty one where it belongs.
std::size_t Words::slot_of(std::string_view word, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const std::uint32_t slot = slots_[at];
    if (slot == 0 || (hashes_[slot - 1] == hash && words_[slot - 1] == word)) return at;
  }
}

void Words::grow() {
  slots_.assign(slots_.empty() ? 64 : 2 * slots_.size(), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < hashes_.size(); ++i) {
    std::size_t at = hashes_[i] & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(i + 1);
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
