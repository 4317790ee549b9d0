// The embedded Inter subsets: advances, kerning and outlines, read by stb_truetype. Immutable, thread-safe.
//
// The same numbers measure and draw, so that what the layout reserves is what the canvas fills.
#pragma once

#include <cstdint>
#include <string_view>

#include "perigee/layout/scene.h"

namespace perigee {

// Advance width of one line with kerning, in 1/256 px; `size` is the em in 1/256 px.
std::int32_t measure(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking = 0);

// Height of a capital 'H' above the baseline, in 1/256 px.
std::int32_t cap_height(Cut cut, std::int32_t size);

// Code points without a glyph: drawn as a box, counted so that a report can say so.
std::size_t missing_glyphs(Cut cut, std::string_view utf8);

// Outlines of one line with its origin at (0, 0), curves flattened to 0.08 px.
Path outline(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking = 0);

}  // namespace perigee
