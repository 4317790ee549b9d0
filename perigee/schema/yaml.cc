#include "perigee/schema/yaml.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "perigee/base/text.h"
#include "perigee/base/utf8.h"

namespace perigee {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t kLineWidth = 100;   // of folded text, without its indentation
constexpr std::size_t kLongestWord = 60;  // longer text is folded, so that quotes in it need no escapes

// Words that some reader takes for something else than text.
bool has_other_meaning(const std::string& text) {
  static constexpr std::array<std::string_view, 11> kWords = {"true", "false", "yes", "no", "on",  "off",
                                                              "null", "y",     "n",   "~",  ".nan"};
  const std::string word = lower(text);
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_plain_character(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || std::string_view(" _-./(),;+").find(c) != std::string_view::npos;
}

bool is_plain(const std::string& text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool starts_well = !text.empty() && (is_letter(text.front()) || text.front() == '/');
  return starts_well && text.back() != ' ' && !has_other_meaning(text) &&
         std::all_of(text.begin(), text.end(), is_plain_character);
}

// Text that a block can hold as it is: a block has no escapes, and white space at its ends would be taken for layout.
bool is_printable_line(std::string_view line) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !line.empty() && line.front() != ' ' && line.back() != ' ' && is_utf8(line) &&
         std::none_of(line.begin(), line.end(), is_control);
}

std::string literal(const std::vector<std::string_view>& lines, const std::string& indent) {
  std::string text = "|-";
  for (const auto line : lines) text += "\n" + indent + std::string(line);
  return text;
}

// Where a line that starts here ends: at the last space within the width, else at the first one beyond it. A space
// beside another would not survive the folding.
std::size_t end_of_line(const std::string& text, std::size_t start) {
  std::size_t end = text.size();
  if (text.size() - start <= kLineWidth) return end;
  for (std::size_t space = text.find(' ', start); space != std::string::npos; space = text.find(' ', space + 1)) {
    if (text[space - 1] == ' ' || text[space + 1] == ' ') continue;
    if (space - start > kLineWidth) return end == text.size() ? space : end;
    end = space;
  }
  return end;
}

std::string folded(const std::string& text, const std::string& indent) {
  std::string lines = ">-";
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = end_of_line(text, start);
    lines += "\n" + indent + text.substr(start, end - start);
    start = end + 1;
  }
  return lines;
}

std::string text_of(const std::string& text, const std::string& indent) {
  const auto lines = split(text, '\n');
  const bool fits_block = std::all_of(lines.begin(), lines.end(), is_printable_line);
  if (lines.size() > 1) return fits_block ? literal(lines, indent) : json(text).dump();
  const bool reads_better_folded = text.size() > kLongestWord || text.find_first_of("\"\\") != std::string::npos;
  if (reads_better_folded && fits_block) return folded(text, indent);
  return is_plain(text) ? text : json(text).dump();
}

void write_block(std::string& yaml, const json& value, const std::string& indent);

// What follows "key:" or "-": on the same line, or as a block below.
void write_member(std::string& yaml, const json& value, const std::string& indent) {
  if (value.is_structured() && !value.empty()) {
    yaml += "\n";
    write_block(yaml, value, indent);
    return;
  }
  yaml += " " + (value.is_string() ? text_of(value.get<std::string>(), indent) : value.dump()) + "\n";
}

bool is_plain_in_list(const std::string& text) { return is_plain(text) && text.find(',') == std::string::npos; }

bool is_short_list(const json& list) {
  const auto is_word = [](const json& item) {
    return !item.is_structured() && (!item.is_string() || is_plain_in_list(item.get<std::string>()));
  };
  return std::all_of(list.begin(), list.end(), is_word) && list.dump().size() <= kLineWidth;
}

std::string on_one_line(const json& list) {
  std::vector<std::string> items;
  for (const auto& item : list) items.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  return "[" + join(items, ", ") + "]";
}

// The first member of an object stands behind the dash.
void write_item(std::string& yaml, const json& item, const std::string& indent) {
  std::string block;
  write_block(block, item, indent + "  ");
  yaml += indent + "- " + block.substr(indent.size() + 2);
}

void write_block(std::string& yaml, const json& value, const std::string& indent) {
  if (value.is_array()) {
    for (const auto& item : value) {
      if (item.is_object() && !item.empty()) {
        write_item(yaml, item, indent);
        continue;
      }
      yaml += indent + "-";
      write_member(yaml, item, indent + "  ");
    }
    return;
  }
  for (const auto& [name, member] : value.items()) {
    yaml += indent + (is_plain(name) ? name : json(name).dump()) + ":";
    if (member.is_array() && !member.empty() && is_short_list(member))
      yaml += " " + on_one_line(member) + "\n";
    else
      write_member(yaml, member, indent + "  ");
  }
}

}  // namespace

std::string yaml_text(const json& value) {
  std::string yaml;
  if (value.is_structured() && !value.empty())
    write_block(yaml, value, "");
  else
    yaml = (value.is_string() ? text_of(value.get<std::string>(), "  ") : value.dump()) + "\n";
  return yaml;
}

}  // namespace perigee
