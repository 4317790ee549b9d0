#include <charconv>
#include <cmath>

#include "perigee/base/text.h"
#include "perigee/schema/check.h"

namespace perigee {
namespace {

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<bool> boolean_of(std::string_view text) {
  const std::string word = lower(text);
  if (word == "true" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "no" || word == "0") return false;
  return std::nullopt;
}

std::vector<std::string> items_of(std::string_view text) {
  std::vector<std::string> items;
  if (text.empty()) return items;
  items.emplace_back();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ',') {
      items.emplace_back();
      continue;
    }
    const bool escaped = text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == ',' || text[at + 1] == '\\');
    items.back() += text[escaped ? ++at : at];
  }
  return items;
}

std::optional<Value> value_of(Kind kind, const std::string& text) {
  switch (kind) {
    case Kind::integer:
      if (const auto integer = number_of<std::int64_t>(trim(text))) return *integer;
      return std::nullopt;
    case Kind::number:
      if (const auto number = number_of<double>(trim(text)); number && std::isfinite(*number)) return *number;
      return std::nullopt;
    case Kind::boolean:
      if (const auto boolean = boolean_of(trim(text))) return *boolean;
      return std::nullopt;
    case Kind::strings:
      return items_of(text);
    default:
      return text;
  }
}

}  // namespace

Result<Value> parse_value(const Param& param, const std::string& text, std::string_view where) {
  if (auto value = value_of(param.kind, text)) return *std::move(value);
  const std::string place = where.empty() ? "/parameters/" + param.name : std::string(where);
  auto problem = check_value(param, Value(text), place);  // a text where none is meant: it says so
  return problem.problems();
}

Result<Values> parse_values(const std::vector<Param>& params,
                            const std::vector<std::pair<std::string, std::string>>& texts, std::string_view under) {
  Problems problems;
  Values values;
  for (const auto& [name, text] : texts) {
    const std::string where = std::string(under) + "/" + name;
    const Param* param = find_param(params, name);
    if (param == nullptr) {
      std::vector<std::string> known;
      for (const auto& each : params) known.push_back(each.name);
      problems.push_back(unknown_name(name, known, where));
      continue;
    }
    auto value = parse_value(*param, text, where);
    if (!value) {
      problems.insert(problems.end(), value.problems().begin(), value.problems().end());
      continue;
    }
    const auto [at, is_new] = values.emplace(name, *value);
    if (is_new) continue;
    if (param->kind != Kind::strings) {
      problems.push_back({"given-twice", where, "'" + name + "' is given twice.", "Give it once.", {}, {}});
      continue;
    }
    auto& items = std::get<std::vector<std::string>>(at->second);
    const auto& more = std::get<std::vector<std::string>>(*value);
    items.insert(items.end(), more.begin(), more.end());
  }
  if (!problems.empty()) return problems;
  return values;
}

}  // namespace perigee
