// Geometry in the words of SVG.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "perigee/layout/scene.h"

namespace perigee {

// A length in pixels with one decimal, as short as can be: "12", "-.5".
std::string svg_number(std::int32_t length);

// The `d` attribute of a line or of all rings of a path, thinned to half a pixel.
std::string svg_line(const std::vector<Fix>& line, bool closed);
std::string svg_path(const Path& path);

// The start of the element that shows a ring best, without its closing: "<rect x=…", "<circle cx=…" or "<path d=…".
std::string svg_shape(const Ring& ring);

}  // namespace perigee
