#include "perigee/draw/thin.h"

#include <algorithm>
#include <cmath>

namespace perigee {
namespace {

constexpr std::size_t kLongestSkip = 64;  // bounds the work for each point

double distance(double dx, double dy) { return std::sqrt(dx * dx + dy * dy); }

// From a point to the segment between two others.
double distance(Fix point, Fix from, Fix to) {
  const double dx = static_cast<double>(to.x) - from.x, dy = static_cast<double>(to.y) - from.y;
  const double px = static_cast<double>(point.x) - from.x, py = static_cast<double>(point.y) - from.y;
  const double square = dx * dx + dy * dy;
  const double part = square > 0 ? std::clamp((px * dx + py * dy) / square, 0.0, 1.0) : 0;
  return distance(px - part * dx, py - part * dy);
}

}  // namespace

std::vector<Fix> thinned(const std::vector<Fix>& line, std::int32_t tolerance) {
  if (line.size() < 3) return line;
  std::vector<Fix> kept{line.front()};
  std::size_t from = 0;
  for (std::size_t to = 2; to < line.size(); ++to) {
    const auto strays = [&](Fix point) { return distance(point, line[from], line[to]) > tolerance; };
    const auto first = line.begin() + static_cast<std::ptrdiff_t>(from) + 1;
    const auto last = line.begin() + static_cast<std::ptrdiff_t>(to);
    if (to - from <= kLongestSkip && std::none_of(first, last, strays)) continue;
    from = to - 1;
    kept.push_back(line[from]);
  }
  kept.push_back(line.back());
  return kept;
}

}  // namespace perigee
