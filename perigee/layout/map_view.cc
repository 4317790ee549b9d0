#include "perigee/layout/map_view.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "perigee/layout/clip.h"
#include "perigee/layout/world.h"

namespace perigee {
namespace {

constexpr double kMiddle = 11, kSouth = -57, kNorth = 84, kBeyond = 3;  // degrees; no land but Antarctica lies beyond
constexpr double kAround = 0.3;                                         // of the places' extent is added on each side
constexpr double kMostZoom = 9;           // beyond it the coasts, simplified for the whole world, show their corners
constexpr double kPartOfTheWorld = 0.62;  // of its width: places that need more are shown on the whole
constexpr double kFinest = 0.4;           // pixels between two points of a coast
constexpr double kBorder = 0.7;

struct Extent {
  double least = std::numeric_limits<double>::infinity(), most = -least;

  void add(double value) { least = std::min(least, value), most = std::max(most, value); }
  double size() const { return most - least; }
  double middle() const { return (least + most) / 2; }
};

struct Area {  // of the projection
  Extent x, y;
};

double height_of(double latitude) { return equal_earth(kMiddle, latitude).y; }

// The meridian half-way between the westernmost and the easternmost place.
double centre_of(const std::vector<MapPlace>& places) {
  Extent longitudes;
  for (const MapPlace& place : places) longitudes.add(from_middle(place.longitude));
  return longitudes.middle();
}

// With the meridian in the middle.
Area area_of(const std::vector<MapPlace>& places, double centre) {
  Area area;
  for (const MapPlace& place : places) {
    const Point at = equal_earth(place.longitude, place.latitude);
    area.x.add(at.x - meridian(centre, at.y));
    area.y.add(at.y);
  }
  return area;
}

// A stretch of this length around the middle, moved so that it keeps within the limits.
Extent around(double middle, double length, Extent limits) {
  const double room = std::max(0.0, limits.size() - length) / 2;
  const double centre = std::clamp(middle, limits.middle() - room, limits.middle() + room);
  return {centre - length / 2, centre + length / 2};
}

// Where the world is cut: beyond the inhabited land, or the places if they lie farther out.
Extent latitudes_of(const Symbols& symbols) {
  Extent latitudes{kSouth, kNorth};
  for (const MapPlace& place : symbols.places) {
    latitudes.add(std::max(-90.0, place.latitude - kBeyond));
    latitudes.add(std::min(90.0, place.latitude + kBeyond));
  }
  return latitudes;
}

Area area_of(const Extent& latitudes) { return {{-1, 1}, {height_of(latitudes.least), height_of(latitudes.most)}}; }

// As large as the box allows; below the world there is room for the key.
MapView whole_view(const Area& world, const Box& content) {
  const double scale = std::min(content.width() / world.x.size(), content.height() / world.y.size());
  const double centre = (content.left + content.right) / 2, half = scale * world.x.size() / 2;
  const double bottom = content.top + scale * world.y.size();
  MapView view{.box = {centre - half, content.top, centre + half, bottom}, .x = {}, .y = {}};
  view.x = {world.x.least, world.x.most, view.box.left, view.box.right};
  view.y = {world.y.least, world.y.most, view.box.bottom, view.box.top};
  return view;
}

MapView part_view(const Area& places, const Area& world, double centre, double scale, const Box& content) {
  const Extent y = around(places.y.middle(), content.height() / scale, world.y);
  const double shift = meridian(centre, y.middle());
  const Extent x = around(places.x.middle(), content.width() / scale, {world.x.least - shift, world.x.most - shift});
  return {.box = content,
          .x = {x.least, x.most, content.left, content.right},
          .y = {y.least, y.most, content.bottom, content.top},
          .is_whole = false,
          .centre = centre};
}

// Points closer to the last one than can be seen are left out.
std::vector<Point> line_on(const MapView& view, const std::vector<Point>& line) {
  std::vector<Point> points;
  for (const Point& point : line) {
    const Point at = view.placed(point);
    const bool is_seen =
        points.empty() || std::abs(at.x - points.back().x) > kFinest || std::abs(at.y - points.back().y) > kFinest;
    if (is_seen) points.push_back(at);
  }
  return points;
}

void draw_sea(const MapView& view, Pen& pen) {
  const Paint sea{.ink = Ink::sea};
  if (!view.is_whole) return pen.fill(view.box, sea);
  std::vector<Point> ring = globe(view.south, view.north);
  for (Point& point : ring) point = {view.x(point.x), view.y(point.y)};
  pen.fill(ring, sea);
}

}  // namespace

Point MapView::at(double longitude, double latitude) const { return placed(equal_earth(longitude, latitude)); }

Point MapView::placed(const Point& of_world) const {
  const double shift = is_whole ? 0 : meridian(centre, of_world.y);
  return {x(of_world.x - shift), y(of_world.y)};
}

double world_height(const Symbols& symbols, double width) {
  const Area world = area_of(latitudes_of(symbols));
  return width / world.x.size() * world.y.size();
}

MapView map_view(const Symbols& symbols, const Box& content) {
  const Extent latitudes = latitudes_of(symbols);
  const Area world = area_of(latitudes);
  const MapView whole = whole_view(world, content);
  MapView view = whole;
  if (!symbols.places.empty()) {
    const double centre = centre_of(symbols.places);
    const Area places = area_of(symbols.places, centre);
    const double usual = whole.box.width() / world.x.size(), share = 1 + 2 * kAround;
    const double scale = std::min(
        {content.width() / (share * places.x.size()), content.height() / (share * places.y.size()), kMostZoom * usual});
    const bool is_part =
        content.width() / scale < kPartOfTheWorld * world.x.size() && content.height() / scale <= world.y.size();
    if (is_part) view = part_view(places, world, centre, scale, content);
  }
  view.south = latitudes.least, view.north = latitudes.most;
  return view;
}

void draw_ground(const MapView& view, Pen& pen) {
  draw_sea(view, pen);
  const World map = world();
  std::vector<std::vector<Point>> land;
  for (const std::vector<Point>& ring : map.land) {
    std::vector<Point> visible = clipped_ring(line_on(view, ring), view.box);
    if (visible.size() > 2) land.push_back(std::move(visible));
  }
  pen.fill(land, {.ink = Ink::land});
  for (const std::vector<Point>& border : map.borders)
    for (const std::vector<Point>& piece : clipped_line(line_on(view, border), view.box))
      pen.line(piece, {.width = kBorder, .paint = {.ink = Ink::border}, .cap = Cap::butt});
}

}  // namespace perigee
