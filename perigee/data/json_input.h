// A spooled JSON text as the parser reads it: byte by byte, with the place for messages.
//
// Not thread-safe. The iterators refer to their input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "perigee/data/spool.h"

namespace perigee {

// Ends early where a token is too long, because the parser keeps a token whole.
class JsonInput {
 public:
  JsonInput(const Spool& spool, std::uint64_t begin, std::size_t max_token)
      : spool_(spool), next_(begin), max_token_(max_token), buffer_(64 * 1024) {
    fill();
  }

  bool at_end() const { return at_ == end_ || token_too_long(); }
  bool token_too_long() const { return since_event_ > max_token_; }
  char current() const { return buffer_[at_]; }
  void advance() {
    if (current() == '\n') ++line_, column_ = 0;
    ++column_;
    ++since_event_;
    if (++at_ == end_) fill();
  }
  void mark_event() { since_event_ = 0; }
  std::uint64_t line() const { return line_; }
  std::uint64_t column() const { return column_; }

 private:
  void fill() {
    at_ = 0;
    end_ = spool_.read(next_, buffer_.data(), buffer_.size());
    next_ += end_;
  }

  const Spool& spool_;
  std::uint64_t next_, line_ = 1, column_ = 1;
  std::size_t max_token_, since_event_ = 0, at_ = 0, end_ = 0;
  std::vector<char> buffer_;
};

// What nlohmann's parser reads from: to the end, or, by_line, to the end of the line on which it begins.
class JsonInputIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  JsonInputIterator() = default;  // the end
  JsonInputIterator(JsonInput& input, bool by_line) : input_(&input), by_line_(by_line), first_line_(input.line()) {}

  char operator*() const { return input_->current(); }
  JsonInputIterator& operator++() {
    input_->advance();
    return *this;
  }
  JsonInputIterator operator++(int) {
    JsonInputIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const JsonInputIterator& other) const { return at_end() == other.at_end(); }
  bool operator!=(const JsonInputIterator& other) const { return !(*this == other); }

 private:
  bool at_end() const { return input_ == nullptr || input_->at_end() || (by_line_ && input_->line() != first_line_); }

  JsonInput* input_ = nullptr;
  bool by_line_ = false;
  std::uint64_t first_line_ = 0;
};

}  // namespace perigee
