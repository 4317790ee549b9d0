#include "perigee/draw/dash.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace perigee {
namespace {

constexpr double kMostPieces = 65536;

double distance(Fix a, Fix b) {
  const double dx = static_cast<double>(b.x) - a.x, dy = static_cast<double>(b.y) - a.y;
  return std::sqrt(dx * dx + dy * dy);
}

double length_of(const std::vector<Fix>& line) {
  double length = 0;
  for (std::size_t i = 1; i < line.size(); ++i) length += distance(line[i - 1], line[i]);
  return length;
}

Fix part_way(Fix a, Fix b, double part) {
  return {a.x + static_cast<std::int32_t>(std::lround((b.x - a.x) * part)),
          a.y + static_cast<std::int32_t>(std::lround((b.y - a.y) * part))};
}

bool can_cut(const std::vector<std::int32_t>& pattern, double length) {
  if (std::ranges::any_of(pattern, [](std::int32_t piece) { return piece < 0; })) return false;
  const double round = std::accumulate(pattern.begin(), pattern.end(), 0.0);
  return round > 0 && length / round * static_cast<double>(pattern.size()) <= kMostPieces;
}

// Follows a line and changes between pen down and pen up as the pattern says.
class Cutter {
 public:
  Cutter(Fix start, const std::vector<std::int32_t>& pattern) : pattern_(pattern), left_(pattern[0]) {
    pieces_.push_back({start});
  }

  void go(Fix from, Fix to) {
    const double length = distance(from, to);
    double gone = 0;
    while (length - gone > left_) {
      gone += left_;
      change(part_way(from, to, gone / length));
    }
    left_ -= length - gone;
    if (drawing()) pieces_.back().push_back(to);
  }

  std::vector<std::vector<Fix>> take() { return std::move(pieces_); }

 private:
  bool drawing() const { return at_ % 2 == 0; }

  void change(Fix point) {
    if (drawing()) pieces_.back().push_back(point);
    at_ = (at_ + 1) % pattern_.size();
    left_ = pattern_[at_];
    if (drawing()) pieces_.push_back({point});
  }

  const std::vector<std::int32_t>& pattern_;
  std::size_t at_ = 0;
  double left_;
  std::vector<std::vector<Fix>> pieces_;
};

}  // namespace

std::vector<std::vector<Fix>> dashes(std::vector<Fix> line, bool closed, std::vector<std::int32_t> pattern) {
  if (closed) line.push_back(line.front());
  if (pattern.size() % 2 == 1) pattern.insert(pattern.end(), pattern.begin(), pattern.end());
  if (!can_cut(pattern, length_of(line))) return {line};
  Cutter cutter(line.front(), pattern);
  for (std::size_t i = 1; i < line.size(); ++i) cutter.go(line[i - 1], line[i]);
  return cutter.take();
}

}  // namespace perigee
