#include "perigee/catalog/filter_value.h"

#include <charconv>
#include <cmath>
#include <vector>

#include "perigee/base/text.h"

namespace perigee {
namespace {

std::optional<int> digits(std::string_view text, std::size_t count) {
  int number = 0;
  if (text.size() != count) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

Millis start_of(Civil date) { return days_from_civil(date) * kMillisPerDay; }

Civil month_after(Civil date) {
  return date.month == 12 ? Civil{date.year + 1, 1, 1} : Civil{date.year, date.month + 1, 1};
}

}  // namespace

std::optional<double> number_in_filter(std::string_view text) {
  text = trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<bool> boolean_in_filter(std::string_view text) {
  const std::string word = word_in_filter(text);
  if (word == "true" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "no" || word == "0") return false;
  return std::nullopt;
}

std::optional<Period> period_in_filter(std::string_view text) {
  const auto pieces = split(trim(text), '-');
  if (pieces.size() > 3) return std::nullopt;
  const auto year = digits(pieces[0], 4);
  const auto month = pieces.size() > 1 ? digits(pieces[1], 2) : 1;
  const auto day = pieces.size() > 2 ? digits(pieces[2], 2) : 1;
  if (!year || !month || !day || !is_valid({*year, *month, *day})) return std::nullopt;
  const Civil first{*year, *month, *day};
  const Millis begin = start_of(first);
  if (pieces.size() == 1) return Period{begin, start_of({*year + 1, 1, 1})};
  if (pieces.size() == 2) return Period{begin, start_of(month_after(first))};
  return Period{begin, begin + kMillisPerDay};
}

std::string word_in_filter(std::string_view text) { return lower(trim(text)); }

}  // namespace perigee
