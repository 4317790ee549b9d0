// DateReader: what a date is made of, piece by piece, and the letters of ASCII. Internal to perigee/data.
#pragma once

#include <cstddef>
#include <string_view>

#include "perigee/base/text.h"

namespace perigee {

inline char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
inline bool is_letter(char c) { return lower_letter(c) >= 'a' && lower_letter(c) <= 'z'; }

// Takes pieces off the front of a text; what was not taken stays.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }

  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_blanks() {
    const std::size_t before = rest_.size();
    while (take(' ')) continue;
    return rest_.size() < before;
  }

  struct Number {
    int value = 0;
    std::size_t digits = 0;
  };
  // At most `most` digits; more of them are left over and spoil what follows.
  Number take_number(std::size_t most) {
    Number number;
    while (number.digits < most && is_digit(peek())) {
      number.value = 10 * number.value + (peek() - '0');
      rest_.remove_prefix(1);
      ++number.digits;
    }
    return number;
  }

  std::string_view take_letters() {
    std::size_t size = 0;
    while (size < rest_.size() && is_letter(rest_[size])) ++size;
    const std::string_view letters = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return letters;
  }

 private:
  std::string_view rest_;
};

inline bool equals(std::string_view text, std::string_view lower_case) {
  if (text.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (lower_letter(text[i]) != lower_case[i]) return false;
  return true;
}

}  // namespace perigee
