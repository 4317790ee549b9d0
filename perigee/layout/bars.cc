#include <algorithm>
#include <cmath>

#include "perigee/layout/bar_parts.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/rows.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kRow = 35, kHighestRow = 48, kThickness = 0.72, kGap = 10, kHeadings = 18;
constexpr double kNameShare = 0.34, kNoteShare = 0.25, kFromNames = 12, kFromNotes = 14;

double gaps_of(const Bars& bars, std::size_t count) {
  const auto apart = std::count_if(bars.bars.begin(), bars.bars.begin() + static_cast<std::ptrdiff_t>(count),
                                   [&bars](const Bar& bar) { return bar.gap_before && &bar != &bars.bars.front(); });
  return kGap * static_cast<double>(apart);
}

double headings_height(const Bars& bars) { return has_headings(bars) ? kHeadings : 0; }

double note_width(const Bars& bars, std::size_t count, double most) {
  double width = 0;
  for (std::size_t i = 0; i < count; ++i) width = std::max(width, text_width(kLabelStyle, one_line(bars.bars[i].note)));
  return width == 0 ? 0 : std::min(width + 1, most);
}

// Gaps below the last bar that is shown need no room.
RowFit fit_bars(const Bars& bars, double room) {
  const std::size_t count = bars.bars.size();
  const RowFit fit = fit_rows(count, room - gaps_of(bars, count), kHighestRow);
  return fit.missing == 0 ? fit : fit_rows(count, room - gaps_of(bars, fit.shown + 1), kHighestRow);
}

std::vector<RowName> names_of(const Bars& bars, std::size_t count) {
  std::vector<RowName> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back({bars.bars[i].name, bars.bars[i].emphasis});
  return names;
}

void draw_note(const Bar& bar, double right, double width, double top, double bottom, Pen& pen) {
  const std::string text = elide_end(kLabelStyle, one_line(bar.note), width);
  if (text.empty()) return;
  pen.text(kLabelStyle, text, {right, centred_baseline(kLabelStyle, top, bottom)}, Anchor::end, {.ink = Ink::muted});
}

// The rows' boxes, each bar's own thickness already taken out.
std::vector<Box> bar_boxes(const Bars& bars, const RowFit& fit, const Box& field) {
  std::vector<Box> boxes;
  double top = field.top;
  for (std::size_t i = 0; i < fit.shown; ++i) {
    if (i > 0 && bars.bars[i].gap_before) top += kGap;
    const double inset = fit.height * (1 - kThickness) / 2;
    boxes.push_back({field.left, top + inset, field.right, top + fit.height - inset});
    top += fit.height;
  }
  return boxes;
}

}  // namespace

double natural_height(const Bars& bars, double frame) {
  const std::size_t count = bars.bars.size();
  return frame + headings_height(bars) + kRow * static_cast<double>(count) + gaps_of(bars, count);
}

void draw(const Bars& bars, const Chart&, const Box& content, Pen& pen) {
  const double top = content.top + headings_height(bars);
  const RowFit fit = fit_bars(bars, content.bottom - top);
  if (fit.shown == 0) return;
  const NameColumn names(names_of(bars, fit.shown), fit.height, kNameShare * content.width());
  const double notes = note_width(bars, fit.shown, kNoteShare * content.width());
  const Box field{content.left + names.width() + kFromNames, top, content.right - (notes == 0 ? 0 : notes + kFromNotes),
                  content.bottom};
  const std::vector<Box> boxes = bar_boxes(bars, fit, field);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    names.draw(i, content.left, boxes[i].top, boxes[i].bottom, pen);
    draw_note(bars.bars[i], content.right, notes, boxes[i].top, boxes[i].bottom, pen);
  }
  (is_stacked(bars) ? draw_stacked_bars : draw_plain_bars)(bars, boxes, pen);
  if (fit.missing > 0)
    draw_missing(fit.missing, {content.left, boxes.back().bottom + fit.height * 0.65}, content.width(), pen);
}

}  // namespace perigee
