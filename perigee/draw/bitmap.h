// Bitmap: rows of pixels from top to bottom, one byte a pixel with a palette, or three without.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "perigee/layout/theme.h"

namespace perigee {

struct Bitmap {
  int width = 0, height = 0;
  int scale = 1;                     // device pixels per logical pixel
  std::vector<Rgb> palette;          // at most 256; empty: a pixel is r, g, b
  std::vector<std::uint8_t> pixels;  // width · height · (1 or 3)

  Rgb at(int x, int y) const {
    const std::size_t i = static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    if (!palette.empty()) return palette[pixels[i]];
    return {pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]};
  }
};

}  // namespace perigee
