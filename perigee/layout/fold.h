// A matrix with more columns than a picture can tell apart: adjacent ones are added up, and the footer says so.
#pragma once

#include "perigee/chart/chart.h"
#include "perigee/job/output.h"

namespace perigee {

// The chart as it fits the output's width. A matrix of counts keeps its sums: neighbours become one column under the
// heading of the first. Of other values only the last columns stay. Every other chart is returned as it is.
Chart folded(const Chart& chart, const Output& output);

}  // namespace perigee
