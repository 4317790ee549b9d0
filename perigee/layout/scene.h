// Scene: shapes in 1/256 px. The determinism border: above it doubles, below it integers only.
//
// Coordinates are device pixels × 256 (scale already applied), y downwards. Inks are names, not RGB: the theme maps
// them, so that SVG, the dark theme and the palette come for free.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace perigee {

struct Fix {
  std::int32_t x = 0, y = 0;
  bool operator==(const Fix&) const = default;
};
inline constexpr std::int32_t kOne = 256;
inline constexpr std::int32_t kFarthest = 1 << 28;  // 2^20 px: nothing is drawn farther out

// The nearest 1/256 px, halves away from zero; limited to ± kFarthest, and 0 for NaN.
std::int32_t fix(double pixels);

using Ring = std::vector<Fix>;  // closed without repeating the first vertex
using Path = std::vector<Ring>;

Ring rectangle(Fix corner, Fix opposite);
Ring disc(Fix centre, std::int32_t radius);  // flattened to 0.08 px
Ring moved(Ring ring, Fix by);

// A colour by its role. The ramps have steps: {Ink::ramp, step 0…255}.
enum class Ink : std::uint8_t {
  background,
  text,
  muted,
  faint,
  grid,
  axis,
  empty_cell,
  accent,
  hue_blue,
  hue_vermillion,
  hue_green,
  hue_orange,
  hue_sky,
  hue_purple,  // marks
  text_blue,
  text_vermillion,
  text_green,
  text_orange,
  text_sky,
  text_purple,  // the same hues, legible as text
  muted_bar,
  muted_text,
  on_dark,
  on_light,
  sea,
  land,
  border,     // behind a map's circles
  ramp,       // counts in a matrix
  density,    // points in a cell, and values from least to most
  diverging,  // below and above a middle
};
struct Paint {
  Ink ink = Ink::text;
  std::uint8_t step = 0;  // of a ramp only
  std::uint8_t alpha = 255;
  bool operator==(const Paint&) const = default;
};

enum class FillRule : std::uint8_t { nonzero, evenodd };
enum class Join : std::uint8_t { miter, round, bevel };
enum class Cap : std::uint8_t { butt, round, square };
enum class Cut : std::uint8_t { regular, semibold, display };  // which of the embedded fonts
enum class Anchor : std::uint8_t { start, middle, end };

struct Fill {
  Path path;
  Paint paint;
  FillRule rule = FillRule::nonzero;
};
struct Stroke {
  std::vector<Fix> line;
  bool closed = false;
  std::int32_t width = kOne;  // 1/256 px
  Join join = Join::round;
  Cap cap = Cap::round;
  std::vector<std::int32_t> dash;  // on, off, …; empty: solid
  Paint paint;
};
struct Text {
  std::string utf8;
  Cut cut = Cut::regular;
  std::int32_t size = 0;  // em, 1/256 px
  Fix origin;             // on the baseline
  Anchor anchor = Anchor::start;
  Paint paint;
  std::int32_t halo = 0;      // 1/256 px of background colour around the glyphs
  std::int32_t width = 0;     // measured advance, for SVG's textLength and the label tests
  std::int32_t tracking = 0;  // added after each glyph
};
using Item = std::variant<Fill, Stroke, Text>;

struct Scene {
  std::int32_t width = 0, height = 0;  // device pixels (whole)
  int scale = 1;
  std::string title, description;  // for screen readers and metadata
  std::vector<Item> items;         // painted in this order
};

}  // namespace perigee
