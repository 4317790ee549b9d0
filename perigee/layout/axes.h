// Axes: values labelled upon their gridlines, numbers and years below short ticks.
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
  bool logarithmic = false;

  NumberScale scale(double start, double end) const;  // from the first tick to the last
};

// Ticks that enclose the finite ones of the values (and zero where the axis begins there); on a logarithmic axis those
// of the positive ones. Numbers of years are not grouped. `height` of the plot.
ValueAxis value_axis(const Axis& axis, const std::vector<double>& values, double height);

// The same for an axis at the foot of a plot: as many as fit side by side.
ValueAxis bottom_axis(const Axis& axis, const std::vector<double>& values, double width);

// Without the ticks outside of [least, most]: of an axis whose ends the data decide.
ValueAxis within(ValueAxis axis, double least, double most);

struct YearSpan {
  double first = 0, last = 0;
};
YearSpan year_span(const Axis& axis, const std::vector<double>& years);

// The field within the axes. Lines lie in `box`; values are labelled from `left` on, before the first year.
struct Plot {
  double left = 0;
  Box box;
  NumberScale x, y;
  std::vector<double> grid;  // heights of the gridlines
};

inline constexpr double kYearAxisHeight = 20;    // below the plot
inline constexpr double kValueLabelHeight = 13;  // above the uppermost gridline

void draw(const ValueAxis& axis, const Plot& plot, Pen& pen, Occupancy& taken);

// Short ticks, of years or of numbers, and their labels below the plot; with a grid, vertical lines through it too.
enum class VerticalGrid : std::uint8_t { none, lines };
void draw_years(const YearSpan& span, const Plot& plot, VerticalGrid grid, Pen& pen);
void draw_bottom(const ValueAxis& axis, const Plot& plot, VerticalGrid grid, Pen& pen);

// The names of axes in words: x at the lower right below its labels, y above the uppermost gridline. Rooms that they
// need, 0 for an axis without a name.
double name_room_below(const Axis& x);
double name_room_above(const Axis& y);
void draw_names(const Axis& x, const Axis& y, const Plot& plot, Pen& pen, Occupancy& taken);

}  // namespace perigee
