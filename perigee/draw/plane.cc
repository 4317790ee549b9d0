#include "perigee/draw/plane.h"

#include <algorithm>

namespace perigee {
namespace {

std::uint8_t blend(int under, int over, int weight) {
  return static_cast<std::uint8_t>((under * (255 - weight) + over * weight + 127) / 255);
}

}  // namespace

Plane::Plane(int width, int height, int scale, Rgb ground) {
  const std::size_t area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  bitmap_ = {width, height, scale, {}, std::vector<std::uint8_t>(area)};
  index_of(ground);
  dip(ground, 255);
}

void Plane::dip(Rgb colour, std::uint8_t alpha) {
  colour_ = colour;
  alpha_ = alpha;
  for (auto& row : mixed_) row.fill(kUnknown);
}

void Plane::span(int y, int x, int length, int level) {
  if (level == 0 || alpha_ == 0) return;
  const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap_.width) +
                         static_cast<std::size_t>(x);
  int done = 0;
  if (indexed()) {
    done = span_indexed(&bitmap_.pixels[at], length, static_cast<std::size_t>(level));
    if (done == length) return;
    widen();
  }
  span_rgb(&bitmap_.pixels[3 * (at + static_cast<std::size_t>(done))], length - done, static_cast<std::size_t>(level));
}

// Returns how many pixels were done before the palette was full.
int Plane::span_indexed(std::uint8_t* pixels, int length, std::size_t level) {
  std::array<std::uint16_t, 256>& mixed = mixed_[level];
  if (level == kLevels - 1 && alpha_ == 255) {
    const std::uint16_t index = index_of(colour_);
    if (index == kNoRoom) return 0;
    std::fill_n(pixels, length, static_cast<std::uint8_t>(index));
    return length;
  }
  for (int i = 0; i < length; ++i) {
    std::uint16_t& index = mixed[pixels[i]];
    if (index == kUnknown) index = index_of(blended(bitmap_.palette[pixels[i]], level));
    if (index == kNoRoom) return i;
    pixels[i] = static_cast<std::uint8_t>(index);
  }
  return length;
}

void Plane::span_rgb(std::uint8_t* pixels, int length, std::size_t level) {
  for (int i = 0; i < length; ++i, pixels += 3) {
    const Rgb mixture = blended({pixels[0], pixels[1], pixels[2]}, level);
    pixels[0] = mixture.r;
    pixels[1] = mixture.g;
    pixels[2] = mixture.b;
  }
}

std::uint16_t Plane::index_of(Rgb colour) {
  const std::uint32_t key = static_cast<std::uint32_t>(colour.r << 16 | colour.g << 8 | colour.b);
  const auto known = indexes_.find(key);
  if (known != indexes_.end()) return known->second;
  if (bitmap_.palette.size() == 256) return kNoRoom;
  const auto index = static_cast<std::uint16_t>(bitmap_.palette.size());
  bitmap_.palette.push_back(colour);
  indexes_.emplace(key, index);
  return index;
}

Rgb Plane::blended(Rgb under, std::size_t level) const {
  const int weight = (static_cast<int>(level) * (255 / (kLevels - 1)) * alpha_ + 127) / 255;
  return {blend(under.r, colour_.r, weight), blend(under.g, colour_.g, weight), blend(under.b, colour_.b, weight)};
}

void Plane::widen() {
  std::vector<std::uint8_t> rgb;
  rgb.reserve(bitmap_.pixels.size() * 3);
  for (const std::uint8_t index : bitmap_.pixels) {
    const Rgb colour = bitmap_.palette[index];
    rgb.insert(rgb.end(), {colour.r, colour.g, colour.b});
  }
  bitmap_.pixels = std::move(rgb);
  bitmap_.palette.clear();
}

}  // namespace perigee
