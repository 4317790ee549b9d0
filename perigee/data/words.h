// Words: distinct strings numbered in order of first appearance. The dictionary of a category column while it is built.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perigee {

// An open-addressing table of word numbers beside the words themselves. Not thread-safe.
class Words {
 public:
  // The number of the word; a new word gets the next one.
  std::uint32_t number_of(std::string_view word);
  // The number of a known word, or size() when it is unknown.
  std::uint32_t find(std::string_view word) const;

  const std::vector<std::string>& list() const { return words_; }
  std::size_t size() const { return words_.size(); }
  std::size_t bytes() const { return text_bytes_; }  // of the words' text
  std::vector<std::string> take();                   // leaves it empty

 private:
  std::size_t slot_of(std::string_view word, std::uint64_t hash) const;
  void grow();

  // A word's number + 1 beside half of its hash, so that other words are told apart without a look at them.
  struct Slot {
    std::uint32_t tag = 0, number = 0;
  };

  std::vector<std::string> words_;
  std::vector<std::uint64_t> hashes_;  // of each word
  std::vector<Slot> slots_;            // a power of two of them, at most half taken
  std::size_t text_bytes_ = 0;
};

}  // namespace perigee
