#include "perigee/layout/bar_parts.h"

#include <algorithm>
#include <cmath>

namespace perigee {
namespace {

constexpr double kLeastBarForWords = 14.5, kAxis = 1.5, kBeyond = 4;
constexpr std::uint8_t kPale = 110;  // alpha of a period that is not over

}  // namespace

double amount(const Segment& segment) { return std::isfinite(segment.value) ? segment.value : 0; }

Paint segment_paint(const Bar& bar, const Segment& segment) {
  Paint paint = mark_paint(segment.hue, segment.emphasis);
  if (bar.partial) paint.alpha = kPale;
  return paint;
}

TextStyle segment_style(const Segment& segment) {
  return segment.emphasis == Emphasis::muted ? kLabelStyle : kStrongLabelStyle;
}

bool holds(const Box& segment, double words, double inset) {
  return segment.height() >= kLeastBarForWords && segment.width() >= words + 2 * inset;
}

void draw_zero_line(double x, const std::vector<Box>& boxes, Pen& pen) {
  pen.vertical(x, boxes.front().top - kBeyond, boxes.back().bottom + kBeyond, kAxis, {.ink = Ink::axis});
}

bool has_headings(const Bars& bars) {
  return !bars.bars.empty() &&
         std::ranges::any_of(bars.bars.front().segments, [](const Segment& segment) { return !segment.name.empty(); });
}

bool is_stacked(const Bars& bars) {
  return has_headings(bars) || std::ranges::any_of(bars.bars, [](const Bar& bar) { return bar.segments.size() > 1; });
}

}  // namespace perigee
