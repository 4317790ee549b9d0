#include "perigee/schema/help.h"

#include <algorithm>

#include "perigee/base/text.h"
#include "perigee/base/utf8.h"
#include "perigee/schema/markdown.h"

namespace perigee {
namespace {

constexpr std::size_t kLineLength = 100;
constexpr std::size_t kWidestLeft = 34;  // a longer left side has its line to itself

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string lines;
  std::size_t length = indent;
  for (const auto word : split(text, ' ')) {
    const std::size_t width = count_code_points(word);
    const bool breaks = length > indent && length + 1 + width > kLineLength;
    if (breaks) lines += "\n" + std::string(indent, ' ');
    if (breaks) length = indent;
    if (length > indent) lines += ' ', ++length;
    lines += word;
    length += width;
  }
  return lines;
}

}  // namespace

std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t left = 0;
  for (const auto& [name, meaning] : rows)
    if (count_code_points(name) <= kWidestLeft) left = std::max(left, count_code_points(name));
  std::string text;
  for (const auto& [name, meaning] : rows) {
    const std::size_t width = count_code_points(name);
    text += name;
    text += width > left ? "\n" + std::string(left + 2, ' ') : std::string(left + 2 - width, ' ');
    text += wrapped(meaning, left + 2) + "\n";
  }
  return text;
}

std::string help_text(const std::vector<Param>& params, const std::vector<Rule>& rules) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& param : params) {
    const std::string fallback = param.fallback ? to_text(*param.fallback) : "";
    rows.emplace_back("  " + param.name, param.help + " (" + allowed_in_words(param) +
                                             (fallback.empty() ? "" : "; default " + fallback) + ")");
  }
  std::string text = two_columns(rows);
  for (const auto& rule : rules) text += "  " + english(rule) + "\n";
  return text;
}

}  // namespace perigee
