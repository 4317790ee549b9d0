// Stamps: what small rings add to the cells of a raster, so that a shape that comes often, such as the dot of a cloud,
// is cut into pixels once. Adding is exact, so a stamp gives the very cells that its edges would.
//
// Bounded: 256 shapes of at most 64 points; one that comes once is only remembered as a hash. One thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "perigee/layout/scene.h"

namespace perigee {

struct StampCell {
  std::int32_t x = 0, y = 0;  // from the pixel that the ring's first point lies in
  std::uint32_t value = 0;
};
using Stamp = std::vector<StampCell>;  // from top to bottom

class Stamps {
 public:
  // The stamp of the ring, made when its shape comes for the second time: `cut` is given the ring moved by whole
  // pixels, its first point into the pixel (0, 0). Null when it is not known yet, or too large. Valid until the next
  // call.
  const Stamp* find(const Ring& ring, const std::function<Stamp(const Ring& shape)>& cut);

 private:
  struct Known {
    Ring shape;
    Stamp stamp;
  };
  std::array<std::uint64_t, 1024> seen_{};  // hashes of shapes that came once
  std::unordered_map<std::uint64_t, Known> known_;
};

}  // namespace perigee
