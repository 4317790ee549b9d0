#include "perigee/draw/plane.h"

#include <algorithm>
#include <utility>

namespace perigee {
namespace {

std::uint8_t blend(int under, int over, int weight) {
  return static_cast<std::uint8_t>((under * (255 - weight) + over * weight + 127) / 255);
}

// Channels of edges in as many steps as coverage has: nobody sees half a step there, and most pictures fit a palette.
std::uint8_t rounded(std::uint8_t channel) {
  constexpr int kStep = 16;
  return static_cast<std::uint8_t>(std::min(255, (channel + kStep / 2) / kStep * kStep));
}

}  // namespace

Plane::Plane(int width, int height, int scale, Rgb ground) : ground_(ground), colour_(ground) {
  const std::size_t area = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  bitmap_ = {width, height, scale, {}, std::vector<std::uint8_t>(area)};
  index_of(ground);
  forget_mixtures();
}

void Plane::dip(Rgb colour, std::uint8_t alpha) {
  if (colour == colour_ && alpha == alpha_) return;
  colour_ = colour;
  alpha_ = alpha;
  forget_mixtures();
}

bool Plane::is_bare(Fix corner, Fix opposite) const {
  if (!indexed() || bitmap_.palette.front() != ground_) return false;
  const int left = std::max(corner.x >> 8, 0), right = std::min((opposite.x >> 8) + 1, bitmap_.width),
            bottom = std::min((opposite.y >> 8) + 1, bitmap_.height);
  for (int y = std::max(corner.y >> 8, 0); y < bottom && left < right; ++y) {
    const std::uint8_t* const row =
        &bitmap_.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap_.width)];
    if (std::any_of(row + left, row + right, [](std::uint8_t index) { return index != 0; })) return false;
  }
  return true;
}

void Plane::forget_mixtures() {
  for (auto& row : mixed_) row.fill(kUnknown);
}

// Mixes a colour that this paint has not met at this level, then goes on.
void Plane::span_unknown(std::size_t at, int length, int level) {
  const auto row = static_cast<std::size_t>(level);
  const std::uint8_t under = bitmap_.pixels[at];
  const std::optional<std::uint16_t> index = index_of(blended(bitmap_.palette[under], row));
  if (!index) {
    if (forget_unused()) return span(0, static_cast<int>(at), length, level);
    widen();
    return span_rgb(at, length, row);
  }
  mixed_[row][under] = *index;
  span(0, static_cast<int>(at), length, level);
}

void Plane::span_rgb(std::size_t at, int length, std::size_t level) {
  std::uint8_t* pixels = &bitmap_.pixels[3 * at];
  for (int i = 0; i < length; ++i, pixels += 3) {
    const Rgb mixture = blended({pixels[0], pixels[1], pixels[2]}, level);
    pixels[0] = mixture.r;
    pixels[1] = mixture.g;
    pixels[2] = mixture.b;
  }
}

// Nothing when the colour is new and the palette full.
std::optional<std::uint16_t> Plane::index_of(Rgb colour) {
  const std::uint32_t key = static_cast<std::uint32_t>(colour.r << 16 | colour.g << 8 | colour.b);
  const auto known = indexes_.find(key);
  if (known != indexes_.end()) return known->second;
  if (bitmap_.palette.size() == 256) return std::nullopt;
  const auto index = static_cast<std::uint16_t>(bitmap_.palette.size());
  bitmap_.palette.push_back(colour);
  indexes_.emplace(key, index);
  return index;
}

Rgb Plane::blended(Rgb under, std::size_t level) const {
  const int weight = (static_cast<int>(level) * (255 / (kLevels - 1)) * alpha_ + 127) / 255;
  const Rgb mixture{blend(under.r, colour_.r, weight), blend(under.g, colour_.g, weight),
                    blend(under.b, colour_.b, weight)};
  if (level == kLevels - 1 || under == colour_) return mixture;
  return {rounded(mixture.r), rounded(mixture.g), rounded(mixture.b)};
}

// False when that would not be worth the trouble.
bool Plane::forget_unused() {
  std::array<bool, 256> used{};
  for (const std::uint8_t index : bitmap_.pixels) used[index] = true;
  if (std::ranges::count(used, true) + worthwhile_ > 256) return false;
  worthwhile_ *= 4;
  const std::vector<Rgb> all = std::exchange(bitmap_.palette, {});
  std::array<std::uint8_t, 256> renamed{};
  indexes_.clear();
  for (std::size_t old = 0; old < all.size(); ++old) {
    if (used[old]) renamed[old] = static_cast<std::uint8_t>(*index_of(all[old]));
  }
  for (std::uint8_t& index : bitmap_.pixels) index = renamed[index];
  forget_mixtures();
  return true;
}

void Plane::widen() {
  std::vector<std::uint8_t> rgb(bitmap_.pixels.size() * 3);
  std::uint8_t* out = rgb.data();
  for (const std::uint8_t index : bitmap_.pixels) {
    const Rgb colour = bitmap_.palette[index];
    *out++ = colour.r;
    *out++ = colour.g;
    *out++ = colour.b;
  }
  bitmap_.pixels = std::move(rgb);
  bitmap_.palette.clear();
}

}  // namespace perigee
