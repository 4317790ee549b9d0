#include "perigee/catalog/filter.h"

#include <algorithm>
#include <array>

#include "perigee/base/text.h"
#include "perigee/catalog/filter_value.h"

namespace perigee {
namespace {

constexpr std::string_view kWhere = "/parameters/filter";

struct Sign {
  std::string_view sign, shown;
  Comparison comparison;
};
// The longer ones first: "<=" is not "<" and a value that begins with "=".
constexpr std::array<Sign, 6> kSigns = {{{"!=", "≠", Comparison::unequal},
                                         {"<=", "≤", Comparison::at_most},
                                         {">=", "≥", Comparison::at_least},
                                         {"=", "=", Comparison::equal},
                                         {"<", "<", Comparison::less},
                                         {">", ">", Comparison::greater}}};

bool is_order(Comparison comparison) { return comparison > Comparison::unequal; }

std::optional<Filter> parse(std::string_view text) {
  const std::size_t at = text.find_first_of("!=<>");
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view column = trim(text.substr(0, at));
  const auto sign = std::find_if(kSigns.begin(), kSigns.end(),
                                 [&](const Sign& one) { return text.substr(at).starts_with(one.sign); });
  if (column.empty() || sign == kSigns.end()) return std::nullopt;
  const std::string_view value = trim(text.substr(at + sign->sign.size()));
  if (value.empty() && is_order(sign->comparison)) return std::nullopt;
  return Filter{std::string(column), sign->comparison, std::string(value)};
}

Problem no_order(const Filter& filter, Type type) {
  return {"bad-filter",
          std::string(kWhere),
          "'" + filter.column + "' holds " + std::string(word(type)) + " values, which have no order.",
          "Use = or != with it.",
          {},
          {}};
}

Problem no_value(const Filter& filter, std::string_view wanted) {
  return {"bad-filter",
          std::string(kWhere),
          "'" + filter.value + "' can not be compared with the column '" + filter.column + "'.",
          "Give " + std::string(wanted) + ".",
          {},
          {}};
}

bool is_understood(const Filter& filter, Type type) {
  switch (type) {
    case Type::integer:
    case Type::real:
      return number_in_filter(filter.value).has_value();
    case Type::boolean:
      return boolean_in_filter(filter.value).has_value();
    case Type::datetime:
      return period_in_filter(filter.value).has_value();
    default:
      return true;
  }
}

std::string_view wanted(Type type) {
  switch (type) {
    case Type::boolean:
      return "true or false";
    case Type::datetime:
      return "a year, month or day, such as 2001, 2001-05 or 2001-05-03";
    default:
      return "a number";
  }
}

std::string_view shown(Comparison comparison) {
  return std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& one) { return one.comparison == comparison; })
      ->shown;
}

std::string value_in_words(const std::string& value) { return value.empty() ? "missing" : value; }

// Alternatives of a column are said once, where the first of them stands.
bool is_said(std::span<const Filter> before, const Filter& filter) {
  return filter.comparison == Comparison::equal && std::any_of(before.begin(), before.end(), [&](const Filter& other) {
           return other.comparison == Comparison::equal && other.column == filter.column;
         });
}

std::string alternatives(std::span<const Filter> from_here) {
  const Filter& first = from_here.front();
  std::string text = value_in_words(first.value);
  if (first.comparison != Comparison::equal) return text;
  for (const auto& other : from_here.subspan(1))
    if (other.comparison == Comparison::equal && other.column == first.column)
      text += " or " + value_in_words(other.value);
  return text;
}

}  // namespace

Result<std::vector<Filter>> parse_filters(std::span<const std::string> texts) {
  Problems problems;
  std::vector<Filter> filters;
  for (const auto& text : texts) {
    if (auto filter = parse(text))
      filters.push_back(*std::move(filter));
    else
      problems.push_back(unreadable_filter(text));
  }
  if (!problems.empty()) return problems;
  return filters;
}

Problem unreadable_filter(const std::string& text) {
  return {"bad-filter",
          std::string(kWhere),
          "The filter '" + text + "' can not be read.",
          "Write a column, one of = != < <= > >=, and a value, such as year>=1957.",
          {},
          {}};
}

Problems check(const Filter& filter, Type type) {
  const bool is_words = type == Type::category || type == Type::text || type == Type::boolean;
  if (is_words && is_order(filter.comparison)) return {no_order(filter, type)};
  if (!filter.value.empty() && !is_understood(filter, type)) return {no_value(filter, wanted(type))};
  return {};
}

std::string in_words(std::span<const Filter> filters) {
  std::string text;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    if (is_said(filters.first(i), filters[i])) continue;
    if (!text.empty()) text += " and ";
    text +=
        filters[i].column + " " + std::string(shown(filters[i].comparison)) + " " + alternatives(filters.subspan(i));
  }
  return text;
}

}  // namespace perigee
