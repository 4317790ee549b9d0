#include "perigee/data/clean.h"

#include <algorithm>
#include <array>

#include "perigee/base/utf8.h"

namespace perigee {
namespace {

struct Mojibake {
  std::string_view broken, repaired;
};

// What a conversion from UTF-8 over a DOS code page left of names in the two public launch files. The conversion loses
// bytes, so this is a table of whole passages and no rule.
constexpr std::array<Mojibake, 25> kMojibake = {{
    {"n\u2020\u00AD", "n\u00B0"},
    {"N\u2020\u00AD", "N\u00B0"},
    {"M?\u0081hia", "M\u0101hia"},
    {"Kwangmy\u0081\u008Fngs\u0081\u008Fng", "Kwangmy\u014Fngs\u014Fng"},
    {"Alc?\u203Antara", "Alc\u00E2ntara"},
    {"Maranh?\u0153o", "Maranh\u00E3o"},
    {"VEN\u2020\u00E6S", "VEN\u00B5S"},
    {"Didn??\u00A6t", "Didn't"},
    {"Didn??&t", "Didn't"},
    {"Diad?\u00AAme", "Diad\u00E8me"},
    {"?\u00F6rsted", "\u00D8rsted"},
    {"T??rksat", "T\u00FCrksat"},
    {"G??kt??rk", "G\u00F6kt\u00FCrk"},
    {"Turkmen??lem", "Turkmen\u00C4lem"},
    {"Pl??iades", "Pl\u00E9iades"},
    {"Arm??e de l'Air", "Arm\u00E9e de l'Air"},
    {"Lema??tre", "Lema\u00EEtre"},
    {"Cl??mentine", "Cl\u00E9mentine"},
    {"Ast??rix", "Ast\u00E9rix"},
    {"P??ole", "P\u00E9ole"},
    {"Ta??foun", "Ta\u00EFfoun"},
    {"??uSat", "\u00D1uSat"},
    {"Cassini???Huygens", "Cassini\u2013Huygens"},
    {"Apollo???Soyuz", "Apollo\u2013Soyuz"},
    {"M-69 ???522", "M-69 N\u00B0522"},
}};

bool begins_passage(unsigned char byte) { return byte == '?' || (byte >= 'A' && byte <= 'Z') || byte == 'n'; }

const Mojibake* passage_at(std::string_view text) {
  const auto found = std::find_if(kMojibake.begin(), kMojibake.end(), [&](const Mojibake& entry) {
    return entry.broken.front() == text.front() && text.starts_with(entry.broken);
  });
  return found == kMojibake.end() ? nullptr : &*found;
}

// Length of an ANSI control sequence (ECMA-48: ESC [ parameters letter) at the front, or 1 for a lone ESC.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 2 || text[1] != '[') return 1;
  std::size_t end = 2;
  while (end < text.size() && text[end] >= 0x20 && text[end] < 0x40) ++end;
  return end < text.size() && text[end] >= 0x40 && text[end] < 0x7F ? end + 1 : end;
}

// One text, from the front to the back.
class Cleaner {
 public:
  Cleaner(std::string& to, std::string_view text, Breaks breaks) : to_(to), text_(text), breaks_(breaks) {}

  Repairs run() {
    const bool has_question = text_.find('?') != std::string_view::npos;
    const bool may_be_mojibake = has_question || text_.find("\u2020") != std::string_view::npos ||
                                 text_.find("\u0081") != std::string_view::npos;
    while (at_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (may_be_mojibake && begins_passage(byte) && take_passage()) continue;
      byte < 0x20 || byte == 0x7F ? take_control(byte) : take_character(byte);
    }
    return repairs_;
  }

 private:
  bool take_passage() {
    const Mojibake* passage = passage_at(text_.substr(at_));
    if (passage == nullptr) return false;
    to_ += passage->repaired;
    at_ += passage->broken.size();
    repairs_.mojibake = true;
    return true;
  }

  void take_control(unsigned char byte) {
    if (byte == '\t') return take(1);
    if (byte == '\n' || byte == '\r') return take_break(byte);
    (byte == 0 ? repairs_.has_nul : repairs_.controls) = true;
    at_ += byte == 0x1B ? escape_length(text_.substr(at_)) : 1;
  }

  void take_break(unsigned char byte) {
    const bool is_pair = byte == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    at_ += is_pair ? 2 : 1;
    if (breaks_ == Breaks::keep) return to_ += '\n', void();
    to_ += ' ';
    repairs_.bare_cr = true;
  }

  void take_character(unsigned char byte) {
    if (byte < 0x80) return take(1);
    const std::size_t begin = at_;
    const char32_t code = next_code_point(text_, at_);
    if (code >= 0x80 && code < 0xA0) return repairs_.controls = true, void();
    if (code == kReplacement && at_ - begin == 1) repairs_.ill_formed = true;
    append_utf8(to_, code);
  }

  void take(std::size_t bytes) {
    to_ += text_.substr(at_, bytes);
    at_ += bytes;
  }

  std::string& to_;
  std::string_view text_;
  Breaks breaks_;
  std::size_t at_ = 0;
  Repairs repairs_;
};

}  // namespace

bool has_odd(std::string_view text) { return std::any_of(text.begin(), text.end(), is_odd); }

Repairs append_clean(std::string& to, std::string_view text, Breaks breaks) { return Cleaner(to, text, breaks).run(); }

}  // namespace perigee
