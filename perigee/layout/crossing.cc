#include "perigee/layout/crossing.h"

#include <cmath>
#include <optional>

namespace perigee {
namespace {

Point between(Point a, Point b, double share) { return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share}; }

double distance(Point a, Point b) { return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)); }

double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }

// How far along a → b it meets c → d, 0 … 1; nothing for parallels.
std::optional<double> meeting(Point a, Point b, Point c, Point d) {
  const Point along{b.x - a.x, b.y - a.y}, other{d.x - c.x, d.y - c.y}, apart{c.x - a.x, c.y - a.y};
  const double turn = cross(along, other);
  if (turn == 0) return std::nullopt;
  const double mine = cross(apart, other) / turn, theirs = cross(apart, along) / turn;
  if (mine < 0 || mine > 1 || theirs < 0 || theirs > 1) return std::nullopt;
  return mine;
}

// Walks from `start` over line[next], line[next + step], … until `reach` is used up; returns the points passed.
std::vector<Point> walk(const std::vector<Point>& line, Point start, std::size_t next, int step, double reach) {
  std::vector<Point> passed;
  for (; next < line.size(); next += static_cast<std::size_t>(step)) {  // below zero wraps around and ends it too
    const double length = distance(start, line[next]);
    if (length >= reach) {
      passed.push_back(between(start, line[next], reach / length));
      return passed;
    }
    passed.push_back(line[next]);
    reach -= length;
    start = line[next];
  }
  return passed;
}

std::vector<Point> stretch(const std::vector<Point>& line, std::size_t segment, double share, double reach) {
  const Point centre = between(line[segment], line[segment + 1], share);
  const std::vector<Point> back = walk(line, centre, segment, -1, reach);
  const std::vector<Point> ahead = walk(line, centre, segment + 1, 1, reach);
  std::vector<Point> points(back.rbegin(), back.rend());
  points.push_back(centre);
  points.insert(points.end(), ahead.begin(), ahead.end());
  return points;
}

}  // namespace

std::vector<std::vector<Point>> crossing_stretches(const std::vector<Point>& upper, const std::vector<Point>& lower,
                                                   double reach) {
  std::vector<std::vector<Point>> stretches;
  std::size_t first = 0;  // the first segment of `lower` that does not end before this segment of `upper` begins
  for (std::size_t i = 0; i + 1 < upper.size(); ++i) {
    while (first + 1 < lower.size() && lower[first + 1].x < upper[i].x) ++first;
    for (std::size_t k = first; k + 1 < lower.size() && lower[k].x <= upper[i + 1].x; ++k)
      if (const auto share = meeting(upper[i], upper[i + 1], lower[k], lower[k + 1]))
        stretches.push_back(stretch(upper, i, *share, reach));
  }
  return stretches;
}

}  // namespace perigee
