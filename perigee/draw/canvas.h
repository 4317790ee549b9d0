// Scene → pixels: 8-bit RGB, painted in order by the exact-area filler.
#pragma once

#include <cstdint>
#include <vector>

#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

struct Bitmap {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;  // 3 bytes a pixel, rows top to bottom
};

Bitmap paint(const Scene& scene, ThemeName theme);

}  // namespace perigee
