// Where nothing has been drawn yet: a coarse bitmap of the marks and labels, and its summed-area table.
//
// The idea is that of Kittivorawong, Moritz, Wongsuphasawat and Heer 2020 ("Fast and flexible overlap detection for
// chart labeling with occupancy bitmap"); any box is asked for its ink in constant time.
#pragma once

#include <cstdint>
#include <vector>

#include "perigee/chart/chart.h"
#include "perigee/layout/box.h"

namespace perigee {

// A bitmap of square cells, 4 logical pixels wide unless told. Whatever lies outside of its area is ignored.
class Occupancy {
 public:
  explicit Occupancy(const Box& area, double cell = 4);

  void add(const Box& box);
  void add(Point centre, double radius);         // a disc
  void add(Point from, Point to, double width);  // a line

 private:
  friend class InkSums;
  Box area_;
  double cell_;
  int columns_, rows_;
  std::vector<std::uint8_t> cells_;
};

// A finished occupancy, ready for questions. Immutable.
class InkSums {
 public:
  explicit InkSums(const Occupancy& occupancy);

  // Cells with ink that the box touches. A box that leaves the area is all ink.
  int ink(const Box& box) const;

 private:
  int sum(int column, int row) const;

  Box area_;
  double cell_;
  int columns_, rows_;
  std::vector<std::int32_t> sums_;
};

}  // namespace perigee
