// MapView: which part of the world a map shows and where, and the quiet ground that it gives the circles.
#pragma once

#include "perigee/layout/pen.h"
#include "perigee/layout/scale.h"

namespace perigee {

struct MapView {
  Box box;                      // of the picture; nothing is drawn outside of it
  LinearScale x, y;             // from the projection to pixels
  double south = 0, north = 0;  // latitudes at which the world is cut
  bool is_whole = true;         // else a part of it fills the box
  double centre = 0;            // meridian of a part, counted from the middle of the world

  Point at(double longitude, double latitude) const;
  Point placed(const Point& of_world) const;  // of a point of the projection
};

// The whole world, or the part around the places where they keep to one.
MapView map_view(const Symbols& symbols, const Box& content);

// How high the whole world is in this width.
double world_height(const Symbols& symbols, double width);

// Sea, land and borders. Never coloured by data: an area would speak louder than the number in it.
void draw_ground(const MapView& view, Pen& pen);

}  // namespace perigee
