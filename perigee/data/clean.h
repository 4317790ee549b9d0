// Repair of a cell's text: ill-formed UTF-8, control characters and the mojibake that the launch files are known for.
//
// Only cells with an odd byte (below) are looked at; all others are what they seem.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace perigee {

// Control characters, DEL, everything beyond ASCII, and '?', which a lossy conversion leaves behind.
constexpr bool is_odd(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x7F || byte == '?';
}
bool has_odd(std::string_view text);

struct Repairs {
  bool mojibake = false;    // a passage of the table in clean.cc
  bool controls = false;    // control characters or terminal sequences were taken out
  bool bare_cr = false;     // a carriage return inside of a bare cell became a blank
  bool ill_formed = false;  // bytes that are not UTF-8 became U+FFFD
  bool has_nul = false;     // a NUL: the text is not text
  bool is_damage() const { return controls || bare_cr || ill_formed; }
  bool is_worth_a_word() const { return mojibake || is_damage(); }
};

// A cell's text, repaired and trimmed.
struct CellText {
  std::string_view text;  // of the file, or in the scratch of who repaired it
  Repairs repairs;
};

enum class Breaks : std::uint8_t { keep, remove };  // line breaks are data inside of quotes, and damage outside

// Appends the repaired text. Line breaks that are kept become "\n".
Repairs append_clean(std::string& to, std::string_view text, Breaks breaks);

}  // namespace perigee
