#include "perigee/stat/grid.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "perigee/stat/cell.h"
#include "perigee/stat/numbers.h"

namespace perigee {
namespace {

double position(double value, Spacing spacing) { return spacing == Spacing::linear ? value : std::log(value); }

// The cells of some values; the greatest value lies in the last cell.
void cells_of(const Side& side, std::span<const double> values, std::span<std::uint32_t> cells) {
  const double first = position(side.least, side.spacing), last = position(side.most, side.spacing);
  const double scale = static_cast<double>(side.cells) / (last - first);
  const auto most = static_cast<double>(side.cells - 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double cell = (position(values[i], side.spacing) - first) * scale;
    cells[i] = static_cast<std::uint32_t>(std::clamp(cell, 0.0, most));
  }
}

// Cells of whole steps around the points of a lattice, unless so many points share a cell that one more is not seen.
std::optional<Side> on_lattice(double least, double most, std::size_t cells, double step) {
  constexpr double kManyPoints = 50;  // of one cell
  const double points = std::round((most - least) / step) + 1;
  const double points_a_cell = std::ceil(points / static_cast<double>(cells));
  if (points_a_cell > kManyPoints) return std::nullopt;
  const double needed = std::ceil(points / points_a_cell), start = least - step / 2;
  return Side{start, start + needed * points_a_cell * step, static_cast<std::size_t>(needed), Spacing::linear};
}

}  // namespace

double Side::edge(std::size_t line) const {
  const double share = static_cast<double>(line) / static_cast<double>(cells);
  if (spacing == Spacing::linear) return least + (most - least) * share;
  return std::exp(std::log(least) + (std::log(most) - std::log(least)) * share);
}

Side side_of(std::span<const double> values, std::size_t cells, Spacing spacing) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const auto decimals = spacing == Spacing::linear && *least < *most ? decimals_of(values) : std::nullopt;
  if (decimals)
    if (const auto side = on_lattice(*least, *most, cells, std::pow(10, -*decimals))) return *side;
  if (*least < *most) return {*least, *most, cells, spacing};
  const double around = *least == 0 ? 1 : std::abs(*least) * 0.1;
  return {*least - around, *least + around, cells, spacing};
}

std::vector<std::uint32_t> count_in_cells(const Side& x_side, const Side& y_side, std::span<const double> x,
                                          std::span<const double> y) {
  std::vector<std::uint32_t> counts(x_side.cells * y_side.cells);
  std::vector<std::uint32_t> columns(std::min(kRowsAtATime, x.size())), rows(columns.size());
  for (std::size_t begin = 0; begin < x.size(); begin += kRowsAtATime) {
    const std::size_t size = std::min(kRowsAtATime, x.size() - begin);
    cells_of(x_side, x.subspan(begin, size), columns);
    cells_of(y_side, y.subspan(begin, size), rows);
    for (std::size_t i = 0; i < size; ++i) ++counts[rows[i] * x_side.cells + columns[i]];
  }
  return counts;
}

}  // namespace perigee
