#include "perigee/layout/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace perigee {
namespace {

constexpr Rgb hex(std::uint32_t code) {
  return {static_cast<std::uint8_t>(code >> 16), static_cast<std::uint8_t>(code >> 8 & 255),
          static_cast<std::uint8_t>(code & 255)};
}

constexpr std::size_t kInks = static_cast<std::size_t>(Ink::ramp);
constexpr std::size_t kStops = 7;

using Stops = std::array<Rgb, kStops>;  // evenly spaced

// From few to many the contrast of the ramp and of the density (viridis) with the background grows; of the diverging
// one it does from the middle to both ends.
struct Palette {
  std::array<Rgb, kInks> inks;  // by Ink, the ramps apart
  std::array<Stops, 3> ramps;   // ramp, density, diverging
};

constexpr Palette kLight{
    {
        hex(0xFFFFFF), hex(0x14171A), hex(0x565D66), hex(0x6B737C), hex(0xE3E6EA), hex(0x30363D),
        hex(0xF3F4F6), hex(0xD55E00),                                                              // empty cell, accent
        hex(0x0072B2), hex(0xD55E00), hex(0x009E73), hex(0xE69F00), hex(0x56B4E9), hex(0xCC79A7),  // marks
        hex(0x0072B2), hex(0xB85000), hex(0x007A59), hex(0x8C6100), hex(0x1F78A8), hex(0xA8487E),  // names
        hex(0x9BB8CF), hex(0x565D66), hex(0xFFFFFF), hex(0x050608), hex(0xF4F7F9), hex(0xDFE3E7),
        hex(0xF4F7F9),  // maps: borders like the sea, which saves colours
    },
    {Stops{hex(0xFFF3C8), hex(0xFEDC8C), hex(0xFCB756), hex(0xF58A3C), hex(0xDF4F32), hex(0xB3203A), hex(0x741036)},
     Stops{hex(0xFDE725), hex(0x90D743), hex(0x35B779), hex(0x21918C), hex(0x31688E), hex(0x443983), hex(0x440154)},
     Stops{hex(0x0B559F), hex(0x4B93C8), hex(0xB4D5EA), hex(0xF5F5F4), hex(0xF9D0B0), hex(0xE58545), hex(0xB24A00)}}};

constexpr Palette kDark{
    {
        hex(0x14181D), hex(0xF1F3F5), hex(0xB6BEC7), hex(0x98A1AB), hex(0x2C333B), hex(0xC5CCD3),
        hex(0x1C2127), hex(0xF0833A),                                                              // empty cell, accent
        hex(0x4A9EDB), hex(0xEE7733), hex(0x2CB98E), hex(0xEDB02C), hex(0x8CCBF2), hex(0xE08DBB),  // marks
        hex(0x62AFE6), hex(0xF28A4B), hex(0x3CC79D), hex(0xEDB02C), hex(0x8CCBF2), hex(0xE59CC5),  // names
        hex(0x40566A), hex(0xB6BEC7), hex(0xFFFFFF), hex(0x050608), hex(0x191E24), hex(0x2D353D),
        hex(0x191E24),  // maps
    },
    {Stops{hex(0x3B2A33), hex(0x65293F), hex(0x972F45), hex(0xC94A3F), hex(0xEC7B3C), hex(0xF9B552), hex(0xFFE9A6)},
     Stops{hex(0x46408F), hex(0x3A5F97), hex(0x2A8090), hex(0x1FA187), hex(0x4AC16D), hex(0xA0DA39), hex(0xFDE725)},
     Stops{hex(0x7CC3F5), hex(0x3D84BB), hex(0x2A4C68), hex(0x23282E), hex(0x5C3A28), hex(0xB5622C), hex(0xF7A768)}}};

const Palette& palette(ThemeName theme) { return theme == ThemeName::light ? kLight : kDark; }

std::uint8_t between(std::uint8_t a, std::uint8_t b, int part, int whole) {
  return static_cast<std::uint8_t>((a * (whole - part) + b * part + whole / 2) / whole);
}

Rgb between(Rgb a, Rgb b, int part, int whole) {
  return {between(a.r, b.r, part, whole), between(a.g, b.g, part, whole), between(a.b, b.b, part, whole)};
}

Rgb ramp_colour(const Stops& stops, std::uint8_t step) {
  constexpr int kLast = 255;
  const int position = step * static_cast<int>(kStops - 1);
  const auto stop = static_cast<std::size_t>(std::min(position / kLast, static_cast<int>(kStops) - 2));
  return between(stops[stop], stops[stop + 1], position - static_cast<int>(stop) * kLast, kLast);
}

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Rgb c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

Ink nth(Ink first, Hue hue) {
  return static_cast<Ink>(static_cast<std::uint8_t>(first) + static_cast<std::uint8_t>(hue));
}

}  // namespace

Rgb rgb(ThemeName theme, Paint paint) {
  const Palette& colours = palette(theme);
  const auto ink = static_cast<std::size_t>(paint.ink);
  return ink < kInks ? colours.inks[ink] : ramp_colour(colours.ramps[ink - kInks], paint.step);
}

Rgb on_background(ThemeName theme, Paint paint) {
  return between(rgb(theme, {.ink = Ink::background}), rgb(theme, paint), paint.alpha, 255);
}

double contrast(Rgb a, Rgb b) {
  const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
  return (lighter + 0.05) / (darker + 0.05);
}

Paint legible_on(ThemeName theme, Paint ground) {
  const Rgb colour = on_background(theme, ground);
  const Paint light{.ink = Ink::on_dark}, dark{.ink = Ink::on_light};
  return contrast(rgb(theme, light), colour) >= contrast(rgb(theme, dark), colour) ? light : dark;
}

Paint mark_paint(Hue hue, Emphasis emphasis) {
  if (emphasis == Emphasis::muted) return {.ink = Ink::muted_bar};
  return {.ink = nth(Ink::hue_blue, hue)};
}

Paint name_paint(Hue hue, Emphasis emphasis) {
  if (emphasis == Emphasis::muted) return {.ink = Ink::muted_text};
  return {.ink = nth(Ink::text_blue, hue)};
}

}  // namespace perigee
