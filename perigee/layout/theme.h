// Inks and palettes, light and dark, and how legible one is upon another.
//
// Constants only. The contrast of every text ink with every ground that the layout puts it on is ≥ 4.5 (a test). The
// categorical hues are Okabe's and Ito's (jfly.uni-koeln.de/color), distinct under the common forms of colour
// blindness; the text inks are the same hues, darker or lighter until they can be read.
#pragma once

#include <cstdint>

#include "perigee/chart/chart.h"
#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

struct Rgb {
  std::uint8_t r = 0, g = 0, b = 0;
  bool operator==(const Rgb&) const = default;
};

Rgb rgb(ThemeName theme, Paint paint);  // without its alpha

// The colour that shows where `paint` lies on the background, alpha included.
Rgb on_background(ThemeName theme, Paint paint);

// WCAG 2.1 contrast ratio, 1…21.
double contrast(Rgb a, Rgb b);

// The ink for text on a filled ground: light or dark, whichever is read more easily. Never below 4.5.
Paint legible_on(ThemeName theme, Paint ground);

Paint mark_paint(Hue hue, Emphasis emphasis);  // of lines and bars
Paint name_paint(Hue hue, Emphasis emphasis);  // of text that names them, on the background

}  // namespace perigee
