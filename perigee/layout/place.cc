#include "perigee/layout/place.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perigee {
namespace {

int cell_count(double length, double cell) { return std::max(1, static_cast<int>(std::ceil(length / cell))); }

// The cell that holds a distance given in cells, and the one after it; limited to [0, count].
int cell_of(double cells, int count) {
  return static_cast<int>(std::clamp(std::floor(cells), 0.0, static_cast<double>(count)));
}
int cell_after(double cells, int count) {
  return static_cast<int>(std::clamp(std::ceil(cells), 0.0, static_cast<double>(count)));
}

struct CellSpan {
  int left, top, right, bottom;  // the last two exclusive
};

CellSpan cells_of(const Box& box, const Box& area, double cell, int columns, int rows) {
  return {cell_of((box.left - area.left) / cell, columns), cell_of((box.top - area.top) / cell, rows),
          cell_after((box.right - area.left) / cell, columns), cell_after((box.bottom - area.top) / cell, rows)};
}

}  // namespace

Occupancy::Occupancy(const Box& area, double cell)
    : area_(area),
      cell_(cell),
      columns_(cell_count(area.width(), cell)),
      rows_(cell_count(area.height(), cell)),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void Occupancy::add(const Box& box) {
  const auto [left, top, right, bottom] = cells_of(box, area_, cell_, columns_, rows_);
  for (int row = top; row < bottom; ++row)
    for (int column = left; column < right; ++column)
      cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)] = 1;
}

void Occupancy::add(Point centre, double radius) {
  const int slices = static_cast<int>(std::ceil(2 * radius / cell_));
  for (int i = 0; i < slices; ++i) {
    const double top = -radius + i * cell_, bottom = std::min(top + cell_, radius),
                 nearest = std::clamp(0.0, top, bottom);
    const double half = std::sqrt(radius * radius - nearest * nearest);
    add(Box{centre.x - half, centre.y + top, centre.x + half, centre.y + bottom});
  }
}

void Occupancy::add(Point from, Point to, double width) {
  const double dx = to.x - from.x, dy = to.y - from.y;
  const int steps = std::max(1, static_cast<int>(std::ceil(std::max(std::abs(dx), std::abs(dy)) / (cell_ / 2))));
  for (int i = 0; i <= steps; ++i) {
    const double x = from.x + dx * i / steps, y = from.y + dy * i / steps;
    add(Box{x, y, x, y}.grown(width / 2));
  }
}

InkSums::InkSums(const Occupancy& occupancy)
    : area_(occupancy.area_),
      cell_(occupancy.cell_),
      columns_(occupancy.columns_),
      rows_(occupancy.rows_),
      sums_(static_cast<std::size_t>(columns_ + 1) * static_cast<std::size_t>(rows_ + 1)) {
  const auto stride = static_cast<std::size_t>(columns_) + 1;
  for (std::size_t row = 0, cell = 0; row < static_cast<std::size_t>(rows_); ++row) {
    std::int32_t in_row = 0;
    for (std::size_t column = 1; column < stride; ++column) {
      in_row += occupancy.cells_[cell++];
      sums_[(row + 1) * stride + column] = sums_[row * stride + column] + in_row;
    }
  }
}

int InkSums::sum(int column, int row) const {
  return sums_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_ + 1) +
               static_cast<std::size_t>(column)];
}

int InkSums::ink(const Box& box) const {
  if (!area_.contains(box)) return std::numeric_limits<int>::max();
  const auto [left, top, right, bottom] = cells_of(box, area_, cell_, columns_, rows_);
  return sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top);
}

}  // namespace perigee
