#include <algorithm>
#include <cmath>

#include "perigee/layout/annotation.h"
#include "perigee/layout/crossing.h"
#include "perigee/layout/line_ends.h"
#include "perigee/layout/mark.h"

namespace perigee {
namespace {

constexpr double kLine = 2.5, kStrongLine = 3, kMutedLine = 2, kCasing = 3, kReach = 8, kDot = 3.25, kLonePoint = 2.25;
constexpr double kLoneBand = 3;          // half as wide as the band of a lone point
constexpr std::uint8_t kBandAlpha = 56;  // gridlines stay visible below, in both themes
constexpr double kFromLabels = 10;       // between the values' labels and the first year

// A run of points without a gap; partial ones are dashed.
struct Run {
  std::vector<Point> points;
  bool partial = false;
};

// A series in pixels; `finesse` thins everything in a small picture.
struct Drawn {
  const Series* series = nullptr;
  std::vector<Run> runs;
  double finesse = 1;

  double width() const {
    if (series->emphasis == Emphasis::strong) return kStrongLine * finesse;
    return (series->emphasis == Emphasis::muted ? kMutedLine : kLine) * finesse;
  }
};

double finesse_of(const Box& plot) { return std::clamp(std::min(plot.width() / 520, plot.height() / 220), 0.6, 1.0); }

// Cuts a series at its gaps and where it begins to be partial; the dashes start at the last full point.
std::vector<Run> runs_of(const Series& series, const Plot& plot) {
  std::vector<Run> runs;
  bool connected = false;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const Point& point = series.points[i];
    const Point at{plot.x(point.x), plot.y(point.y)};
    const bool here = std::isfinite(at.x) && std::isfinite(at.y);
    const bool partial = i >= series.dashed_from;
    if (here && connected && partial != runs.back().partial) runs.push_back({{runs.back().points.back()}, partial});
    if (here && !connected) runs.push_back({{}, partial});
    if (here) runs.back().points.push_back(at);
    connected = here;
  }
  return runs;
}

void draw_run(const Run& run, const Drawn& drawn, Pen& pen, Occupancy& taken) {
  const Paint paint = mark_paint(drawn.series->hue, drawn.series->emphasis);
  if (run.points.size() == 1) pen.disc(run.points.front(), kLonePoint * drawn.finesse, paint);
  if (run.points.size() > 1) {
    LineStyle style{.width = drawn.width(), .paint = paint};
    if (run.partial) style = {.width = drawn.width(), .paint = paint, .dash = {5, 3.5}, .cap = Cap::butt};
    pen.line(run.points, style);
  }
  for (std::size_t i = 0; i < run.points.size(); ++i)
    taken.add(run.points[i == 0 ? 0 : i - 1], run.points[i], drawn.width());
}

// Clears the ground below the upper line where it crosses the lower one, so that the eye can follow both.
void draw_casing(const Drawn& upper, const Drawn& lower, Pen& pen) {
  const LineStyle style{
      .width = upper.width() + kCasing * upper.finesse, .paint = {.ink = Ink::background}, .cap = Cap::butt};
  for (const Run& above : upper.runs)
    for (const Run& below : lower.runs)
      for (const auto& stretch : crossing_stretches(above.points, below.points, kReach * upper.finesse))
        pen.line(stretch, style);
}

void draw_end_dot(const Drawn& drawn, const Plot& plot, Pen& pen) {
  const Series& series = *drawn.series;
  if (const Point* end = end_of(series))
    pen.disc({plot.x(end->x), plot.y(end->y)}, kDot * drawn.finesse, mark_paint(series.hue, series.emphasis));
}

// One edge after the other, so that both make a ring.
void draw_band(const std::vector<Point>& above, const std::vector<Point>& below, Paint paint, Pen& pen,
               Occupancy& taken) {
  if (above.size() == 1)
    return pen.fill(Box{above[0].x - kLoneBand, above[0].y, above[0].x + kLoneBand, below[0].y}, paint);
  std::vector<Point> ring = above;
  ring.insert(ring.end(), below.rbegin(), below.rend());
  pen.fill(ring, paint);
  for (std::size_t i = 1; i < above.size(); ++i)
    taken.add(
        Box{above[i - 1].x, std::min(above[i - 1].y, above[i].y), above[i].x, std::max(below[i - 1].y, below[i].y)});
}

// Under all lines, broken where their points are.
void draw_bands(const Lines& lines, const Plot& plot, Pen& pen, Occupancy& taken) {
  for (const Series& series : lines.series) {
    Paint paint = mark_paint(series.hue, series.emphasis);
    paint.alpha = kBandAlpha;
    std::vector<Point> above, below;
    for (std::size_t i = 0; i < std::min(series.points.size(), series.band.size()); ++i) {
      const double x = plot.x(series.points[i].x), high = plot.y(series.band[i].high), low = plot.y(series.band[i].low);
      const bool here =
          std::isfinite(series.points[i].y) && std::isfinite(x) && std::isfinite(high) && std::isfinite(low);
      if (here) above.push_back({x, high}), below.push_back({x, low});
      if (here || above.empty()) continue;
      draw_band(above, below, paint, pen, taken);
      above.clear(), below.clear();
    }
    if (!above.empty()) draw_band(above, below, paint, pen, taken);
  }
}

void draw_series(const Lines& lines, const Plot& plot, Pen& pen, Occupancy& taken) {
  std::vector<Drawn> drawn;
  for (const Series& series : lines.series) {
    drawn.push_back({&series, runs_of(series, plot), finesse_of(plot.box)});
    for (std::size_t below = 0; below + 1 < drawn.size(); ++below) draw_casing(drawn.back(), drawn[below], pen);
    for (const Run& run : drawn.back().runs) draw_run(run, drawn.back(), pen, taken);
  }
  for (const Drawn& series : drawn) draw_end_dot(series, plot, pen);
}

std::vector<double> collect(const Lines& lines, double Point::*coordinate) {
  std::vector<double> values;
  for (const Series& series : lines.series)
    for (const Point& point : series.points) values.push_back(point.*coordinate);
  return values;
}

// With the edges of the bands.
std::vector<double> values_of(const Lines& lines) {
  std::vector<double> values = collect(lines, &Point::y);
  for (const Series& series : lines.series)
    for (std::size_t i = 0; i < std::min(series.points.size(), series.band.size()); ++i)
      if (std::isfinite(series.points[i].y)) values.insert(values.end(), {series.band[i].low, series.band[i].high});
  return values;
}

Plot plot_of(const ValueAxis& values, const YearSpan& years, const Box& content, double gutter) {
  Plot plot;
  plot.left = content.left;
  plot.box = {content.left + values.label_width + kFromLabels, content.top + kValueLabelHeight, content.right - gutter,
              content.bottom - kYearAxisHeight};
  plot.x = linear_scale(years.first, years.last, plot.box.left, plot.box.right);
  plot.y = values.scale(plot.box.bottom, plot.box.top);
  for (const Tick& tick : values.ticks) plot.grid.push_back(plot.y(tick.value()));
  return plot;
}

}  // namespace

double natural_height(const Lines&, double) {
  constexpr double kHeight = 450;  // 16 : 9 at the usual width
  return kHeight;
}

void draw(const Lines& lines, const Chart& chart, const Box& content, Pen& pen) {
  const bool has_years = chart.x.kind == AxisKind::year || chart.x.kind == AxisKind::none;
  const YearSpan years = year_span(chart.x, collect(lines, &Point::x));
  const double height = content.height() - kYearAxisHeight - kValueLabelHeight;
  const ValueAxis values = value_axis(chart.y, values_of(lines), height);
  const double gutter = gutter_width(lines, content.width());
  const Plot plot = plot_of(values, years, content, gutter);
  Occupancy taken({plot.left, content.top, plot.box.right, plot.box.bottom});
  draw(values, plot, pen, taken);
  if (has_years) draw_years(years, plot, VerticalGrid::none, pen);
  if (!has_years)
    draw_bottom(within(bottom_axis(chart.x, {years.first, years.last}, plot.box.width()), years.first, years.last),
                plot, VerticalGrid::none, pen);
  draw_bands(lines, plot, pen, taken);
  draw_series(lines, plot, pen, taken);
  draw_line_ends(lines, plot, plot.x(years.last), gutter, pen);
  draw_annotations(chart.annotations, plot, taken, {}, pen);
}

}  // namespace perigee
