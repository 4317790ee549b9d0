#include "perigee/layout/clip.h"

#include <algorithm>
#include <array>
#include <utility>

namespace perigee {
namespace {

// How far a point lies within one side of the box; negative: outside.
using Depth = double (*)(const Point&, const Box&);
constexpr std::array<Depth, 4> kSides{
    [](const Point& p, const Box& box) { return p.x - box.left; },
    [](const Point& p, const Box& box) { return box.right - p.x; },
    [](const Point& p, const Box& box) { return p.y - box.top; },
    [](const Point& p, const Box& box) { return box.bottom - p.y; },
};

Point between(const Point& a, const Point& b, double share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

std::vector<Point> clipped_at(const std::vector<Point>& ring, const Box& box, Depth depth) {
  std::vector<Point> kept;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &from = ring[i == 0 ? ring.size() - 1 : i - 1], &to = ring[i];
    const double before = depth(from, box), after = depth(to, box);
    if ((before < 0) != (after < 0)) kept.push_back(between(from, to, before / (before - after)));
    if (after >= 0) kept.push_back(to);
  }
  return kept;
}

// The stretch of a segment within the box, as shares of its length; empty where first > last.
struct Stretch {
  double first = 0, last = 1;
};

Stretch within(const Point& from, const Point& to, const Box& box) {
  Stretch stretch;
  for (const Depth depth : kSides) {
    const double before = depth(from, box), after = depth(to, box);
    if (before < 0 && after < 0) return {1, 0};
    if (before < 0) stretch.first = std::max(stretch.first, before / (before - after));
    if (after < 0) stretch.last = std::min(stretch.last, before / (before - after));
  }
  return stretch;
}

}  // namespace

std::vector<Point> clipped_ring(std::vector<Point> ring, const Box& box) {
  for (const Depth depth : kSides) {
    const bool inside = std::ranges::all_of(ring, [&](const Point& point) { return depth(point, box) >= 0; });
    if (!inside) ring = clipped_at(ring, box, depth);
  }
  return ring;
}

std::vector<std::vector<Point>> clipped_line(const std::vector<Point>& line, const Box& box) {
  std::vector<std::vector<Point>> pieces;
  bool connected = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto [first, last] = within(line[i - 1], line[i], box);
    if (first > last) {
      connected = false;
      continue;
    }
    if (!connected || first > 0) pieces.push_back({between(line[i - 1], line[i], first)});
    pieces.back().push_back(between(line[i - 1], line[i], last));
    connected = last == 1;
  }
  return pieces;
}

}  // namespace perigee
