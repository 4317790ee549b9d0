#include "perigee/draw/stroke.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "perigee/draw/dash.h"
#include "perigee/layout/arc.h"

namespace perigee {
namespace {

constexpr double kMiterLimit = 4;

Direction left_of(Direction d) { return {-d.y, d.x}; }
Direction reverse(Direction d) { return {-d.x, -d.y}; }
double cross(Direction a, Direction b) { return a.x * b.y - a.y * b.x; }
double dot(Direction a, Direction b) { return a.x * b.x + a.y * b.y; }

// A straight piece of the line.
struct Leg {
  Fix from, to;
  Direction direction;
  double length = 0;
};

Leg leg_between(Fix from, Fix to) {
  const double dx = static_cast<double>(to.x) - from.x, dy = static_cast<double>(to.y) - from.y;
  const double length = std::sqrt(dx * dx + dy * dy);
  return {from, to, {dx / length, dy / length}, length};
}

Leg turned(const Leg& leg) { return {leg.to, leg.from, reverse(leg.direction), leg.length}; }

// The legs between points that differ; closed lines return to their start.
std::vector<Leg> legs_of(const std::vector<Fix>& line, bool closed) {
  std::vector<Leg> legs;
  Fix last = line.front();
  const auto go_to = [&](Fix next) {
    if (next != last) legs.push_back(leg_between(last, next));
    last = next;
  };
  std::ranges::for_each(line, go_to);
  if (closed) go_to(line.front());
  return legs;
}

// Walks along a line and leaves the points of its left edge in a ring.
class Edge {
 public:
  Edge(double half_width, Join join, Cap cap) : half_width_(half_width), join_(join), cap_(cap) {}

  // The left edge of an open line from the start of its first leg to the cap at the end of its last.
  void along(const std::vector<Leg>& legs) {
    add(legs.front().from, left_of(legs.front().direction));
    for (std::size_t i = 0; i + 1 < legs.size(); ++i) turn(legs[i], legs[i + 1]);
    end(legs.back());
  }

  void around(const std::vector<Leg>& legs) {
    for (std::size_t i = 0; i < legs.size(); ++i) turn(legs[i], legs[(i + 1) % legs.size()]);
  }

  Ring take() { return std::move(ring_); }

 private:
  void add(Fix centre, Direction side) { ring_.push_back(step_from(centre, side, half_width_)); }

  void arc(Fix centre, Direction from, Direction to) {
    add(centre, from);
    append_arc(ring_, centre, half_width_, from, to);
  }

  void turn(const Leg& before, const Leg& after) {
    const double sine = cross(before.direction, after.direction);
    if (sine > 0) return turn_inwards(before, after);
    turn_outwards(before, after);
  }

  // The crossing of both edges where the legs are long enough for it, else by way of the pivot.
  void turn_inwards(const Leg& before, const Leg& after) {
    const Direction a = before.direction, b = after.direction;
    const double inset = half_width_ * cross(a, b) / (1 + dot(a, b));
    if (inset <= std::min(before.length, after.length) / 2) return add_crossing(before.to, a, b);
    add(before.to, left_of(a));
    ring_.push_back(before.to);
    add(before.to, left_of(b));
  }

  void turn_outwards(const Leg& before, const Leg& after) {
    const Direction a = before.direction, b = after.direction;
    const double cosine = dot(a, b);
    if (join_ == Join::miter && 2 / (1 + cosine) <= kMiterLimit * kMiterLimit) return add_crossing(before.to, a, b);
    if (join_ != Join::round) {
      add(before.to, left_of(a));
    } else if (cosine < 0) {  // through the middle: a line that turns back has no shorter way
      const Direction middle = cosine < -0.9999 ? a : bisector(left_of(a), left_of(b));
      arc(before.to, left_of(a), middle);
      arc(before.to, middle, left_of(b));
    } else {
      arc(before.to, left_of(a), left_of(b));
    }
    add(before.to, left_of(b));
  }

  static Direction bisector(Direction a, Direction b) {
    const double x = a.x + b.x, y = a.y + b.y, length = std::sqrt(x * x + y * y);
    return {x / length, y / length};
  }

  void add_crossing(Fix pivot, Direction a, Direction b) {
    const Direction sum{left_of(a).x + left_of(b).x, left_of(a).y + left_of(b).y};
    ring_.push_back(step_from(pivot, sum, half_width_ / (1 + dot(a, b))));
  }

  void end(const Leg& leg) {
    const Direction ahead = leg.direction, left = left_of(ahead), right = reverse(left);
    if (cap_ == Cap::round) {
      arc(leg.to, left, ahead);
      arc(leg.to, ahead, right);
    } else if (cap_ == Cap::square) {
      add(leg.to, {left.x + ahead.x, left.y + ahead.y});
      add(leg.to, {right.x + ahead.x, right.y + ahead.y});
    } else {
      add(leg.to, left);
    }
  }

  double half_width_;
  Join join_;
  Cap cap_;
  Ring ring_;
};

std::vector<Leg> turned(const std::vector<Leg>& legs) {
  std::vector<Leg> back;
  for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg) back.push_back(turned(*leg));
  return back;
}

// Wound as the edges of lines are.
void append_dot(Path& path, Fix centre, std::int32_t half_width, Cap cap) {
  if (cap == Cap::butt) return;
  path.push_back(cap == Cap::round ? disc(centre, half_width)
                                   : rectangle({centre.x - half_width, centre.y - half_width},
                                               {centre.x + half_width, centre.y + half_width}));
  std::ranges::reverse(path.back());
}

// Both edges of a closed line are rings of their own; those of an open one meet at the caps.
void append_outline(Path& path, const Stroke& stroke, const std::vector<Fix>& line, bool closed) {
  if (line.empty()) return;
  const std::vector<Leg> legs = legs_of(line, closed);
  if (legs.empty()) return append_dot(path, line.front(), stroke.width / 2, stroke.cap);
  Edge there(stroke.width / 2.0, stroke.join, stroke.cap), back = there;
  if (!closed) {
    there.along(legs);
    there.along(turned(legs));
    path.push_back(there.take());
    return;
  }
  there.around(legs);
  back.around(turned(legs));
  path.push_back(there.take());
  path.push_back(back.take());
}

std::vector<Fix> limited(std::vector<Fix> line) {
  for (Fix& point : line) {
    point = {std::clamp(point.x, -kFarthest, kFarthest), std::clamp(point.y, -kFarthest, kFarthest)};
  }
  return line;
}

}  // namespace

Path stroke_outline(const Stroke& stroke) {
  Path path;
  if (stroke.width <= 0 || stroke.line.empty()) return path;
  const std::vector<Fix> line = limited(stroke.line);
  if (stroke.dash.empty()) {
    append_outline(path, stroke, line, stroke.closed);
    return path;
  }
  for (const std::vector<Fix>& dash : dashes(line, stroke.closed, stroke.dash)) {
    append_outline(path, stroke, dash, false);
  }
  return path;
}

Path halo_outline(const Path& path, std::int32_t radius) {
  Path halo;
  Stroke stroke{.line = {}, .closed = true, .width = 2 * radius, .dash = {}, .paint = {}};
  for (const Ring& ring : path) append_outline(halo, stroke, limited(ring), true);
  return halo;
}

}  // namespace perigee
