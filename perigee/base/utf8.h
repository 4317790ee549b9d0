// UTF-8: decoding that never fails, validation and repair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perigee {

inline constexpr char32_t kReplacement = 0xFFFD;

// Decodes the code point at `at` and advances `at` past it; an invalid byte gives U+FFFD and advances by one.
char32_t next_code_point(std::string_view text, std::size_t& at);

// True if the text is well-formed UTF-8 (no overlong forms, surrogates or values above U+10FFFF).
bool is_utf8(std::string_view text);

// The offset of the first ill-formed byte, or npos.
std::size_t first_invalid_utf8(std::string_view text);

// The text with every ill-formed byte replaced by U+FFFD.
std::string to_valid_utf8(std::string_view text);

// Number of code points (an ill-formed byte counts as one).
std::size_t count_code_points(std::string_view text);

// Appends the code point's bytes.
void append_utf8(std::string& text, char32_t code_point);

}  // namespace perigee
