// Plane: a bitmap in the making. It collects colours in a palette, forgets those that were painted over when it is
// full, and gives it up for RGB when there are too many all the same.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

#include "perigee/draw/bitmap.h"

namespace perigee {

// Levels of coverage from nothing to whole.
inline constexpr int kLevels = 16;

class Plane {
 public:
  Plane(int width, int height, int scale, Rgb ground);

  // The colour of the spans that follow, with its own alpha.
  void dip(Rgb colour, std::uint8_t alpha);

  // Blends the colour over `length` pixels with `level` of kLevels − 1. The run must lie on the plane.
  void span(int y, int x, int length, int level) {
    if (level == 0) return;
    const std::size_t at =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap_.width) + static_cast<std::size_t>(x);
    if (!indexed()) return span_rgb(at, length, static_cast<std::size_t>(level));
    const auto& mixed = mixed_[static_cast<std::size_t>(level)];
    std::uint8_t* pixels = &bitmap_.pixels[at];
    if (covers(level) && mixed[*pixels] != kUnknown) {
      std::fill_n(pixels, length, static_cast<std::uint8_t>(mixed[*pixels]));
      return;
    }
    for (int i = 0; i < length; ++i) {
      const std::uint16_t index = mixed[pixels[i]];
      if (index == kUnknown) return span_unknown(at + static_cast<std::size_t>(i), length - i, level);
      pixels[i] = static_cast<std::uint8_t>(index);
    }
  }

  // Whether the ground shows everywhere in this box, given in 1/256 px. False may also mean that it was not looked at.
  bool is_bare(Fix corner, Fix opposite) const;

  Bitmap take() { return std::move(bitmap_); }

 private:
  static constexpr std::uint16_t kUnknown = 0xFFFF;

  bool covers(int level) const { return level == kLevels - 1 && alpha_ == 255; }
  bool indexed() const { return !bitmap_.palette.empty(); }
  void span_unknown(std::size_t at, int length, int level);
  void span_rgb(std::size_t at, int length, std::size_t level);
  std::optional<std::uint16_t> index_of(Rgb colour);
  Rgb blended(Rgb under, std::size_t level) const;
  void forget_mixtures();
  bool forget_unused();
  void widen();

  Bitmap bitmap_;
  Rgb ground_;
  Rgb colour_;
  std::uint8_t alpha_ = 255;
  std::ptrdiff_t worthwhile_ = 16;  // colours that a pass over all pixels must set free; more for every further one
  std::unordered_map<std::uint32_t, std::uint16_t> indexes_;     // colour → palette index
  std::array<std::array<std::uint16_t, 256>, kLevels> mixed_{};  // level, index below → index of the mixture
};

}  // namespace perigee
