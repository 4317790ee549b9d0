#include "perigee/draw/raster.h"

#include <limits>
#include <utility>

namespace perigee {
namespace {

Fix limited(Fix point) {
  return {std::clamp(point.x, -kFarthest, kFarthest), std::clamp(point.y, -kFarthest, kFarthest)};
}

// Points on a slope, one after the other at equal distances: base + ⌊(offset + i · step) / length⌋ without a division
// for each. The length is positive.
class Slope {
 public:
  Slope(std::int64_t base, std::int64_t offset, std::int64_t step, std::int64_t length)
      : value_(base + floor_divide(offset, length)),
        rest_(offset - floor_divide(offset, length) * length),
        step_(floor_divide(step, length)),
        step_rest_(step - floor_divide(step, length) * length),
        length_(length) {}

  std::int32_t value() const { return static_cast<std::int32_t>(value_); }

  void advance() {
    value_ += step_;
    rest_ += step_rest_;
    if (rest_ >= length_) {
      rest_ -= length_;
      ++value_;
    }
  }

 private:
  static std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

  std::int64_t value_, rest_, step_, step_rest_, length_;
};

// The height at which an edge crosses the upright line at x.
std::int32_t y_at(std::int32_t x, Fix from, Fix to) {
  return Slope(from.y, static_cast<std::int64_t>(to.y - from.y) * (x - from.x), 0, to.x - from.x).value();
}

}  // namespace

Raster::Raster(int width, int height, int band_rows)
    : width_(width),
      height_(height),
      band_rows_(std::max(1, std::min(band_rows, height))),
      stride_(static_cast<std::size_t>(width) + 2),
      words_((stride_ + kBits - 1) / kBits),
      cells_(stride_ * static_cast<std::size_t>(band_rows_)),
      touched_(words_ * static_cast<std::size_t>(band_rows_)) {}

Raster::Rows Raster::rows_of(const Path& path) const {
  std::int32_t top = std::numeric_limits<std::int32_t>::max(), bottom = std::numeric_limits<std::int32_t>::min();
  for (const Ring& ring : path) {
    for (const Fix& point : ring) {
      top = std::min(top, point.y);
      bottom = std::max(bottom, point.y);
    }
  }
  if (top >= bottom) return {};
  return {std::max(top >> 8, 0), std::min(((bottom - 1) >> 8) + 1, height_)};
}

void Raster::accumulate(const Path& path) {
  for (const Ring& ring : path) {
    if (ring.empty()) continue;
    Fix last = limited(ring.back());
    for (const Fix& point : ring) add(last, limited(point)), last = limited(point);
  }
}

// Cuts an edge into the rows of the band. Every cut lies on the whole edge, whichever row comes first.
void Raster::add(Fix from, Fix to) {
  if (from.y == to.y) return;
  int sign = 1;
  if (from.y > to.y) {
    std::swap(from, to);
    sign = -1;
  }
  const int first = std::max(from.y >> 8, top_), last = std::min((to.y - 1) >> 8, bottom_ - 1);
  if (first > last || std::min(from.x, to.x) >= width_ * kOne) return;
  const std::int64_t dx = to.x - from.x, dy = to.y - from.y;
  Slope crossing(from.x, dx * ((first + 1) * kOne - from.y), dx * kOne, dy);
  Fix start = from;
  if (from.y < first * kOne) start = {Slope(from.x, dx * (first * kOne - from.y), 0, dy).value(), first * kOne};
  for (int y = first; y <= last; ++y, crossing.advance()) {
    const Fix end = to.y <= (y + 1) * kOne ? to : Fix{crossing.value(), (y + 1) * kOne};
    add_in_row(y, {start, end}, sign);
    start = end;
  }
}

// Clips to the canvas: what lies to the left counts as if on the left border, what lies to the right not at all.
void Raster::add_in_row(int y, Edge edge, int sign) {
  const std::int32_t right = width_ * kOne, above = y * kOne;
  Fix a{edge.from.x, edge.from.y - above}, b{edge.to.x, edge.to.y - above};
  if (a.x > b.x) {  // from left to right, whatever way the edge runs
    std::swap(a, b);
    sign = -sign;
  }
  const std::size_t row = static_cast<std::size_t>(y - top_);
  if (a.x >= right) return;
  if (b.x <= 0) return put(row, 0, sign * (b.y - a.y), 0);
  const Fix left_cut = a.x < 0 ? Fix{0, y_at(0, a, b)} : a;
  const Fix right_cut = b.x > right ? Fix{right, y_at(right, a, b)} : b;
  if (a.x < 0) put(row, 0, sign * (left_cut.y - a.y), 0);
  add_cells(row, {left_cut, right_cut}, sign);
}

// Adds an edge that lies in one row and inside the canvas and runs from left to right.
void Raster::add_cells(std::size_t row, Edge edge, int sign) {
  const auto [a, b] = edge;
  const std::int32_t first = a.x >> 8, last = b.x >> 8;
  const auto add_cell = [&](std::int32_t cell, std::int32_t dy, std::int32_t left, std::int32_t right) {
    put(row, static_cast<std::size_t>(cell), sign * dy, sign * dy * (left + right));
  };
  if (first == last) return add_cell(first, b.y - a.y, a.x & 255, b.x & 255);
  const std::int64_t dx = b.x - a.x, dy = b.y - a.y;
  Slope crossing(a.y, dy * ((first + 1) * kOne - a.x), dy * kOne, dx);
  std::int32_t y = a.y, left = a.x & 255;
  for (std::int32_t cell = first; cell < last; ++cell, crossing.advance()) {
    add_cell(cell, crossing.value() - y, left, kOne);
    y = crossing.value();
    left = 0;
  }
  if (b.y != y) add_cell(last, b.y - y, 0, b.x & 255);
}

// `cover` is the height that the edge passes in the pixel, of 256; `area`, of 2 · 256 · 256, what lies to its left.
void Raster::put(std::size_t row, std::size_t x, std::int32_t cover, std::int32_t area) {
  std::uint32_t* cells = &cells_[row * stride_ + x];
  cells[0] += static_cast<std::uint32_t>(cover * 2 * kOne - area);
  touch(row, x);
  if (area == 0) return;
  cells[1] += static_cast<std::uint32_t>(area);
  touch(row, x + 1);
}

}  // namespace perigee
