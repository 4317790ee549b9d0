#include "perigee/draw/svg.h"

#include <array>
#include <string_view>

#include "perigee/base/utf8.h"
#include "perigee/draw/svg_path.h"
#include "perigee/layout/font.h"
#include "perigee/layout/theme.h"

namespace perigee {
namespace {

std::string hex(Rgb colour) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "#";
  for (const std::uint8_t channel : {colour.r, colour.g, colour.b}) {
    text += kDigits[channel >> 4];
    text += kDigits[channel & 15];
  }
  return text;
}

// Control characters, noncharacters and broken UTF-8 have no place in XML.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    switch (code) {
      case U'&':
        out += "&amp;";
        break;
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'"':
        out += "&quot;";
        break;
      case U'\t':
      case U'\n':
      case U'\r':
        out += ' ';
        break;
      default:
        if (code >= 0x20 && !(code >= 0x7F && code < 0xA0) && (code & 0xFFFE) != 0xFFFE) append_utf8(out, code);
    }
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + std::string(value) + '"';
}

std::string opacity(std::string_view name, std::uint8_t alpha) {
  if (alpha == 255) return "";
  const int hundredths = (alpha * 100 + 127) / 255;
  return attribute(name, "." + std::string(hundredths < 10 ? "0" : "") + std::to_string(hundredths));
}

std::string_view family(Cut cut) {
  return cut == Cut::display ? "'Inter Display',Inter,'Helvetica Neue',Arial,sans-serif"
                             : "Inter,'Helvetica Neue',Arial,sans-serif";
}

// Writes each item as one element. Attributes that most items share stand on the root.
class Writer {
 public:
  Writer(const Scene& scene, ThemeName theme) : scene_(scene), theme_(theme) {}

  std::string write() {
    open();
    for (const Item& item : scene_.items) std::visit(*this, item);
    return std::move(out_) + "</svg>\n";
  }

  void operator()(const Fill& fill) {
    if (fill.path.empty()) return;
    out_ += fill.path.size() == 1 ? svg_shape(fill.path[0]) : "<path" + attribute("d", svg_path(fill.path));
    out_ += attribute("fill", colour(fill.paint)) + opacity("fill-opacity", fill.paint.alpha);
    if (fill.rule == FillRule::evenodd) out_ += attribute("fill-rule", "evenodd");
    out_ += "/>\n";
  }

  void operator()(const Stroke& stroke) {
    if (stroke.line.empty() || stroke.width <= 0) return;
    out_ += stroke.closed ? svg_shape(stroke.line) : "<path" + attribute("d", svg_line(stroke.line, false));
    out_ += attribute("fill", "none") + attribute("stroke", colour(stroke.paint)) +
            opacity("stroke-opacity", stroke.paint.alpha) + attribute("stroke-width", svg_number(stroke.width));
    constexpr std::array<std::string_view, 3> kJoins{"miter", "round", "bevel"}, kCaps{"butt", "round", "square"};
    if (stroke.join != Join::round) out_ += attribute("stroke-linejoin", kJoins[static_cast<std::size_t>(stroke.join)]);
    if (stroke.cap != Cap::round) out_ += attribute("stroke-linecap", kCaps[static_cast<std::size_t>(stroke.cap)]);
    if (!stroke.dash.empty()) out_ += attribute("stroke-dasharray", dash_list(stroke));
    out_ += "/>\n";
  }

  void operator()(const Text& text) {
    out_ += "<text" + attribute("x", svg_number(text.origin.x)) + attribute("y", svg_number(text.origin.y)) +
            attribute("fill", colour(text.paint)) + opacity("fill-opacity", text.paint.alpha) + font(text) +
            extent(text);
    if (text.halo > 0) {
      out_ += attribute("stroke", colour({.ink = Ink::background})) +
              attribute("stroke-width", svg_number(2 * text.halo)) + attribute("paint-order", "stroke");
    }
    out_ += '>' + escaped(text.utf8) + "</text>\n";
  }

 private:
  void open() {
    const std::string width = std::to_string(scene_.width), height = std::to_string(scene_.height);
    out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\"" +
           attribute("width", svg_number(scene_.width * kOne / scene_.scale)) +
           attribute("height", svg_number(scene_.height * kOne / scene_.scale)) +
           attribute("viewBox", "0 0 " + width + ' ' + height) + attribute("role", "img") +
           attribute("font-family", family(Cut::regular)) + attribute("font-variant", "tabular-nums") +
           attribute("stroke-linecap", "round") + attribute("stroke-linejoin", "round") + ">\n";
    out_ += "<title>" + escaped(scene_.title) + "</title>\n<desc>" + escaped(scene_.description) + "</desc>\n";
    out_ += "<rect" + attribute("width", width) + attribute("height", height) +
            attribute("fill", colour({.ink = Ink::background})) + "/>\n";
  }

  static std::string font(const Text& text) {
    std::string out = attribute("font-size", svg_number(text.size));
    if (text.cut != Cut::regular) out += attribute("font-weight", "600");
    if (text.cut == Cut::display) {
      out += attribute("font-family", family(text.cut)) + attribute("font-variant", "normal");
    }
    if (text.tracking != 0) out += attribute("letter-spacing", svg_number(text.tracking));
    if (text.utf8.find("  ") != std::string::npos) out += attribute("xml:space", "preserve");
    return out;
  }

  static std::string extent(const Text& text) {
    std::string out;
    if (text.anchor == Anchor::middle) out += attribute("text-anchor", "middle");
    if (text.anchor == Anchor::end) out += attribute("text-anchor", "end");
    const std::int32_t width = measure(text.cut, text.size, text.utf8, text.tracking);
    return out + attribute("textLength", svg_number(width)) + attribute("lengthAdjust", "spacingAndGlyphs");
  }

  static std::string dash_list(const Stroke& stroke) {
    std::string list;
    for (const std::int32_t piece : stroke.dash) list += (list.empty() ? "" : " ") + svg_number(piece);
    return list;
  }

  std::string colour(Paint paint) const { return hex(rgb(theme_, paint)); }

  const Scene& scene_;
  ThemeName theme_;
  std::string out_;
};

}  // namespace

std::string encode_svg(const Scene& scene, ThemeName theme) { return Writer(scene, theme).write(); }

}  // namespace perigee
