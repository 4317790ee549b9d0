#include "perigee/data/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "perigee/base/text.h"

namespace perigee {
namespace {

constexpr std::size_t kLongest = 64;        // bytes of a number; longer texts are words
constexpr std::size_t kIntegerDigits = 18;  // always fit into 64 bits
constexpr std::array<std::string_view, 4> kCurrencies = {"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5"};  // $ € £ ¥

struct Signed {
  std::string_view digits;  // what follows sign and currency
  bool negative = false;
};

bool drop_sign(Signed& number) {
  if (number.digits.empty() || (number.digits[0] != '-' && number.digits[0] != '+')) return false;
  number.negative = number.digits[0] == '-';
  number.digits.remove_prefix(1);
  return true;
}

void drop_currency(std::string_view& text) {
  for (const std::string_view sign : kCurrencies) {
    if (text.starts_with(sign)) return text = trim(text.substr(sign.size())), void();
    if (text.ends_with(sign)) return text = trim(text.substr(0, text.size() - sign.size())), void();
  }
}

// "-$65" and "$-65" → 65, negative.
Signed without_sign(std::string_view text) {
  Signed number{text};
  const bool had_sign = drop_sign(number);
  drop_currency(number.digits);
  if (!had_sign) drop_sign(number);
  return number;
}

// The parts of digits with separators: "1.234,56e7" → separators at 1 and 5, exponent.
struct NumberShape {
  std::array<std::size_t, 8> at{};  // of the separators
  std::array<char, 8> mark{};
  std::size_t separators = 0;
  std::size_t digits = 0;        // before the exponent
  std::size_t mantissa_end = 0;  // where the exponent begins
  bool has_exponent = false;
};

bool is_exponent(std::string_view text) {
  text.remove_prefix(1);  // the e
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return !text.empty() && text.size() <= 6 && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<NumberShape> shape_of(std::string_view text) {
  NumberShape shape;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      ++shape.digits;
    } else if ((text[i] == '.' || text[i] == ',') && shape.separators < shape.at.size()) {
      shape.at[shape.separators] = i;
      shape.mark[shape.separators++] = text[i];
    } else {
      break;
    }
  }
  shape.mantissa_end = i;
  shape.has_exponent = i < text.size() && (text[i] == 'e' || text[i] == 'E') && is_exponent(text.substr(i));
  if (shape.digits == 0 || (i < text.size() && !shape.has_exponent)) return std::nullopt;
  return shape;
}

bool only_zeros(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

// True if the first `count` separators part groups of three, and the next one (or the end) closes the last group.
bool are_groups(std::string_view text, const NumberShape& shape, std::size_t count) {
  if (shape.at[0] < 1 || shape.at[0] > 3 || text[0] == '0') return false;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t next = i + 1 < shape.separators ? shape.at[i + 1] : shape.mantissa_end;
    if (next - shape.at[i] != 4) return false;
  }
  return true;
}

NumberKind kind_of_integer(std::string_view digits) {
  const bool is_padded = digits.size() > 2 && digits[0] == '0';
  return is_padded || digits.size() > kIntegerDigits ? NumberKind::word : NumberKind::integer;
}

NumberKind kind_with_one_mark(std::string_view text, const NumberShape& shape) {
  const std::string_view fraction = text.substr(shape.at[0] + 1, shape.mantissa_end - shape.at[0] - 1);
  const bool is_point = shape.mark[0] == '.';
  if (!is_point && (fraction.empty() || shape.at[0] == 0)) return NumberKind::word;
  if (shape.has_exponent) return is_point ? NumberKind::dot_fraction : NumberKind::comma_fraction;
  if (are_groups(text, shape, 1)) return is_point ? NumberKind::dot_group : NumberKind::comma_group;
  const bool is_integral = only_zeros(fraction) && shape.at[0] > 0 && shape.at[0] <= kIntegerDigits;
  if (is_point) return is_integral ? NumberKind::dot_integral : NumberKind::dot_fraction;
  return is_integral ? NumberKind::comma_integral : NumberKind::comma_fraction;
}

NumberKind kind_with_marks(std::string_view text, const NumberShape& shape) {
  const std::size_t last = shape.separators - 1;
  const auto groups_end = shape.mark.begin() + static_cast<std::ptrdiff_t>(last);
  const bool same = std::all_of(shape.mark.begin(), groups_end, [&](char mark) { return mark == shape.mark[0]; });
  if (!same || shape.has_exponent || shape.digits > kIntegerDigits) return NumberKind::word;
  const bool by_comma = shape.mark[0] == ',';
  if (shape.mark[last] == shape.mark[0]) {
    if (!are_groups(text, shape, shape.separators)) return NumberKind::word;
    return by_comma ? NumberKind::comma_grouped : NumberKind::comma_integral;
  }
  if (!are_groups(text, shape, last)) return NumberKind::word;
  const bool is_integral = only_zeros(text.substr(shape.at[last] + 1));
  if (by_comma) return is_integral ? NumberKind::comma_grouped : NumberKind::comma_grouped_fraction;
  return is_integral ? NumberKind::comma_integral : NumberKind::comma_fraction;
}

bool is_infinity(std::string_view text) {
  const std::string word = lower(text);
  return word == "inf" || word == "infinity";
}

// The digits as std::from_chars wants them: no thousands, a decimal point.
struct Plain {
  std::array<char, kLongest> text;
  std::size_t size = 0;
  bool negative = false;
};

bool is_kind_of(NumberKind kind, Decimal decimal) {
  switch (kind) {
    case NumberKind::word:
    case NumberKind::unbounded:
      return false;
    case NumberKind::integer:
    case NumberKind::dot_group:
    case NumberKind::comma_group:
      return true;
    case NumberKind::dot_integral:
    case NumberKind::dot_fraction:
    case NumberKind::comma_grouped:
    case NumberKind::comma_grouped_fraction:
      return decimal == Decimal::point;
    case NumberKind::comma_integral:
    case NumberKind::comma_fraction:
      return decimal == Decimal::comma;
  }
  return false;
}

std::optional<Plain> plain_of(std::string_view text, Decimal decimal) {
  if (text.size() > kLongest || !is_kind_of(number_kind(text), decimal)) return std::nullopt;
  const Signed number = without_sign(text);
  const char thousands = decimal == Decimal::point ? ',' : '.';
  Plain plain;
  plain.negative = number.negative;
  for (const char c : number.digits)
    if (c != thousands) plain.text[plain.size++] = c == ',' ? '.' : c;
  return plain;
}

// Powers of ten that a double holds exactly.
constexpr std::array<double, 23> kTens = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Digits with at most one point and at most 15 digits: mantissa and power are exact, so their quotient is correctly
// rounded (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
std::optional<double> parse_short_real(std::string_view text) {
  if (text.empty() || text.size() > 17) return std::nullopt;
  const bool negative = text[0] == '-';
  std::uint64_t mantissa = 0;
  std::size_t digits = 0, decimals = 0;
  bool after_point = false;
  for (const char c : text.substr(negative ? 1 : 0)) {
    if (is_digit(c)) {
      mantissa = 10 * mantissa + static_cast<std::uint64_t>(c - '0');
      ++digits;
      decimals += after_point ? 1 : 0;
    } else if (c == '.' && !after_point) {
      after_point = true;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || digits > 15) return std::nullopt;
  const double value = static_cast<double>(mantissa) / kTens[decimals];
  return negative ? -value : value;
}

}  // namespace

NumberKind number_kind(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == text.size()) return text.empty() ? NumberKind::word : kind_of_integer(text);
  if (text.size() > kLongest) return NumberKind::word;

  const std::string_view body = is_digit(text.front()) && is_digit(text.back()) ? text : without_sign(text).digits;
  const auto shape = shape_of(body);
  if (!shape) return is_infinity(body) ? NumberKind::unbounded : NumberKind::word;
  if (shape->has_exponent) {
    double value = 0;
    if (std::from_chars(body.data(), body.data() + body.size(), value).ec == std::errc::result_out_of_range) {
      return NumberKind::unbounded;
    }
  }
  if (shape->separators == 0) return shape->has_exponent ? NumberKind::dot_fraction : kind_of_integer(body);
  return shape->separators == 1 ? kind_with_one_mark(body, *shape) : kind_with_marks(body, *shape);
}

std::optional<std::int64_t> parse_integer(std::string_view text, Decimal decimal) {
  if (!text.empty() && text.size() <= kIntegerDigits && !(text.size() > 2 && text[0] == '0')) {
    std::int64_t value = 0;
    std::size_t i = 0;
    for (; i < text.size() && is_digit(text[i]); ++i) value = 10 * value + (text[i] - '0');
    if (i == text.size()) return value;
  }
  const auto plain = plain_of(text, decimal);
  if (!plain) return std::nullopt;
  std::int64_t value = 0;
  const char* end = plain->text.data() + plain->size;
  const auto read = std::from_chars(plain->text.data(), end, value);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  if (read.ec != std::errc() || (!rest.empty() && (rest[0] != '.' || !only_zeros(rest.substr(1))))) return std::nullopt;
  return plain->negative ? -value : value;
}

std::optional<double> parse_real(std::string_view text, Decimal decimal) {
  if (decimal == Decimal::point) {
    if (const auto value = parse_short_real(text)) return value;
  }
  const auto plain = plain_of(text, decimal);
  if (!plain) return std::nullopt;
  double value = 0;
  const char* end = plain->text.data() + plain->size;
  const auto read = std::from_chars(plain->text.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return plain->negative ? -value : value;
}

bool is_missing_word(std::string_view text) {
  if (text.size() > 4) return false;
  if (text.empty() || text == "-" || text == "?") return true;
  if (text[0] != 'n' && text[0] != 'N') return false;
  const std::string word = lower(text);
  return word == "na" || word == "nan" || word == "null" || word == "n/a";
}

}  // namespace perigee
