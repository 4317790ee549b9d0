#include "perigee/layout/number_plot.h"

#include <algorithm>
#include <utility>

namespace perigee {
namespace {

constexpr double kFromLabels = 10, kLastLabel = 12;
constexpr double kDotRoom = 4;  // for half of a dot in the first and the last year

// Years end where the data do, not at a tick.
void end_with_the_data(NumberPlot& plot, const Axis& axis, const std::vector<double>& years) {
  const YearSpan span = year_span(axis, years);
  plot.bottom = within(std::move(plot.bottom), span.first, span.last);
  plot.plot.x = linear_scale(span.first, span.last, plot.plot.box.left + kDotRoom, plot.plot.box.right - kDotRoom);
}

}  // namespace

NumberPlot number_plot(const Chart& chart, const PlotValues& values, const Box& content, double above) {
  NumberPlot result;
  Plot& plot = result.plot;
  plot.left = content.left;
  plot.box = {content.left, content.top + kValueLabelHeight + std::max(above, name_room_above(chart.y)),
              content.right - kLastLabel, content.bottom - kYearAxisHeight - name_room_below(chart.x)};
  plot.box.bottom = std::max(plot.box.bottom, plot.box.top + 1);
  result.side = value_axis(chart.y, values.y, plot.box.height());
  plot.box.left += result.side.label_width + kFromLabels;
  result.bottom = bottom_axis(chart.x, values.x, plot.box.width());
  plot.x = result.bottom.scale(plot.box.left, plot.box.right);
  if (chart.x.kind == AxisKind::year) end_with_the_data(result, chart.x, values.x);
  plot.y = result.side.scale(plot.box.bottom, plot.box.top);
  for (const Tick& tick : result.side.ticks) plot.grid.push_back(plot.y(tick.value()));
  return result;
}

void draw_grid(const NumberPlot& plot, const Chart& chart, Pen& pen, Occupancy& taken) {
  draw_bottom(plot.bottom, plot.plot, VerticalGrid::lines, pen);
  draw(plot.side, plot.plot, pen, taken);
  draw_names(chart.x, chart.y, plot.plot, pen, taken);
}

}  // namespace perigee
