// Sizes, inks and palettes, light and dark. Constants; contrast of every text ink on its ground is ≥ 4.5 (a test).
#pragma once

#include <cstdint>

#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

struct Rgb {
  std::uint8_t r = 0, g = 0, b = 0;
  bool operator==(const Rgb&) const = default;
};

Rgb rgb(ThemeName theme, Paint paint);  // without its alpha

// WCAG 2.1 contrast ratio, 1…21.
double contrast(Rgb a, Rgb b);

}  // namespace perigee
