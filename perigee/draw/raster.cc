#include "perigee/draw/raster.h"

#include <utility>

namespace perigee {
namespace {

constexpr std::int32_t kWidest = 64 * kOne;  // of a ring that is worth a stamp
constexpr std::int32_t kShort = 1 << 15;     // of an edge whose width times height fits 32 bits

Fix limited(Fix point) {
  return {std::clamp(point.x, -kFarthest, kFarthest), std::clamp(point.y, -kFarthest, kFarthest)};
}

// The quotient rounded down, and what is left. The divisor is positive.
template <typename Int>
struct Quotient {
  Int floor, rest;
  Quotient() : floor(0), rest(0) {}
  Quotient(Int dividend, Int divisor) : floor(dividend / divisor), rest(dividend % divisor) {
    if (rest < 0) {
      --floor;
      rest += divisor;
    }
  }
};

// The points base + ⌊(offset + i · step) / length⌋ on a slope for i = 0, 1, …, count − 1, with two divisions in all,
// and with one where there is but one point.
template <typename Int>
class Slope {
 public:
  Slope(std::int32_t base, Int offset, Int step, Int length, int count)
      : at_(offset, length), base_(base), length_(length) {
    if (count > 1) step_ = {step, length};
  }

  std::int32_t value() const { return base_ + static_cast<std::int32_t>(at_.floor); }

  void advance() {
    at_.floor += step_.floor;
    at_.rest += step_.rest;
    if (at_.rest < length_) return;
    at_.rest -= length_;
    ++at_.floor;
  }

 private:
  Quotient<Int> at_, step_;
  std::int32_t base_;
  Int length_;
};

// Where an edge that runs to the right crosses the upright line at x, and one that runs down the level line at y.
std::int32_t y_at(std::int32_t x, Fix from, Fix to) {
  const Quotient<std::int64_t> cut(static_cast<std::int64_t>(to.y - from.y) * (x - from.x), to.x - from.x);
  return from.y + static_cast<std::int32_t>(cut.floor);
}

std::int32_t x_at(std::int32_t y, Fix from, Fix to) { return y_at(y, {from.y, from.x}, {to.y, to.x}); }

}  // namespace

Raster::Raster(int width, int height, int band_rows)
    : width_(width),
      height_(height),
      band_rows_(std::max(1, std::min(band_rows, height))),
      stride_(static_cast<std::size_t>(width) + 2),
      words_((stride_ + kBits - 1) / kBits),
      cells_(stride_ * static_cast<std::size_t>(band_rows_)),
      touched_(words_ * static_cast<std::size_t>(band_rows_)) {}

Raster::Extent Raster::extent_of(const Ring& ring) {
  Extent extent;
  for (const Fix& point : ring) {
    const Fix at = limited(point);
    extent.corner = {std::min(extent.corner.x, at.x), std::min(extent.corner.y, at.y)};
    extent.opposite = {std::max(extent.opposite.x, at.x), std::max(extent.opposite.y, at.y)};
  }
  return extent;
}

Raster::Rows Raster::measure(const Path& path) {
  Rows all{height_, 0};
  std::int32_t left = width_, right = 0;
  extents_.clear();
  for (const Ring& ring : path) {
    Extent& extent = extents_.emplace_back(extent_of(ring));
    const Fix corner = extent.corner, opposite = extent.opposite;
    if (corner.y >= opposite.y) continue;  // no height
    extent.rows = {std::max(corner.y >> 8, 0), std::min(((opposite.y - 1) >> 8) + 1, height_)};
    if (extent.rows.first >= extent.rows.end) continue;
    all = {std::min(all.first, extent.rows.first), std::max(all.end, extent.rows.end)};
    left = std::min(left, corner.x >> 8);
    right = std::max(right, (opposite.x >> 8) + 1);  // an edge adds to the cell after its own, too
  }
  first_word_ = static_cast<std::size_t>(std::max(left, 0)) / kBits;
  end_word_ = static_cast<std::size_t>(std::clamp(right, 0, width_ + 1)) / kBits + 1;
  return all;
}

void Raster::accumulate(const Path& path) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Extent& extent = extents_[i];
    if (extent.rows.first >= bottom_ || extent.rows.end <= top_) continue;
    const Ring& ring = path[i];
    const Stamp* const stamp = may_be_stamped(extent) ? stamps_.find(ring, cut) : nullptr;
    stamp != nullptr ? add(*stamp, {ring.front().x >> 8, ring.front().y >> 8}) : add(ring);
  }
}

// Whether the ring is small, and on the canvas from left to right.
bool Raster::may_be_stamped(const Extent& extent) const {
  const auto& [rows, corner, opposite] = extent;
  return corner.x >= 0 && opposite.x < width_ * kOne && opposite.x - corner.x <= kWidest &&
         opposite.y - corner.y <= kWidest;
}

// The cells that the edges of the shape add to, on a canvas just large enough.
Stamp Raster::cut(const Ring& shape) {
  const auto [rows, corner, opposite] = extent_of(shape);
  const std::int32_t x = corner.x >> 8, y = corner.y >> 8;
  const int height = (opposite.y >> 8) - y + 1;
  Raster canvas((opposite.x >> 8) - x + 1, height, height);
  canvas.bottom_ = height;
  canvas.add(moved(shape, {-x * kOne, -y * kOne}));
  Stamp stamp;
  for (std::size_t cell = 0; cell < canvas.cells_.size(); ++cell) {
    if (canvas.cells_[cell] == 0) continue;
    const auto row = static_cast<std::int32_t>(cell / canvas.stride_),
               column = static_cast<std::int32_t>(cell % canvas.stride_);
    stamp.push_back({x + column, y + row, canvas.cells_[cell]});
  }
  return stamp;
}

void Raster::add(const Stamp& stamp, Fix pixel) {
  for (const auto& [x, y, value] : stamp) {
    const std::int32_t line = pixel.y + y, column = pixel.x + x;
    if (line >= bottom_) return;
    if (line >= top_) row(line).add(static_cast<std::size_t>(column), value);
  }
}

void Raster::add(const Ring& ring) {
  Fix last = limited(ring.back());
  for (const Fix& point : ring) {
    const Fix next = limited(point);
    add(last, next);
    last = next;
  }
}

// Cuts an edge into the rows of the band, one that is short by the processor's faster division. Every cut lies on the
// whole edge, whichever row comes first.
void Raster::add(Fix from, Fix to) {
  if (from.y == to.y) return;
  int sign = 1;
  if (from.y > to.y) {
    std::swap(from, to);
    sign = -1;
  }
  const int first = std::max(from.y >> 8, top_), last = std::min((to.y - 1) >> 8, bottom_ - 1);
  if (first > last || std::min(from.x, to.x) >= width_ * kOne) return;
  const bool ends_here = to.y <= (last + 1) * kOne;
  const Rows crossed{first, ends_here ? last : last + 1};
  const bool is_short = std::abs(to.x - from.x) < kShort && to.y - from.y < kShort;
  const Fix rest =
      is_short ? add_rows<std::int32_t>({from, to}, crossed, sign) : add_rows<std::int64_t>({from, to}, crossed, sign);
  if (ends_here) add_in_row(last, {rest, to}, sign);
}

// Adds what lies in rows that the edge leaves at their lower end, and returns where it does so last. Int holds the
// edge's width times its height.
template <typename Int>
Fix Raster::add_rows(Edge edge, Rows rows, int sign) {
  const auto [from, to] = edge;
  Fix start = from;
  if (from.y < rows.first * kOne) start = {x_at(rows.first * kOne, from, to), rows.first * kOne};
  if (rows.first == rows.end) return start;
  const Int dx = to.x - from.x, dy = to.y - from.y;
  Slope<Int> crossing(from.x, dx * ((rows.first + 1) * kOne - from.y), dx * kOne, dy, rows.end - rows.first);
  for (int y = rows.first; y < rows.end; ++y, crossing.advance()) {
    const Fix end{crossing.value(), (y + 1) * kOne};
    add_in_row(y, {start, end}, sign);
    start = end;
  }
  return start;
}

// Clips to the canvas: what lies to the left counts as if on the left border, what lies to the right not at all.
void Raster::add_in_row(int y, Edge edge, int sign) {
  const std::int32_t right = width_ * kOne, above = y * kOne;
  Fix a{edge.from.x, edge.from.y - above}, b{edge.to.x, edge.to.y - above};
  if (a.x > b.x) {  // from left to right, whatever way the edge runs
    std::swap(a, b);
    sign = -sign;
  }
  if (a.x >= 0 && b.x <= right) [[likely]]
    return row(y).add({a, b}, sign);
  if (a.x >= right) return;
  if (b.x <= 0) return row(y).put(0, sign * (b.y - a.y), 0);
  const Fix left_cut = a.x < 0 ? Fix{0, y_at(0, a, b)} : a;
  const Fix right_cut = b.x > right ? Fix{right, y_at(right, a, b)} : b;
  if (a.x < 0) row(y).put(0, sign * (left_cut.y - a.y), 0);
  row(y).add({left_cut, right_cut}, sign);
}

inline void Raster::Row::add(Edge edge, int sign) const {
  const auto [a, b] = edge;
  const std::int32_t first = a.x >> 8, last = b.x >> 8;
  const auto add_cell = [&](std::int32_t cell, std::int32_t dy, std::int32_t left, std::int32_t right) {
    put(static_cast<std::size_t>(cell), sign * dy, sign * dy * (left + right));
  };
  if (first == last) return add_cell(first, b.y - a.y, a.x & 255, b.x & 255);
  const std::int32_t dx = b.x - a.x, dy = b.y - a.y;
  Slope<std::int32_t> crossing(a.y, dy * ((first + 1) * kOne - a.x), dy * kOne, dx, last - first);
  std::int32_t y = a.y, left = a.x & 255;
  for (std::int32_t cell = first; cell < last; ++cell, crossing.advance()) {
    add_cell(cell, crossing.value() - y, left, kOne);
    y = crossing.value();
    left = 0;
  }
  if (b.y != y) add_cell(last, b.y - y, 0, b.x & 255);
}

}  // namespace perigee
