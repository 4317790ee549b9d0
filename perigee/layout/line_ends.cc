#include "perigee/layout/line_ends.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "perigee/layout/spread.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kFromPlot = 9, kHalo = 2, kBetween = 5, kMostShare = 0.34, kMostWidth = 190;

// A label: the name's lines and the value's, the first at the height of the line's end.
struct EndLabel {
  const Series* series = nullptr;
  std::vector<std::string> name, value;
  double y = 0;

  double height() const {
    const double lines = kSeriesStyle.leading * static_cast<double>(name.size()) +
                         kLabelStyle.leading * static_cast<double>(value.size());
    return lines - 2 + kBetween;
  }
};

// From everything to a name's single line: the first that leaves room for all is taken.
struct Detail {
  std::size_t name_lines, value_lines;
};
constexpr std::array<Detail, 3> kDetails{{{2, 1}, {1, 1}, {1, 0}}};

std::vector<EndLabel> end_labels(const Lines& lines, const Plot& plot, double width, const Detail& detail) {
  std::vector<EndLabel> labels;
  for (const Series& series : lines.series) {
    const Point* end = end_of(series);
    if (end == nullptr || !std::isfinite(plot.y(end->y))) continue;
    EndLabel label{.series = &series,
                   .name = wrap_name(kSeriesStyle, series.name, width, detail.name_lines),
                   .value = {},
                   .y = plot.y(end->y)};
    if (detail.value_lines > 0) label.value = wrap(kLabelStyle, series.value_label, width, detail.value_lines);
    if (!label.name.empty() || !label.value.empty()) labels.push_back(std::move(label));
  }
  return labels;
}

double total_height(const std::vector<EndLabel>& labels) {
  double height = 0;
  for (const EndLabel& label : labels) height += label.height();
  return height;
}

// Labels that fit between top and bottom, from the line that ends highest to the lowest.
std::vector<EndLabel> fitting_labels(const Lines& lines, const Plot& plot, double width) {
  std::vector<EndLabel> labels;
  for (const Detail& detail : kDetails) {
    labels = end_labels(lines, plot, width, detail);
    if (total_height(labels) <= plot.box.height() + kValueLabelHeight) break;
  }
  while (total_height(labels) > plot.box.height() + kValueLabelHeight) labels.pop_back();
  std::ranges::stable_sort(labels, {}, &EndLabel::y);
  return labels;
}

// The name's first line is centred on the line's end, whatever follows hangs below.
Wish wish_of(const EndLabel& label) {
  return {label.y - kSeriesStyle.leading / 2 + label.height() / 2, label.height()};
}

void draw_label(const EndLabel& label, Point at, double halo, Pen& pen) {
  for (const std::string& line : label.name) {
    pen.text(kSeriesStyle, line, at, Anchor::start, name_paint(label.series->hue, label.series->emphasis), halo);
    at.y += kSeriesStyle.leading - (&line == &label.name.back() ? 1 : 0);
  }
  for (const std::string& line : label.value) pen.text(kLabelStyle, line, at, Anchor::start, {.ink = Ink::muted}, halo);
}

}  // namespace

const Point* end_of(const Series& series) {
  const Point *full = nullptr, *last = nullptr;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!std::isfinite(series.points[i].y)) continue;
    last = &series.points[i];
    if (i < series.dashed_from) full = last;
  }
  return full != nullptr ? full : last;
}

double gutter_width(const Lines& lines, double room) {
  double width = 0;
  for (const Series& series : lines.series)
    if (end_of(series) != nullptr)
      width = std::max({width, text_width(kSeriesStyle, one_line(series.name)),
                        text_width(kLabelStyle, one_line(series.value_label))});
  return width == 0 ? 0 : std::min({width + 1, kMostShare * room - kFromPlot, kMostWidth}) + kFromPlot;
}

void draw_line_ends(const Lines& lines, const Plot& plot, double end, double gutter, Pen& pen) {
  const bool within_plot = end < plot.box.right;  // where words are read upon gridlines, but not upon the zero line
  const std::vector<EndLabel> labels = fitting_labels(lines, plot, gutter - kFromPlot);
  std::vector<Wish> wishes;
  std::ranges::transform(labels, std::back_inserter(wishes), wish_of);
  const double foot = within_plot ? plot.box.bottom - kBetween : plot.box.bottom + kBetween;
  const auto centres = spread(wishes, plot.box.top - kValueLabelHeight, foot);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double top = centres[i] - labels[i].height() / 2;
    const double baseline = centred_baseline(kSeriesStyle, top, top + kSeriesStyle.leading);
    draw_label(labels[i], {end + kFromPlot, baseline}, within_plot ? kHalo : 0, pen);
  }
}

}  // namespace perigee
