#include "perigee/layout/place.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace perigee {
namespace {

constexpr double kCell = 4;

int cell_count(double length) { return std::max(1, static_cast<int>(std::ceil(length / kCell))); }

// The cell of a coordinate, limited to [0, count].
int cell_of(double distance, int count) {
  return static_cast<int>(std::clamp(std::floor(distance / kCell), 0.0, static_cast<double>(count)));
}

int cell_after(double distance, int count) {
  return static_cast<int>(std::clamp(std::ceil(distance / kCell), 0.0, static_cast<double>(count)));
}

}  // namespace

Occupancy::Occupancy(const Box& area)
    : area_(area),
      columns_(cell_count(area.width())),
      rows_(cell_count(area.height())),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

void Occupancy::add(const Box& box) {
  const int left = cell_of(box.left - area_.left, columns_), right = cell_after(box.right - area_.left, columns_);
  const int top = cell_of(box.top - area_.top, rows_), bottom = cell_after(box.bottom - area_.top, rows_);
  for (int row = top; row < bottom; ++row)
    for (int column = left; column < right; ++column)
      cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)] = 1;
}

void Occupancy::add(Point from, Point to, double width) {
  const double dx = to.x - from.x, dy = to.y - from.y;
  const int steps = std::max(1, static_cast<int>(std::ceil(std::max(std::abs(dx), std::abs(dy)) / (kCell / 2))));
  for (int i = 0; i <= steps; ++i) {
    const double x = from.x + dx * i / steps, y = from.y + dy * i / steps;
    add(Box{x, y, x, y}.grown(width / 2));
  }
}

InkSums::InkSums(const Occupancy& occupancy)
    : area_(occupancy.area_),
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
  const int left = cell_of(box.left - area_.left, columns_), right = cell_after(box.right - area_.left, columns_);
  const int top = cell_of(box.top - area_.top, rows_), bottom = cell_after(box.bottom - area_.top, rows_);
  return sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top);
}

}  // namespace perigee
