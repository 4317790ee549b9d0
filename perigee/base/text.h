// Words and numbers as text: trimming, joining, number formats for people, and "did you mean".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perigee {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }      // of ASCII
std::string_view trim(std::string_view text);                         // ASCII white space on both ends
std::string lower(std::string_view text);                             // ASCII letters only
std::vector<std::string_view> split(std::string_view text, char at);  // keeps empty pieces
std::string join(std::span<const std::string> words, std::string_view between);

// "a", "a and b", "a, b and c".
std::string in_words(std::span<const std::string> words);

// Shortest text that reads back as the same double; no locale, no exponent for |v| in [1e-5, 1e15).
std::string plain(double value);

// "1,234", "−12" (U+2212); years are never passed through this.
std::string grouped(std::int64_t value);
std::string grouped(double value, int decimals);

// Levenshtein distance, for names of tens of characters.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to a mistyped word, or empty when none is near (distance ≤ 2, or ≤ a third of its length).
std::string nearest(std::string_view word, std::span<const std::string> candidates);

// " Did you mean 'timeline'?" or, without a near candidate, empty: to be appended to a sentence.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace perigee
