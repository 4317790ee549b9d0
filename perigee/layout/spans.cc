#include <algorithm>
#include <cmath>
#include <optional>

#include "perigee/layout/axes.h"
#include "perigee/layout/font.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/rows.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kHighEnough = 13;  // for words in a bar, and for those beside it to be of the usual size
constexpr double kRow = 24, kHighestRow = 34, kHeading = 18, kThickness = 0.7;
constexpr double kNameShare = 0.34, kNoteShare = 0.2, kFromNames = 14, kFromNotes = 16;
constexpr double kPixel = 1, kHalfYear = 0.5, kLeastBar = 3, kTip = 6, kInside = 8, kBeside = 7, kHalo = 2, kToAxis = 3;
constexpr double kRadius = 4.5, kRing = 1.75, kThread = 1.75;

bool has_place(const Span& span) { return std::isfinite(span.from) && std::isfinite(span.to); }
double last_year(const Span& span) { return std::max(span.from, span.to); }

std::vector<double> years_of(const Spans& spans, std::size_t count) {
  std::vector<double> years;
  for (std::size_t i = 0; i < count; ++i)
    if (has_place(spans.spans[i])) years.insert(years.end(), {spans.spans[i].from, last_year(spans.spans[i])});
  return years;
}

std::vector<RowName> names_of(const Spans& spans, std::size_t count) {
  std::vector<RowName> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back({spans.spans[i].name, spans.spans[i].emphasis});
  for (RowName& name : names)  // a span recedes by its colour: its name is read like the others
    if (name.emphasis == Emphasis::muted) name.emphasis = Emphasis::normal;
  return names;
}

double notes_width(const Spans& spans, std::size_t count, double most) {
  double width = text_width(kLabelStyle, one_line(spans.note_heading));
  for (std::size_t i = 0; i < count; ++i)
    width = std::max(width, text_width(kStrongLabelStyle, one_line(spans.spans[i].note)));
  return width == 0 ? 0 : std::min(width + 1, most);
}

// A row's stretch in pixels. A bar fills the years that it names, a dot stands on the middle of its year.
struct Stretch {
  double left = 0, right = 0;
};

Stretch bar_of(const Span& span, const Plot& plot) {
  const double left = plot.x(span.from - kHalfYear), right = plot.x(last_year(span) + kHalfYear);
  return {left, std::max(right, left + kLeastBar)};
}

Stretch dots_of(const Span& span, const Plot& plot) {
  return {plot.x(span.from) - kRadius - kRing / 2,
          plot.x(span.open ? span.from : last_year(span)) + kRadius + kRing / 2};
}

// A bar that goes on ends in a point.
void draw_bar(const Span& span, const Stretch& at, const Box& row, Pen& pen) {
  const Paint paint = mark_paint(span.hue, span.emphasis);
  if (!span.open) return pen.fill(Box{at.left, row.top, at.right, row.bottom}, paint);
  const double tip = at.right + kTip;
  const std::vector<Point> arrow{
      {at.left, row.top}, {at.right, row.top}, {tip, row.middle()}, {at.right, row.bottom}, {at.left, row.bottom}};
  pen.fill(arrow, paint);
}

void draw_dots(const Span& span, const Plot& plot, double y, Pen& pen) {
  const Paint paint = mark_paint(span.hue, span.emphasis);
  const Point from{plot.x(span.from), y}, to{plot.x(last_year(span)), y};
  const bool is_hollow = span.open || to.x > from.x;
  if (is_hollow && !span.open) pen.line({from, to}, {.width = kThread, .paint = paint, .cap = Cap::butt});
  if (!span.open) pen.disc(to, kRadius, paint);
  if (!is_hollow) return;
  pen.disc(from, kRadius + kRing / 2, paint);
  pen.disc(from, kRadius - kRing / 2, {.ink = Ink::background});
}

TextStyle label_style(const Box& row) { return row.height() < kHighEnough ? kSmallStyle : kLabelStyle; }

// Whether the letters, centred by their capitals, leave no bar of that height; both fall on whole pixels, each by
// itself.
bool stays_within(const TextStyle& style, const std::string& text, double height) {
  const double cap = cap_height(style), margin = (height - cap) / 2 - kPixel;
  const auto stays = [&](Fix point) { return point.y <= margin * kOne && point.y >= (-cap - margin) * kOne; };
  const Path letters = outline(style.cut, fix(style.size), text);
  return std::ranges::all_of(letters, [&](const Ring& ring) { return std::ranges::all_of(ring, stays); });
}

void draw_label_inside(const Span& span, const std::string& label, const Stretch& at, const Box& row, Pen& pen) {
  const TextStyle style = label_style(row);
  const Paint ink = legible_on(pen.theme(), mark_paint(span.hue, span.emphasis));
  pen.text(style, label, {at.left + kInside, centred_baseline(style, row.top, row.bottom)}, Anchor::start, ink);
}

// In a bar that is high enough, behind it, before it, in any bar: the first place where the words fit; else cut, on the
// side with more room.
void draw_label(const Span& span, const Stretch& at, const Plot& plot, const Box& row, SpanLook look, Pen& pen) {
  const std::string label = one_line(span.label);
  if (label.empty()) return;
  const TextStyle style = label_style(row);
  const double width = text_width(style, label), y = centred_baseline(style, row.top, row.bottom);
  const bool is_bar = look == SpanLook::bars, is_wide = at.right - at.left >= width + 2 * kInside;
  if (is_bar && is_wide && row.height() >= kHighEnough) return draw_label_inside(span, label, at, row, pen);
  const double right = at.right + kBeside + (is_bar && span.open ? kTip : 0), left = at.left - kBeside;
  const double after = plot.box.right - right, before = left - plot.left;
  if (is_bar && is_wide && std::max(after, before) < width && stays_within(style, label, row.height()))
    return draw_label_inside(span, label, at, row, pen);
  const bool goes_behind = after >= width || after >= before;
  const std::string text = elide_end(style, label, std::max(0.0, goes_behind ? after : before) + 1e-6);
  if (text.empty()) return;
  pen.text(style, text, {goes_behind ? right : left, y}, goes_behind ? Anchor::start : Anchor::end, {.ink = Ink::muted},
           kHalo);
}

void draw_note(const Span& span, double right, double width, const Box& row, Pen& pen) {
  const std::string text = elide_end(kStrongLabelStyle, one_line(span.note), width);
  if (text.empty()) return;
  const double y = centred_baseline(kStrongLabelStyle, row.top, row.bottom);
  pen.text(kStrongLabelStyle, text, {right, y}, Anchor::end, {.ink = Ink::text});
}

void draw_row(const Span& span, SpanLook look, const Plot& plot, const Box& row, Pen& pen) {
  if (!has_place(span)) return;
  const double inset = row.height() * (1 - kThickness) / 2;
  const Box bar{row.left, row.top + inset, row.right, row.bottom - inset};
  if (look == SpanLook::bars) {
    draw_bar(span, bar_of(span, plot), bar, pen);
    return draw_label(span, bar_of(span, plot), plot, bar, look, pen);
  }
  draw_dots(span, plot, row.middle(), pen);
  draw_label(span, dots_of(span, plot), plot, row, look, pen);
}

// The years of the rows, half a year of room at either end, and on the right what points onwards.
Plot plot_of(const YearSpan& years, const Box& field) {
  Plot plot;
  plot.left = field.left;
  plot.box = field;
  plot.x = linear_scale(years.first - kHalfYear, years.last + kHalfYear, field.left, field.right - kTip - 1);
  return plot;
}

}  // namespace

double natural_height(const Spans& spans, double frame) {
  const double heading = spans.note_heading.empty() ? 0 : kHeading;
  return frame + heading + kRow * static_cast<double>(spans.spans.size()) + kToAxis + kYearAxisHeight;
}

void draw(const Spans& spans, const Chart& chart, const Box& content, Pen& pen) {
  const double top = content.top + (spans.note_heading.empty() ? 0 : kHeading);
  const RowFit fit = fit_rows(spans.spans.size(), content.bottom - kYearAxisHeight - kToAxis - top, kHighestRow);
  if (fit.shown == 0) return;
  const NameColumn names(names_of(spans, fit.shown), fit.height, kNameShare * content.width());
  const double notes = notes_width(spans, fit.shown, kNoteShare * content.width());
  const double bottom = top + fit.height * static_cast<double>(fit.shown);
  const Box field{content.left + names.width() + kFromNames, top, content.right - (notes == 0 ? 0 : notes + kFromNotes),
                  bottom + kToAxis};
  const YearSpan years = year_span(chart.x, years_of(spans, fit.shown));
  const Plot plot = plot_of(years, field);
  draw_years(years, plot, VerticalGrid::lines, pen);
  const std::string heading = elide_end(kLabelStyle, one_line(spans.note_heading), notes);
  if (!heading.empty()) pen.text(kLabelStyle, heading, {content.right, top - 6}, Anchor::end, {.ink = Ink::muted});
  for (std::size_t i = 0; i < fit.shown; ++i) {
    const Box row{field.left, top + fit.height * static_cast<double>(i), field.right,
                  top + fit.height * static_cast<double>(i + 1)};
    names.draw(i, content.left, row.top, row.bottom, pen);
    draw_note(spans.spans[i], content.right, notes, row, pen);
    draw_row(spans.spans[i], spans.look, plot, row, pen);
  }
  if (fit.missing > 0)
    draw_missing(fit.missing, {content.left, field.bottom + kYearAxisHeight + fit.height / 2}, content.width(), pen);
}

}  // namespace perigee
