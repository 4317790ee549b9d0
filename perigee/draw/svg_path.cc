#include "perigee/draw/svg_path.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "perigee/draw/thin.h"

namespace perigee {
namespace {

// Half a pixel is not seen along a coast or a curve of data, but it is on a dot: small shapes keep their form.
constexpr std::int32_t kTolerance = kOne / 2;
constexpr std::int32_t kSmallShapes = 64;  // this part of a shape's extent is not seen either

std::int32_t tolerance_of(const std::vector<Fix>& line) {
  const auto [left, right] = std::ranges::minmax(line, {}, &Fix::x);
  const auto [top, bottom] = std::ranges::minmax(line, {}, &Fix::y);
  return std::min(kTolerance, std::max(right.x - left.x, bottom.y - top.y) / kSmallShapes);
}

// Tenths of a pixel, in which all steps are counted, so that rounding does not add up along a line.
std::int32_t tenths(std::int32_t length) {
  const std::int64_t product = std::int64_t{length} * 10;
  return static_cast<std::int32_t>((product + (product < 0 ? -kOne / 2 : kOne / 2)) / kOne);
}

std::string tenths_text(std::int32_t tenths) {
  const std::int32_t size = std::abs(tenths);
  std::string text = tenths < 0 ? "-" : "";
  if (size >= 10 || size == 0) text += std::to_string(size / 10);
  if (size % 10 != 0) text += "." + std::to_string(size % 10);
  return text;
}

void append_pair(std::string& d, std::int32_t x, std::int32_t y) {
  d += tenths_text(x);
  if (y >= 0) d += ' ';
  d += tenths_text(y);
}

// Appends one line by relative steps.
void append_line(std::string& d, const std::vector<Fix>& line, bool closed) {
  if (line.empty()) return;
  Fix last{tenths(line.front().x), tenths(line.front().y)};
  d += 'M';
  append_pair(d, last.x, last.y);
  for (const Fix& point : thinned(line, tolerance_of(line))) {
    const Fix next{tenths(point.x), tenths(point.y)};
    const std::int32_t dx = next.x - last.x, dy = next.y - last.y;
    last = next;
    if (dx == 0 && dy == 0) continue;
    if (dy == 0) {
      d += 'h' + tenths_text(dx);
    } else if (dx == 0) {
      d += 'v' + tenths_text(dy);
    } else {
      d += 'l';
      append_pair(d, dx, dy);
    }
  }
  if (closed) d += 'z';
}

struct Box {
  std::int32_t left, top, right, bottom;
};

Box box_of(const Ring& ring) {
  const auto [left, right] = std::ranges::minmax(ring, {}, &Fix::x);
  const auto [top, bottom] = std::ranges::minmax(ring, {}, &Fix::y);
  return {left.x, top.y, right.x, bottom.y};
}

// Four corners of the box, each in one line with the next.
bool is_rectangle(const Ring& ring, Box box) {
  if (ring.size() != 4) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    const Fix here = ring[i], next = ring[(i + 1) % 4];
    const bool corner = (here.x == box.left || here.x == box.right) && (here.y == box.top || here.y == box.bottom);
    if (!corner || (here.x == next.x) == (here.y == next.y)) return false;
  }
  return ring[0] != ring[2];
}

// All points at one distance from the middle, as disc() makes them.
bool is_circle(const Ring& ring, Box box) {
  if (ring.size() < 8 || box.right - box.left != box.bottom - box.top) return false;
  const double radius = (box.right - box.left) / 2.0;
  const double x = (box.left + box.right) / 2.0, y = (box.top + box.bottom) / 2.0;
  return std::ranges::all_of(ring, [&](Fix p) {
    const double dx = p.x - x, dy = p.y - y;
    return std::abs(std::sqrt(dx * dx + dy * dy) - radius) <= 2;
  });
}

std::string attribute(const char* name, std::int32_t tenths) {
  return std::string(" ") + name + "=\"" + tenths_text(tenths) + '"';
}

std::string rectangle_text(Box box) {
  const std::int32_t x = tenths(box.left), y = tenths(box.top);
  return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", tenths(box.right) - x) +
         attribute("height", tenths(box.bottom) - y);
}

std::string circle_text(Box box) {
  return "<circle" + attribute("cx", tenths(box.left + (box.right - box.left) / 2)) +
         attribute("cy", tenths(box.top + (box.bottom - box.top) / 2)) +
         attribute("r", tenths((box.right - box.left) / 2));
}

}  // namespace

std::string svg_number(std::int32_t length) { return tenths_text(tenths(length)); }

std::string svg_line(const std::vector<Fix>& line, bool closed) {
  std::string d;
  append_line(d, line, closed);
  return d;
}

std::string svg_path(const Path& path) {
  std::string d;
  for (const Ring& ring : path) append_line(d, ring, true);
  return d;
}

std::string svg_shape(const Ring& ring) {
  if (!ring.empty()) {
    const Box box = box_of(ring);
    if (is_rectangle(ring, box)) return rectangle_text(box);
    if (is_circle(ring, box)) return circle_text(box);
  }
  return "<path d=\"" + svg_line(ring, true) + '"';
}

}  // namespace perigee
