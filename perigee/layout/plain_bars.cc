#include <algorithm>

#include "perigee/layout/bar_parts.h"
#include "perigee/layout/scale.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kLeastShare = 0.4;  // of the field that the bars keep, however long the labels behind them

// One bar, one value.
struct Plain {
  const Segment* segment;
  const Box* field;
  Paint paint;
  std::string label;
  double label_width;  // with the space before it
};

std::vector<Plain> plain_bars(const Bars& bars, const std::vector<Box>& boxes) {
  std::vector<Plain> result;
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (const Segment& segment : bars.bars[i].segments) {
      const std::string label = one_line(segment.label);
      const double width = label.empty() ? 0 : text_width(segment_style(segment), label) + kOutsideBar;
      result.push_back({&segment, &boxes[i], segment_paint(bars.bars[i], segment), label, width});
    }
  return result;
}

Box box_of(const Plain& bar, const LinearScale& scale) {
  const double zero = scale(0), end = scale(amount(*bar.segment));
  return {std::min(zero, end), bar.field->top, std::max(zero, end), bar.field->bottom};
}

// Bars grow to the right: as long as the labels that stand behind them allow.
LinearScale rightward_scale(const std::vector<Plain>& bars, double most, const Box& field) {
  LinearScale scale{0, most, field.left, field.right};
  for (int pass = 0; pass < 3; ++pass)  // a shorter scale sends further labels out of their bars
    for (const Plain& bar : bars) {
      const double share = amount(*bar.segment) / most;
      if (share <= 0 || holds(box_of(bar, scale), bar.label_width - kOutsideBar)) continue;
      const double end = field.left + (field.width() - bar.label_width) / share;
      scale.end = std::clamp(end, field.left + kLeastShare * field.width(), scale.end);
    }
  return scale;
}

// Bars on both sides of zero: the widest label has its room at either end.
LinearScale two_sided_scale(const std::vector<Plain>& bars, double least, double most, const Box& field) {
  double room = 0;
  for (const Plain& bar : bars) room = std::max(room, bar.label_width);
  room = std::min(room, field.width() * (1 - kLeastShare) / 2);
  return {least, std::max(most, 0.0), field.left + room, field.right - room};
}

LinearScale scale_of(const std::vector<Plain>& bars, const Box& field) {
  double least = 0, most = 0;
  for (const Plain& bar : bars) {
    least = std::min(least, amount(*bar.segment));
    most = std::max(most, amount(*bar.segment));
  }
  if (least < 0) return two_sided_scale(bars, least, most, field);
  return rightward_scale(bars, most == 0 ? 1 : most, field);
}

void draw_label(const Plain& bar, const Box& box, Pen& pen) {
  const TextStyle style = segment_style(*bar.segment);
  const bool backwards = amount(*bar.segment) < 0;
  const double y = centred_baseline(style, box.top, box.bottom);
  if (holds(box, bar.label_width - kOutsideBar)) {
    const double x = backwards ? box.left + kBarInset : box.right - kBarInset;
    pen.text(style, bar.label, {x, y}, backwards ? Anchor::start : Anchor::end, legible_on(pen.theme(), bar.paint));
    return;
  }
  const double x = backwards ? box.left - kOutsideBar : box.right + kOutsideBar;
  const double room = backwards ? x - bar.field->left : bar.field->right - x;
  const std::string label = elide_end(style, bar.label, room + 1e-6);
  if (!label.empty()) pen.text(style, label, {x, y}, backwards ? Anchor::end : Anchor::start, {.ink = Ink::text});
}

}  // namespace

void draw_plain_bars(const Bars& bars, const std::vector<Box>& boxes, Pen& pen) {
  const std::vector<Plain> plain = plain_bars(bars, boxes);
  const LinearScale scale = scale_of(plain, boxes.front());
  for (const Plain& bar : plain) {
    const Box box = box_of(bar, scale);
    if (amount(*bar.segment) != 0) pen.fill(box, bar.paint);
    if (!bar.label.empty()) draw_label(bar, box, pen);
  }
  draw_zero_line(scale(0), boxes, pen);
}

}  // namespace perigee
