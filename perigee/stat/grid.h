// grid: points counted in the cells of a regular grid. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace perigee {

enum class Spacing : std::uint8_t { linear, logarithmic };

// How one side of the grid is divided: regular in the values or in their logarithms.
struct Side {
  double least = 0, most = 1;
  std::size_t cells = 1;
  Spacing spacing = Spacing::linear;

  double edge(std::size_t line) const;  // 0 … cells
};

// At most so many cells from the least to the greatest value; around a single one where there is but one. Where the
// values lie on a lattice (decimals_of) each cell holds equally many of its points: stripes would be seen as data.
// Values are there, and are positive where the spacing is logarithmic.
Side side_of(std::span<const double> values, std::size_t cells, Spacing spacing);

// Points in each cell, row by row from the least y. Both lists have one length; every value lies within its side.
std::vector<std::uint32_t> count_in_cells(const Side& x_side, const Side& y_side, std::span<const double> x,
                                          std::span<const double> y);

}  // namespace perigee
