// Names of coloured groups: beside their marks where there is a free place for all, else in a row above the plot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "perigee/layout/pen.h"
#include "perigee/layout/place.h"

namespace perigee {

struct GroupName {
  std::string name, note;  // the note is muted: "357"
  Paint swatch, ink;
  Point near;  // where the name would like to stand, beside the group's marks
};

// The box of this size that is nearest to a point and free of ink; nothing if there is none within `field`.
std::optional<Box> free_place(const InkSums& ink, const Box& field, double width, double height, Point near);

// Draws every name in a free place of the field and returns their boxes, or none of them: nothing. A name farther from
// where it would like to stand than `reach`, a share of the field's diagonal, would be read as another group's.
std::optional<std::vector<Box>> draw_names_beside(const std::vector<GroupName>& names, const Box& field, double reach,
                                                  Occupancy taken, Pen& pen);

// Rows of swatches with names; those that don't fit into `most` rows are left out.
inline constexpr std::size_t kMostKeyRows = 3;
inline constexpr double kBelowKey = 6;
double key_height(const std::vector<GroupName>& names, double width);
void draw_key(const std::vector<GroupName>& names, const Box& room, Pen& pen);

}  // namespace perigee
