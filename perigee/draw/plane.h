// Plane: a bitmap in the making. It collects colours in a palette and gives that up for RGB when they are too many.
#pragma once

#include <array>
#include <cstdint>
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
  void span(int y, int x, int length, int level);

  Bitmap take() { return std::move(bitmap_); }

 private:
  static constexpr std::uint16_t kUnknown = 0xFFFF, kNoRoom = 0xFFFE;

  bool indexed() const { return !bitmap_.palette.empty(); }
  int span_indexed(std::uint8_t* pixels, int length, std::size_t level);
  void span_rgb(std::uint8_t* pixels, int length, std::size_t level);
  std::uint16_t index_of(Rgb colour);
  Rgb blended(Rgb under, std::size_t level) const;
  void widen();

  Bitmap bitmap_;
  Rgb colour_;
  std::uint8_t alpha_ = 255;
  std::unordered_map<std::uint32_t, std::uint16_t> indexes_;     // colour → palette index
  std::array<std::array<std::uint16_t, 256>, kLevels> mixed_{};  // level, index below → index of the mixture
};

}  // namespace perigee
