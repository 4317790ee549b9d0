#include "perigee/layout/rows.h"

#include <algorithm>
#include <cmath>

#include "perigee/base/text.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kLeastRow = 13;

TextStyle style_for(double row_height) {
  if (row_height < 15) return kSmallStyle;
  return row_height < 20 ? kLabelStyle : kNameStyle;
}

TextStyle emphasised(const TextStyle& style, Emphasis emphasis) {
  return emphasis == Emphasis::strong ? semibold(style) : style;
}

std::size_t lines_in(double row_height, const TextStyle& style) { return row_height >= 2 * style.leading - 1 ? 2 : 1; }

}  // namespace

RowFit fit_rows(std::size_t count, double room, double usual_height) {
  const double needed = kLeastRow * static_cast<double>(count);
  if (count == 0) return {};
  if (needed <= room) return {count, 0, std::min(room / static_cast<double>(count), usual_height)};
  const auto fitting = static_cast<std::size_t>(std::max(1.0, std::floor(room / kLeastRow) - 1));
  const std::size_t shown = std::min(count, fitting);
  return {shown, count - shown, std::max(kLeastRow, room / static_cast<double>(shown + 1))};
}

void draw_missing(std::size_t missing, Point left_middle, double width, Pen& pen) {
  const std::string text =
      elide_end(kSmallStyle, "and " + grouped(static_cast<std::int64_t>(missing)) + " more", width);
  const double y = left_middle.y + cap_height(kSmallStyle) / 2;
  pen.text(kSmallStyle, text, {left_middle.x, y}, Anchor::start, {.ink = Ink::muted});
}

NameColumn::NameColumn(const std::vector<RowName>& names, double row_height, double most_width) {
  for (const RowName& name : names) {
    const TextStyle style = emphasised(style_for(row_height), name.emphasis);
    const Paint paint{.ink = name.emphasis == Emphasis::muted ? Ink::muted : Ink::text};
    names_.push_back({style, wrap_name(style, name.text, most_width, lines_in(row_height, style)), paint});
    for (const auto& line : names_.back().lines) width_ = std::max(width_, text_width(style, line));
  }
}

void NameColumn::draw(std::size_t row, double left, double top, double bottom, Pen& pen) const {
  const Name& name = names_[row];
  const double behind = name.style.leading * (static_cast<double>(name.lines.size()) - 1);
  double y = centred_baseline(name.style, top, bottom) - behind / 2;
  for (const auto& line : name.lines) {
    pen.text(name.style, line, {left, y}, Anchor::start, name.paint);
    y += name.style.leading;
  }
}

}  // namespace perigee
