// Scene → SVG 1.1: the same layout as the PNG, text as text, title and desc for screen readers.
//
// The view box counts device pixels, so that numbers are short; width and height are logical. Each text carries the
// width that the layout reserved for it (textLength): a reader without Inter sees another font in the same place.
#pragma once

#include <string>

#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

// Well-formed UTF-8 XML whatever the texts hold: what XML forbids is left out or replaced.
std::string encode_svg(const Scene& scene, ThemeName theme);

}  // namespace perigee
