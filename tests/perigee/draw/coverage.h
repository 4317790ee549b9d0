// The coverage of every pixel of a canvas, as the filler reports it.
#pragma once

#include <cstdint>
#include <vector>

#include "perigee/draw/raster.h"

namespace perigee {

struct Coverage {
  int width = 0, height = 0;
  std::vector<std::int32_t> areas;  // of kFullArea, rows top to bottom

  std::int32_t at(int x, int y) const { return areas[static_cast<std::size_t>(y * width + x)]; }

  // In pixels.
  double sum() const {
    double sum = 0;
    for (const std::int32_t area : areas) sum += area;
    return sum / kFullArea;
  }
  bool operator==(const Coverage&) const = default;
};

// By a raster of this size that may have filled other paths before.
inline Coverage filled(Raster& raster, const Path& path, int width, int height, FillRule rule = FillRule::nonzero) {
  Coverage coverage{width, height, std::vector<std::int32_t>(static_cast<std::size_t>(width * height))};
  raster.fill(path, rule, [&](int y, int x, int length, std::int32_t area) {
    for (int i = 0; i < length; ++i) coverage.areas[static_cast<std::size_t>(y * width + x + i)] += area;
  });
  return coverage;
}

inline Coverage filled(const Path& path, int width, int height, FillRule rule = FillRule::nonzero, int band_rows = 64) {
  Raster raster(width, height, band_rows);
  return filled(raster, path, width, height, rule);
}

}  // namespace perigee
