#include "api/json_text.h"

#include <array>

#include "perigee/base/utf8.h"

namespace perigee::api {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool is_plain(unsigned char byte) { return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\'; }

void append_escape(std::string& out, char32_t code) {
  switch (code) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  out += "\\u00";
  out += kHex[(code >> 4) & 0xF];
  out += kHex[code & 0xF];
}

}  // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && is_plain(static_cast<unsigned char>(text[at]))) ++at;
    out.append(text, begin, at - begin);
    if (at == text.size()) break;
    const char32_t code = next_code_point(text, at);
    if (code < 0x20 || code == '"' || code == '\\' || code == 0x7F)
      append_escape(out, code);
    else
      append_utf8(out, code);
  }
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_quoted(out, text);
  return out;
}

}  // namespace perigee::api
