#include "perigee/layout/axes.h"

#include <algorithm>
#include <cmath>

#include "perigee/layout/extent.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kLeastPerYear = 52, kBetweenYears = 20;  // px
constexpr int kMostYears = 8;
constexpr double kTick = 4, kName = 15;
constexpr double kFarthestYear = 1e12;

int most_years(const YearSpan& span, double width) {
  const double label = std::max(text_width(kLabelStyle, std::to_string(std::llround(span.first))),
                                text_width(kLabelStyle, std::to_string(std::llround(span.last))));
  return std::clamp(static_cast<int>(width / std::max(kLeastPerYear, label + kBetweenYears)) + 1, 1, kMostYears);
}

// The years that are labelled, thinned until each has its room.
std::vector<std::int64_t> labelled_years(const YearSpan& span, const Plot& plot) {
  for (int most = most_years(span, plot.box.width());; --most) {
    auto years = year_ticks(std::llround(std::ceil(span.first)), std::llround(std::floor(span.last)), most);
    if (years.size() < 2 || most <= 1) return years;
    const double step = plot.x(static_cast<double>(years[1])) - plot.x(static_cast<double>(years[0]));
    if (step >= text_width(kLabelStyle, std::to_string(years.back())) + kBetweenYears / 2) return years;
  }
}

void draw_below(double x, const std::string& text, const Plot& plot, VerticalGrid grid, Pen& pen) {
  const Box canvas = pen.canvas();
  if (grid == VerticalGrid::lines) pen.vertical(x, plot.box.top, plot.box.bottom, 1, {.ink = Ink::grid});
  pen.vertical(x, plot.box.bottom, plot.box.bottom + kTick, 1, {.ink = Ink::axis});
  const double half = text_width(kLabelStyle, text) / 2;
  const double centre = std::clamp(x, canvas.left + half + 2, std::max(canvas.left, canvas.right - half - 2));
  pen.text(kLabelStyle, text, {centre, plot.box.bottom + kTick + 4 + cap_height(kLabelStyle)}, Anchor::middle,
           {.ink = Ink::muted});
}

}  // namespace

YearSpan year_span(const Axis& axis, const std::vector<double>& years) {
  const auto [least, most] = finite_extent(years);
  const double first = axis.least.value_or(least), last = axis.most.value_or(most);
  return {std::clamp(first, -kFarthestYear, kFarthestYear),
          std::clamp(std::max(first, last), -kFarthestYear, kFarthestYear)};
}

void draw(const ValueAxis& axis, const Plot& plot, Pen& pen, Occupancy& taken) {
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    const double y = plot.y(axis.ticks[i].value());
    const bool is_zero = axis.ticks[i].mantissa == 0;
    pen.horizontal(y, plot.left, plot.box.right, is_zero ? 1.5 : 1, {.ink = is_zero ? Ink::axis : Ink::grid});
    if (is_zero) taken.add(Box{plot.left, y - 1, plot.box.right, y + 1});
    const double room = i + 1 < axis.ticks.size() ? y - plot.y(axis.ticks[i + 1].value()) : kValueLabelHeight;
    if (room < kValueLabelHeight) continue;
    taken.add(pen.text(kLabelStyle, axis.texts[i], {plot.left, y - 4}, Anchor::start, {.ink = Ink::muted}));
  }
}

void draw_years(const YearSpan& span, const Plot& plot, VerticalGrid grid, Pen& pen) {
  for (const std::int64_t year : labelled_years(span, plot))
    draw_below(plot.x(static_cast<double>(year)), std::to_string(year), plot, grid, pen);
}

void draw_bottom(const ValueAxis& axis, const Plot& plot, VerticalGrid grid, Pen& pen) {
  for (std::size_t i = 0; i < axis.ticks.size(); ++i)
    draw_below(plot.x(axis.ticks[i].value()), axis.texts[i], plot, grid, pen);
}

double name_room_below(const Axis& x) { return x.name.empty() ? 0 : kName; }
double name_room_above(const Axis& y) { return y.name.empty() ? 0 : kName + 2; }

void draw_names(const Axis& x, const Axis& y, const Plot& plot, Pen& pen, Occupancy& taken) {
  const double room = plot.box.right - plot.left;
  const std::string across = elide_end(kLabelStyle, one_line(x.name), room);
  const std::string up = elide_end(kLabelStyle, one_line(y.name), room);
  const double below = plot.box.bottom + kYearAxisHeight + kName - 4, above = plot.box.top - kValueLabelHeight - 5;
  if (!across.empty()) pen.text(kLabelStyle, across, {plot.box.right, below}, Anchor::end, {.ink = Ink::muted});
  if (!up.empty()) taken.add(pen.text(kLabelStyle, up, {plot.left, above}, Anchor::start, {.ink = Ink::muted}));
}

}  // namespace perigee
