// World: the coasts and borders behind a map, and where on it a place lies.
//
// Everything is in the Equal Earth projection (Šavrič, Patterson, Jenny 2018), which keeps areas, turned so that 11° E
// is in the middle: the edge then runs through the Bering Sea and cuts no continent. x is to the right, y upwards, half
// the width of the world is 1. Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "perigee/chart/chart.h"

namespace perigee {

struct World {
  std::vector<std::vector<Point>> land;     // rings, closed without repeating the first point; no Antarctica
  std::vector<std::vector<Point>> borders;  // lines between countries
};
World world();  // decoded from the embedded file on each call

// Degrees, north and east positive; any longitude, latitudes within ± 90.
Point equal_earth(double longitude, double latitude);

// Where the meridian, counted from the middle, is at that height of the projection. Taken off x, it makes it the middle
// of a map of a part of the world: upright there, and equal-area still.
double meridian(double longitude_from_middle, double y);

// A longitude counted from the middle, within ± 180°.
double from_middle(double longitude);

// The edge of the world between two latitudes, as a ring.
std::vector<Point> globe(double south, double north);

// The embedded file.
std::span<const std::uint8_t> world_file();

}  // namespace perigee
