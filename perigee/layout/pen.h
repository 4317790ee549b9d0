// Pen: takes shapes in logical pixels and writes them into a scene in device pixels.
//
// The border between doubles and integers: rectangles and rules fall on whole device pixels, baselines too, all else on
// 1/256. Not thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "perigee/layout/box.h"
#include "perigee/layout/text_style.h"
#include "perigee/layout/theme.h"

namespace perigee {

struct LineStyle {
  double width = 1;
  Paint paint;
  std::vector<double> dash = {};  // on, off, …; empty: solid
  Cap cap = Cap::round;
};

class Pen {
 public:
  Pen(int width, int height, int scale, ThemeName theme);

  ThemeName theme() const { return theme_; }
  Box canvas() const;

  void fill(const Box& box, Paint paint);  // at least one device pixel wide and high
  void fill(const std::vector<Point>& polygon, Paint paint);
  void fill(const std::vector<std::vector<Point>>& rings, Paint paint);  // one shape, even-odd: holes stay open
  void fill(const std::vector<Box>& boxes, Paint paint);  // one shape; on whole device pixels, so that no seam shows
  void disc(Point centre, double radius, Paint paint);
  void ring(Point centre, double radius, double width, Paint paint);
  // Of clouds of dots, to the quarter of a device pixel.
  void piled_discs(const std::vector<Point>& centres, double radius, Paint paint);  // denser where they overlap
  // Each as one shape: where they overlap, the paint lies once.
  void discs(const std::vector<Point>& centres, double radius, Paint paint);
  void rings(const std::vector<Point>& centres, double radius, double width, Paint paint);
  void horizontal(double y, double left, double right, double width, Paint paint);
  void vertical(double x, double top, double bottom, double width, Paint paint);
  void line(const std::vector<Point>& points, const LineStyle& style);
  Box text(const TextStyle& style, std::string_view utf8, Point at, Anchor anchor, Paint paint, double halo = 0);

  Scene take() { return std::move(scene_); }

 private:
  double device(double logical) const { return logical * scene_.scale; }
  double whole(double logical) const;  // to the nearest device pixel, in device pixels
  Fix position(Point point) const;
  Fix dot_position(Point point) const;
  Ring disc_about_origin(double radius) const;                                        // flattened once for many places
  void rectangle(double left, double top, double right, double bottom, Paint paint);  // whole device pixels

  Scene scene_;
  ThemeName theme_;
};

}  // namespace perigee
