#include "perigee/draw/stamps.h"

#include <algorithm>

namespace perigee {
namespace {

constexpr std::size_t kMostPoints = 64, kMostShapes = 256;

// The pixel's corner, for negative coordinates, too.
Fix pixel_of(Fix point) { return {point.x & ~(kOne - 1), point.y & ~(kOne - 1)}; }

std::uint64_t hash_of(const Ring& ring, Fix corner) {
  std::uint64_t hash = ring.size();
  for (const Fix& point : ring) {
    const auto x = static_cast<std::uint32_t>(point.x - corner.x), y = static_cast<std::uint32_t>(point.y - corner.y);
    hash = (hash ^ (std::uint64_t{x} << 32 | y)) * 0x9E3779B97F4A7C15;  // the golden ratio, as Knuth's multiplicative
    hash ^= hash >> 29;
  }
  return hash;
}

bool is_same(const Ring& ring, Fix corner, const Ring& shape) {
  return std::ranges::equal(ring, shape,
                            [corner](Fix a, Fix b) { return a.x - corner.x == b.x && a.y - corner.y == b.y; });
}

}  // namespace

const Stamp* Stamps::find(const Ring& ring, const std::function<Stamp(const Ring& shape)>& cut) {
  if (ring.size() > kMostPoints) return nullptr;
  const Fix corner = pixel_of(ring.front());
  const std::uint64_t hash = hash_of(ring, corner);
  if (const auto found = known_.find(hash); found != known_.end())
    return is_same(ring, corner, found->second.shape) ? &found->second.stamp : nullptr;
  std::uint64_t& slot = seen_[hash % seen_.size()];
  if (slot != hash || known_.size() == kMostShapes) {
    slot = hash;
    return nullptr;
  }
  Known known{moved(ring, {-corner.x, -corner.y}), {}};
  known.stamp = cut(known.shape);
  return &known_.emplace(hash, std::move(known)).first->second.stamp;
}

}  // namespace perigee
