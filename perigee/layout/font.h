// The embedded Inter subsets: advances, kerning and outlines, read by stb_truetype. Immutable, thread-safe.
//
// The same numbers measure and draw, so that what the layout reserves is what the canvas fills. Font units are whole
// and all arithmetic is of whole numbers: the same text has the same outline on every machine. Text runs left to right,
// one glyph for one code point, without shaping. Controls, soft hyphens and other code points without an image take no
// room; a code point that the subset lacks is drawn as a box.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "perigee/layout/scene.h"

namespace perigee {

// Advance width of one line with kerning, in 1/256 px; `size` is the em and `tracking` is added after each glyph, both
// in 1/256 px.
std::int32_t measure(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking = 0);

// Height of a capital 'H' above the baseline, in 1/256 px.
std::int32_t cap_height(Cut cut, std::int32_t size);

// Number of code points that are drawn as a box, so that a report can say so.
std::size_t missing_glyphs(Cut cut, std::string_view utf8);

// Outlines of one line with its origin on the baseline at (0, 0), curves flattened to 0.08 px.
Path outline(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking = 0);

// The embedded OpenType file.
std::span<const std::uint8_t> font_file(Cut cut);

}  // namespace perigee
