#include "perigee/schema/cel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "perigee/base/text.h"

namespace perigee {
namespace {

std::string in_quotes(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + '"';
}

std::string percent_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '%' ? "%%" : std::string(1, c);
  return escaped;
}

struct Literal {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const {
    const std::string text = plain(value);
    return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
  }
  std::string operator()(const std::string& value) const { return in_quotes(value); }
  std::string operator()(const std::vector<std::string>& items) const { return cel_list(items); }
};

bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 21> kWords = {
      "as",  "break", "const",     "continue", "else",    "false",  "for",  "function", "if",   "import", "in",
      "let", "loop",  "namespace", "null",     "package", "return", "true", "var",      "void", "while"};
  return std::find(kWords.begin(), kWords.end(), name) != kWords.end();
}

std::string bound(const Param& param, double number) {
  if (param.kind == Kind::integer) return cel_literal(static_cast<std::int64_t>(number));
  return cel_literal(number);
}

}  // namespace

std::string cel_literal(const Value& value) { return std::visit(Literal{}, value); }

std::string cel_list(std::span<const std::string> words) {
  std::vector<std::string> literals;
  for (const auto& word : words) literals.push_back(in_quotes(word));
  return "[" + join(literals, ",") + "]";
}

std::string cel_member(std::string_view name) {
  if (is_reserved(name)) return "__" + std::string(name) + "__";
  std::string member;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name.substr(at, 2) == "__") {
      member += "__underscores__";
      ++at;
    } else if (name[at] == '-') {
      member += "__dash__";
    } else if (name[at] == '.') {
      member += "__dot__";
    } else if (name[at] == '/') {
      member += "__slash__";
    } else {
      member += name[at];
    }
  }
  return member;
}

std::string cel_sentence(std::string_view sentence, std::string_view placeholder, std::string_view expression) {
  const std::size_t at = sentence.find(placeholder);
  const std::string format =
      percent_escaped(sentence.substr(0, at)) + "%s" + percent_escaped(sentence.substr(at + placeholder.size()));
  return in_quotes(format) + ".format([" + std::string(expression) + "])";
}

std::string cel_within(const Param& param) {
  return "self >= " + bound(param, param.range->least) + " && self <= " + bound(param, param.range->most);
}

}  // namespace perigee
