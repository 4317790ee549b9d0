#include "perigee/layout/wrap.h"

#include <algorithm>
#include <functional>

#include "perigee/base/text.h"
#include "perigee/base/utf8.h"

namespace perigee {
namespace {

constexpr std::string_view kEllipsis = "…";

bool is_space(char32_t code) {
  return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
         code == 0x2029 || code == 0x3000;
}

bool is_invisible(char32_t code) {
  return code == 0xAD || code == 0xFEFF || (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F);
}

// Byte offsets of the code points' starts, and the end.
std::vector<std::size_t> code_point_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t at = 0; at < text.size(); starts.push_back(at)) next_code_point(text, at);
  return starts;
}

// The longest text that `shortened(kept)` makes of 1 … `most` kept code points and that fits; else "".
std::string longest_fitting(const TextStyle& style, double width, std::size_t most,
                            const std::function<std::string(std::size_t)>& shortened) {
  std::size_t fits = 0, fails = most + 1;
  while (fails - fits > 1) {
    const std::size_t middle = (fits + fails) / 2;
    (text_width(style, shortened(middle)) <= width ? fits : fails) = middle;
  }
  return fits == 0 ? "" : shortened(fits);
}

std::string joined(std::string_view head, std::string_view tail) {
  std::string text(trim(head));
  return text.append(kEllipsis).append(trim(tail));
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (const std::string_view word : split(line, ' ')) words.emplace_back(word);
  return words;
}

using Elide = std::string (*)(const TextStyle&, const std::string&, double);

std::vector<std::string> wrap_with(const TextStyle& style, std::string_view text, double width, std::size_t most,
                                   Elide elide) {
  const std::vector<std::string> words = words_of(one_line(text));
  std::vector<std::string> lines;
  for (std::size_t next = 0; next < words.size() && lines.size() < most;) {
    std::string line = words[next++];
    const bool is_last = lines.size() + 1 == most;
    while (next < words.size() && (is_last || text_width(style, line + " " + words[next]) <= width))
      line += " " + words[next++];
    lines.push_back(elide(style, line, width));
  }
  std::erase(lines, "");
  return lines;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  bool space_due = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    if (is_invisible(code)) continue;
    if (is_space(code)) {
      space_due = !line.empty();
      continue;
    }
    if (space_due) line += ' ';
    space_due = false;
    append_utf8(line, code);
  }
  return line;
}

std::string elide_end(const TextStyle& style, const std::string& text, double width) {
  if (text_width(style, text) <= width) return text;
  const auto starts = code_point_starts(text);
  return longest_fitting(style, width, starts.size() - 1,
                         [&](std::size_t kept) { return joined(std::string_view(text).substr(0, starts[kept]), ""); });
}

std::string elide_middle(const TextStyle& style, const std::string& text, double width) {
  if (text_width(style, text) <= width) return text;
  const auto starts = code_point_starts(text);
  const std::size_t count = starts.size() - 1;
  return longest_fitting(style, width, count, [&](std::size_t kept) {
    const std::string_view view(text);
    return joined(view.substr(0, starts[kept - kept / 2]), view.substr(starts[count - kept / 2]));
  });
}

std::vector<std::string> wrap(const TextStyle& style, std::string_view text, double width, std::size_t most) {
  return wrap_with(style, text, width, most, elide_end);
}

std::vector<std::string> wrap_name(const TextStyle& style, std::string_view text, double width, std::size_t most) {
  return wrap_with(style, text, width, most, elide_middle);
}

}  // namespace perigee
