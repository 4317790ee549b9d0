#include "perigee/schema/check.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "perigee/base/text.h"
#include "perigee/base/utf8.h"

namespace perigee {
namespace {

constexpr double kExactIntegers = 9007199254740992.0;  // 2^53: from here on a double skips integers

std::vector<std::string> names_of(const std::vector<Param>& params) {
  std::vector<std::string> names;
  for (const auto& param : params) names.push_back(param.name);
  return names;
}

// The value as a message shows it: short, and text in quotes.
std::string shown(const Value& value) {
  constexpr std::size_t kLongest = 40;
  std::string text = to_valid_utf8(to_text(value));
  if (count_code_points(text) > kLongest) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < kLongest; ++i) next_code_point(text, end);
    text = text.substr(0, end) + "…";
  }
  if (std::holds_alternative<std::string>(value)) return "the text \"" + text + "\"";
  if (std::holds_alternative<std::vector<std::string>>(value)) return "the list [" + text + "]";
  return text;
}

Value own_type(Kind kind, const Value& value) {
  if (kind == Kind::number)
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (kind == Kind::integer)
    if (const auto* real = std::get_if<double>(&value))
      if (std::trunc(*real) == *real && std::fabs(*real) <= kExactIntegers) return static_cast<std::int64_t>(*real);
  return value;
}

bool has_type(Kind kind, const Value& value) {
  switch (kind) {
    case Kind::integer:
      return std::holds_alternative<std::int64_t>(value);
    case Kind::number:
      return std::holds_alternative<double>(value);
    case Kind::boolean:
      return std::holds_alternative<bool>(value);
    case Kind::strings:
      return std::holds_alternative<std::vector<std::string>>(value);
    default:
      return std::holds_alternative<std::string>(value);
  }
}

std::string name_in_quotes(const Param& param) { return "'" + param.name + "'"; }

Problem wrong_type(const Param& param, const Value& value, std::string_view where) {
  return {
      .code = "wrong-type",
      .where = std::string(where),
      .what = name_in_quotes(param) + " must be " + std::string(in_words(param.kind)) + ", not " + shown(value) + ".",
      .remedy = "",
      .line = {},
      .column = {}};
}

Problem fault(std::string code, std::string_view where, std::string what, std::string remedy) {
  return {std::move(code), std::string(where), std::move(what), std::move(remedy), {}, {}};
}

std::optional<Problem> outside(const Param& param, double number, std::string_view where) {
  if (std::isfinite(number) && (!param.range || (number >= param.range->least && number <= param.range->most)))
    return std::nullopt;
  return out_of_range(param, plain(number), where);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::optional<Problem> bad_text(const Param& param, const std::string& text, std::string_view where) {
  if (!is_utf8(text) || has_control_character(text))
    return fault("bad-text", where, name_in_quotes(param) + " holds a control character or is not UTF-8.",
                 "Write it as plain text on one line.");
  if (const std::size_t length = count_code_points(text); length > param.max_length)
    return fault("too-long", where, name_in_quotes(param) + " has " + std::to_string(length) + " characters.",
                 "Shorten it to " + std::to_string(param.max_length) + ".");
  return std::nullopt;
}

std::optional<Problem> no_choice(const Param& param, const std::string& word, std::string_view where) {
  if (std::find(param.choices.begin(), param.choices.end(), word) != param.choices.end()) return std::nullopt;
  const std::string hint = did_you_mean(word, param.choices);
  return fault("not-a-choice", where, name_in_quotes(param) + " can not be " + shown(word) + ".",
               "Choose " + bounds_in_words(param) + "." + hint);
}

std::optional<Problem> bad_list(const Param& param, const std::vector<std::string>& items, std::string_view where) {
  if (items.size() > param.max_items)
    return fault("too-many", where, name_in_quotes(param) + " has " + std::to_string(items.size()) + " items.",
                 "Give at most " + std::to_string(param.max_items) + ".");
  for (const auto& item : items)
    if (auto problem = bad_text(param, item, where)) return problem;
  return std::nullopt;
}

std::optional<Problem> out_of_bounds(const Param& param, const Value& value, std::string_view where) {
  switch (param.kind) {
    case Kind::integer:
      return outside(param, static_cast<double>(std::get<std::int64_t>(value)), where);
    case Kind::number:
      return outside(param, std::get<double>(value), where);
    case Kind::boolean:
      return std::nullopt;
    case Kind::enumeration:
      return no_choice(param, std::get<std::string>(value), where);
    case Kind::strings:
      return bad_list(param, std::get<std::vector<std::string>>(value), where);
    default:
      return bad_text(param, std::get<std::string>(value), where);
  }
}

Values defaults_of(const std::vector<Param>& params) {
  Values values;
  for (const auto& param : params)
    if (param.fallback) values[param.name] = *param.fallback;
  return values;
}

}  // namespace

Problem out_of_range(const Param& param, std::string_view shown, std::string_view where) {
  return fault("out-of-range", where, name_in_quotes(param) + " is " + std::string(shown) + ", which is not allowed.",
               param.range ? "Choose a value from " + bounds_in_words(param) + "." : "Choose a finite number.");
}

Problem unknown_name(std::string_view name, const std::vector<std::string>& known, std::string_view where) {
  const std::string hint = did_you_mean(name, known);
  std::string remedy =
      known.empty() ? "Leave it out: nothing is known here." : "Known here: " + join(known, ", ") + ".";
  if (!hint.empty()) remedy = hint.substr(1);
  return fault("unknown-parameter", where, "There is no '" + to_valid_utf8(name) + "'.", remedy);
}

Result<Value> check_value(const Param& param, const Value& value, std::string_view where) {
  Value own = own_type(param.kind, value);
  if (!has_type(param.kind, own)) return wrong_type(param, value, where);
  if (auto problem = out_of_bounds(param, own, where)) return *std::move(problem);
  return own;
}

Result<Values> check(const std::vector<Param>& params, const std::vector<Rule>& rules, const Values& given,
                     std::string_view under) {
  Problems problems;
  Values values = defaults_of(params);
  for (const auto& [name, value] : given) {
    const std::string where = std::string(under) + "/" + name;
    const Param* param = find_param(params, name);
    if (param == nullptr) {
      problems.push_back(unknown_name(name, names_of(params), where));
      continue;
    }
    auto checked = check_value(*param, value, where);
    if (checked) {
      values[name] = *std::move(checked);
      continue;
    }
    values.erase(name);  // so that no rule speaks of the default in its place
    problems.insert(problems.end(), checked.problems().begin(), checked.problems().end());
  }
  for (const auto& rule : rules)
    if (!holds(rule, given, values))
      problems.push_back(
          fault("rule", std::string(under) + "/" + culprit(rule), english(rule), "Change one of the two."));
  if (!problems.empty()) return problems;
  return values;
}

}  // namespace perigee
