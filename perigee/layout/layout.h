// Chart → Scene: measures text, computes margins, places labels so that no two touch and none leaves the canvas.
#pragma once

#include "perigee/chart/chart.h"
#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

// Pure and deterministic. Output must have passed check(). Where the height is 0 the chart decides.
Scene layout(const Chart& chart, const Output& output);

}  // namespace perigee
