#include "perigee/schema/markdown.h"

namespace perigee {
namespace {

std::string code(const std::string& text) { return text.empty() ? "" : "`" + markdown_cell(text) + "`"; }

std::string row(const Param& param) {
  const std::string fallback = param.fallback ? code(to_text(*param.fallback)) : "";
  return "| `" + param.name + "` | " + fallback + " | " + markdown_cell(allowed_in_words(param)) + " | " +
         markdown_cell(param.help) + " |\n";
}

}  // namespace

std::string markdown_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

std::string allowed_in_words(const Param& param) {
  std::string bounds = bounds_in_words(param);
  if (param.kind == Kind::enumeration) return bounds;
  std::string kind(in_words(param.kind));
  return bounds.empty() ? kind : kind + ", " + bounds;
}

std::string markdown_table(const std::vector<Param>& params, const std::vector<Rule>& rules) {
  std::string text = "| parameter | default | allowed | meaning |\n|---|---|---|---|\n";
  for (const auto& param : params) text += row(param);
  for (const auto& rule : rules) text += "\n" + english(rule) + "\n";
  return text;
}

}  // namespace perigee
