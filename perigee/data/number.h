// Numbers as files write them: 2020, 2020.0, "5,000.00", $65, 1e-5, and the decimal comma of half the world.
//
// One cell can not tell whether "1,234" is a thousand or one and a bit, so a cell only says what it could be
// (NumberKind), the column decides (Decimal), and then every cell is read by that decision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace perigee {

enum class NumberKind : std::uint8_t {
  word,                    // no number; also 007 and integers of more than 18 digits: identifiers
  integer,                 // 2020, -5, $65
  dot_integral,            // 2020.0
  dot_fraction,            // 29.75, .5, 1e-5
  dot_group,               // 1.234: a fraction, or with a decimal comma a thousand
  comma_group,             // 1,234: a thousand, or with a decimal comma a fraction
  comma_grouped,           // 1,234,567 and 5,000.00
  comma_grouped_fraction,  // 1,234.5
  comma_integral,          // 12,0 and 1.234.567
  comma_fraction,          // 0,725 and 1.234,5
  unbounded,               // 1e999, inf: a number that no double holds
};
inline constexpr std::size_t kNumberKinds = 11;

enum class Decimal : std::uint8_t { point, comma };

// The text must be trimmed.
NumberKind number_kind(std::string_view text);

// Nothing when the text is no number under this decision, or is not integral.
std::optional<std::int64_t> parse_integer(std::string_view text, Decimal decimal);
std::optional<double> parse_real(std::string_view text, Decimal decimal);

// "", NA, NaN, null, N/A, - and ? (any case): a missing cell of every column that does not hold words.
bool is_missing_word(std::string_view text);

}  // namespace perigee
