// The embedded Inter subsets: advances, kerning and outlines, read by stb_truetype. Thread-safe but for Outlines.
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
#include <unordered_map>

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

// The same for many lines: what a glyph looks like at a size is worked out once. One thread at a time.
class Outlines {
 public:
  Path of(Cut cut, std::int32_t size, std::string_view utf8, std::int32_t tracking = 0);

 private:
  const Path& glyph(Cut cut, std::int32_t size, int index);

  std::unordered_map<std::uint64_t, Path> glyphs_;
};

// The embedded OpenType file.
std::span<const std::uint8_t> font_file(Cut cut);

}  // namespace perigee
