// A plot over two numeric axes: its rooms for labels and names, and its grid.
#pragma once

#include <vector>

#include "perigee/layout/axes.h"

namespace perigee {

// The values that the axes have to enclose.
struct PlotValues {
  std::vector<double> x, y;
};

// Both axes end at a tick, but one of years with the data. `above` is kept free over the plot.
struct NumberPlot {
  ValueAxis bottom, side;
  Plot plot;
};
NumberPlot number_plot(const Chart& chart, const PlotValues& values, const Box& content, double above);

void draw_grid(const NumberPlot& plot, const Chart& chart, Pen& pen, Occupancy& taken);

}  // namespace perigee
