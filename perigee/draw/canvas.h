// Scene → pixels, painted in order by the exact-area filler.
//
// Coverage has 16 levels, which nobody sees, and is blended in sRGB space, where text keeps its weight. Few levels mean
// few colours: most charts need fewer than 256, and then a pixel is one byte.
#pragma once

#include "perigee/draw/bitmap.h"
#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

// Pure; the pixels are the same on every machine, and for every number of rows that the filler works on at a time.
Bitmap paint(const Scene& scene, ThemeName theme, int band_rows = 64);

}  // namespace perigee
