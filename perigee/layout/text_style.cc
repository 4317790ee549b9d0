#include "perigee/layout/text_style.h"

#include "perigee/layout/font.h"

namespace perigee {
namespace {

constexpr double kDescent = 0.22;  // of the em: what Inter's descenders need

}  // namespace

TextStyle semibold(TextStyle style) {
  style.cut = Cut::semibold;
  return style;
}

double text_width(const TextStyle& style, std::string_view utf8) {
  return static_cast<double>(measure(style.cut, fix(style.size), utf8)) / kOne;
}

double cap_height(const TextStyle& style) { return static_cast<double>(cap_height(style.cut, fix(style.size))) / kOne; }

double descent(const TextStyle& style) { return kDescent * style.size; }

Box text_box(const TextStyle& style, std::string_view utf8, Point at, Anchor anchor) {
  const double width = text_width(style, utf8);
  const double left = anchor == Anchor::start ? at.x : anchor == Anchor::middle ? at.x - width / 2 : at.x - width;
  return {left, at.y - cap_height(style), left + width, at.y + descent(style)};
}

double centred_baseline(const TextStyle& style, double top, double bottom) {
  return (top + bottom + cap_height(style)) / 2;
}

}  // namespace perigee
