// Scene → SVG: the same layout as the PNG, text as text with textLength, title and desc for screen readers.
#pragma once

#include <string>

#include "perigee/job/output.h"
#include "perigee/layout/scene.h"

namespace perigee {

std::string encode_svg(const Scene& scene, ThemeName theme);

}  // namespace perigee
