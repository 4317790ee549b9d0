#include "perigee/layout/pen.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "perigee/layout/font.h"

namespace perigee {

Pen::Pen(int width, int height, int scale, ThemeName theme) : theme_(theme) {
  scene_.width = width * scale;
  scene_.height = height * scale;
  scene_.scale = scale;
}

Box Pen::canvas() const {
  return {0, 0, static_cast<double>(scene_.width) / scene_.scale, static_cast<double>(scene_.height) / scene_.scale};
}

double Pen::whole(double logical) const { return std::floor(device(logical) + 0.5); }

Fix Pen::position(Point point) const { return {fix(device(point.x)), fix(device(point.y))}; }

// To the quarter of a pixel, which nobody sees: few shapes of dots are left, and each is cut into pixels once.
Fix Pen::dot_position(Point point) const {
  constexpr std::int32_t kStep = kOne / 4;
  const auto rounded = [](std::int32_t at) { return (at + kStep / 2) & ~(kStep - 1); };
  const Fix at = position(point);
  return {rounded(at.x), rounded(at.y)};
}

Ring Pen::disc_about_origin(double radius) const { return perigee::disc({0, 0}, fix(device(radius))); }

void Pen::rectangle(double left, double top, double right, double bottom, Paint paint) {
  const Fix corner{fix(left), fix(top)}, opposite{fix(right), fix(bottom)};
  scene_.items.push_back(Fill{.path = {perigee::rectangle(corner, opposite)}, .paint = paint});
}

void Pen::fill(const Box& box, Paint paint) {
  const double left = whole(box.left), top = whole(box.top);
  rectangle(left, top, std::max(left + 1, whole(box.right)), std::max(top + 1, whole(box.bottom)), paint);
}

void Pen::fill(const std::vector<Point>& polygon, Paint paint) {
  Ring ring;
  for (const Point& point : polygon) ring.push_back(position(point));
  scene_.items.push_back(Fill{.path = {std::move(ring)}, .paint = paint});
}

void Pen::fill(const std::vector<std::vector<Point>>& rings, Paint paint) {
  Fill fill{.path = {}, .paint = paint, .rule = FillRule::evenodd};
  for (const std::vector<Point>& ring : rings) {
    Ring& fixed = fill.path.emplace_back();
    for (const Point& point : ring) fixed.push_back(position(point));
  }
  scene_.items.push_back(std::move(fill));
}

void Pen::fill(const std::vector<Box>& boxes, Paint paint) {
  Fill shape{.path = {}, .paint = paint};
  for (const Box& box : boxes) {
    const Fix corner{fix(whole(box.left)), fix(whole(box.top))},
        opposite{fix(whole(box.right)), fix(whole(box.bottom))};
    shape.path.push_back(perigee::rectangle(corner, opposite));
  }
  scene_.items.push_back(std::move(shape));
}

void Pen::disc(Point centre, double radius, Paint paint) {
  scene_.items.push_back(Fill{.path = {perigee::disc(position(centre), fix(device(radius)))}, .paint = paint});
}

void Pen::ring(Point centre, double radius, double width, Paint paint) {
  Stroke stroke{
      .line = perigee::disc(position(centre), fix(device(radius))), .closed = true, .dash = {}, .paint = paint};
  stroke.width = fix(device(width));
  scene_.items.push_back(std::move(stroke));
}

void Pen::piled_discs(const std::vector<Point>& centres, double radius, Paint paint) {
  const Ring disc = disc_about_origin(radius);
  for (const Point& centre : centres)
    scene_.items.push_back(Fill{.path = {moved(disc, dot_position(centre))}, .paint = paint});
}

void Pen::discs(const std::vector<Point>& centres, double radius, Paint paint) {
  const Ring disc = disc_about_origin(radius);
  Fill shape{.path = {}, .paint = paint};
  for (const Point& centre : centres) shape.path.push_back(moved(disc, dot_position(centre)));
  scene_.items.push_back(std::move(shape));
}

// The inner edges run the other way round, so that they take away what the outer ones add.
void Pen::rings(const std::vector<Point>& centres, double radius, double width, Paint paint) {
  const Ring outer = disc_about_origin(radius + width / 2);
  Ring inner = disc_about_origin(radius - width / 2);
  std::ranges::reverse(inner);
  Fill shape{.path = {}, .paint = paint};
  for (const Point& centre : centres) {
    shape.path.push_back(moved(outer, dot_position(centre)));
    shape.path.push_back(moved(inner, dot_position(centre)));
  }
  scene_.items.push_back(std::move(shape));
}

void Pen::horizontal(double y, double left, double right, double width, Paint paint) {
  const double thickness = std::max(1.0, whole(width));
  const double top = std::floor(device(y) - thickness / 2 + 0.5);
  rectangle(whole(left), top, whole(right), top + thickness, paint);
}

void Pen::vertical(double x, double top, double bottom, double width, Paint paint) {
  const double thickness = std::max(1.0, whole(width));
  const double left = std::floor(device(x) - thickness / 2 + 0.5);
  rectangle(left, whole(top), left + thickness, whole(bottom), paint);
}

void Pen::line(const std::vector<Point>& points, const LineStyle& style) {
  Stroke stroke{.line = {}, .width = fix(device(style.width)), .cap = style.cap, .dash = {}, .paint = style.paint};
  for (const Point& point : points) stroke.line.push_back(position(point));
  for (const double length : style.dash) stroke.dash.push_back(fix(device(length)));
  scene_.items.push_back(std::move(stroke));
}

Box Pen::text(const TextStyle& style, std::string_view utf8, Point at, Anchor anchor, Paint paint, double halo) {
  const std::int32_t size = fix(device(style.size));
  scene_.items.push_back(Text{.utf8 = std::string(utf8),
                              .cut = style.cut,
                              .size = size,
                              .origin = {fix(device(at.x)), fix(whole(at.y))},
                              .anchor = anchor,
                              .paint = paint,
                              .halo = fix(device(halo)),
                              .width = measure(style.cut, size, utf8),
                              .tracking = 0});
  return text_box(style, utf8, at, anchor);
}

}  // namespace perigee
