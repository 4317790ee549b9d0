// The two axes of a line chart: values labelled upon their gridlines, years below short ticks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "perigee/layout/pen.h"
#include "perigee/layout/place.h"
#include "perigee/layout/scale.h"
#include "perigee/layout/ticks.h"

namespace perigee {

struct ValueAxis {
  std::vector<Tick> ticks;
  std::vector<std::string> texts;  // parallel
  double label_width = 0;          // of the widest
};

// Ticks that enclose the finite ones of the values (and zero where the axis begins there). `height` of the plot.
ValueAxis value_axis(const Axis& axis, const std::vector<double>& values, double height);

struct YearSpan {
  double first = 0, last = 0;
};
YearSpan year_span(const Axis& axis, const std::vector<double>& years);

// The field within the axes. Lines lie in `box`; values are labelled from `left` on, before the first year.
struct Plot {
  double left = 0;
  Box box;
  LinearScale x, y;
  std::vector<double> grid;  // heights of the gridlines
};

inline constexpr double kYearAxisHeight = 20;   // below the plot
inline constexpr double kValueLabelHeight = 13;  // above the uppermost gridline

void draw(const ValueAxis& axis, const Plot& plot, Pen& pen, Occupancy& taken);
void draw_years(const YearSpan& span, const Plot& plot, Pen& pen);

}  // namespace perigee
