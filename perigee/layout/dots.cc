#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "perigee/layout/annotation.h"
#include "perigee/layout/group_names.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/number_plot.h"

namespace perigee {
namespace {

constexpr double kCircle = 8;  // free around a point that is annotated
constexpr double kRadius = 3.5, kLeastRadius = 1.1, kTrend = 2, kCasing = 2;
constexpr std::size_t kFew = 2000;  // dots up to which they have outlines
constexpr double kNameReach = 0.3;
constexpr std::uint8_t kClear = 120, kPaleDot = 90;

std::size_t count_of(const Dots& dots) {
  std::size_t count = 0;
  for (const DotGroup& group : dots.groups) count += group.points.size();
  return count;
}

// Many dots are smaller, so that the ink grows no faster than the picture.
double radius_of(std::size_t count) {
  if (count <= kFew) return kRadius;
  return std::max(kLeastRadius, kRadius * std::sqrt(static_cast<double>(kFew) / static_cast<double>(count)));
}

PlotValues values_of(const Dots& dots) {
  PlotValues values;
  const auto add = [&values](Point point) {
    values.x.push_back(point.x);
    values.y.push_back(point.y);
  };
  for (const DotGroup& group : dots.groups) std::ranges::for_each(group.points, add);
  for (const MarkedPoint& marked : dots.marked) add(marked.at);
  return values;
}

bool is_on(const Plot& plot, Point at) { return plot.box.grown(1).contains({at.x, at.y, at.x, at.y}); }

Paint with_alpha(Paint paint, std::uint8_t alpha) {
  paint.alpha = alpha;
  return paint;
}

// The dots of a group that lie on the picture.
struct Cloud {
  std::vector<Point> dots;
  Paint paint;
};

std::vector<Cloud> clouds_of(const Dots& dots, const Plot& plot) {
  std::vector<Cloud> clouds;
  for (const DotGroup& group : dots.groups) {
    Cloud& cloud = clouds.emplace_back(Cloud{{}, mark_paint(group.hue, group.emphasis)});
    for (const Point& point : group.points)
      if (const Point at{plot.x(point.x), plot.y(point.y)}; is_on(plot, at)) cloud.dots.push_back(at);
  }
  return clouds;
}

// Few dots have outlines, which show each one where they overlap.
void draw_outlined(const std::vector<Cloud>& clouds, Pen& pen) {
  for (const Cloud& cloud : clouds) pen.discs(cloud.dots, kRadius, with_alpha(cloud.paint, kClear));
  for (const Cloud& cloud : clouds) pen.rings(cloud.dots, kRadius, 1, cloud.paint);
}

// Of many the overlapping itself shows how dense they are.
void draw_pale(const std::vector<Cloud>& clouds, double radius, Pen& pen) {
  for (const Cloud& cloud : clouds) pen.piled_discs(cloud.dots, radius, with_alpha(cloud.paint, kPaleDot));
}

void draw_clouds(const Dots& dots, const Plot& plot, Pen& pen, Occupancy& taken) {
  const std::vector<Cloud> clouds = clouds_of(dots, plot);
  const std::size_t count = count_of(dots);
  const double radius = radius_of(count);
  count <= kFew ? draw_outlined(clouds, pen) : draw_pale(clouds, radius, pen);
  for (const Cloud& cloud : clouds)
    for (const Point& at : cloud.dots) taken.add(at, radius + 1);
}

// The line without its gaps, in pixels.
std::vector<std::vector<Point>> trend_of(const Dots& dots, const Plot& plot) {
  std::vector<std::vector<Point>> pieces(1);
  for (const Point& point : dots.trend) {
    const Point at{plot.x(point.x), plot.y(point.y)};
    if (is_on(plot, at))
      pieces.back().push_back(at);
    else if (!pieces.back().empty())
      pieces.emplace_back();
  }
  return pieces;
}

void draw_trend(const Dots& dots, const Plot& plot, Pen& pen, Occupancy& taken) {
  for (const std::vector<Point>& line : trend_of(dots, plot)) {
    if (line.size() < 2) continue;
    pen.line(line, {.width = kTrend + kCasing, .paint = {.ink = Ink::background}, .cap = Cap::butt});
    pen.line(line, {.width = kTrend, .paint = {.ink = Ink::axis}});
    for (std::size_t i = 1; i < line.size(); ++i) taken.add(line[i - 1], line[i], kTrend + kCasing);
  }
}

// The middle of a group's dots on the picture: where its name would like to stand.
Point middle_of(const DotGroup& group, const Plot& plot) {
  std::vector<double> xs, ys;
  for (const Point& point : group.points) {
    const Point at{plot.x(point.x), plot.y(point.y)};
    if (is_on(plot, at)) xs.push_back(at.x), ys.push_back(at.y);
  }
  if (xs.empty()) return {plot.box.left, plot.box.top};
  const auto middle = [](std::vector<double>& all) {
    const auto half = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), half, all.end());
    return *half;
  };
  return {middle(xs), middle(ys)};
}

std::vector<GroupName> names_of(const Dots& dots, const Plot& plot) {
  std::vector<GroupName> names;
  for (const DotGroup& group : dots.groups)
    if (!group.name.empty())
      names.push_back({group.name, "", mark_paint(group.hue, group.emphasis), name_paint(group.hue, group.emphasis),
                       middle_of(group, plot)});
  const Point* const end = dots.trend.empty() ? nullptr : &dots.trend.back();
  if (end != nullptr && !dots.trend_label.empty())
    names.push_back({dots.trend_label, "", {.ink = Ink::axis}, {.ink = Ink::text}, {plot.x(end->x), plot.y(end->y)}});
  return names;
}

std::vector<Annotation> annotations_of(const Dots& dots, const Chart& chart) {
  std::vector<Annotation> all;
  for (const MarkedPoint& marked : dots.marked) all.push_back({marked.at, marked.label, ""});
  all.insert(all.end(), chart.annotations.begin(), chart.annotations.end());
  return all;
}

enum class Names { beside, above };

// Whether everything found its place.
bool draw_plot(const Dots& dots, const Chart& chart, const Box& content, Names where, Pen& pen) {
  const PlotValues values = values_of(dots);
  const double key = where == Names::above ? key_height(names_of(dots, Plot{}), content.width()) : 0;
  const NumberPlot field =
      number_plot(chart, values, {content.left, content.top + key, content.right, content.bottom}, 0);
  const Plot& plot = field.plot;
  Occupancy taken({plot.left, content.top, content.right, plot.box.bottom + 1});
  taken.add(Box{content.left, content.top, content.right, content.top + key});
  draw_grid(field, chart, pen, taken);
  draw_clouds(dots, plot, pen, taken);
  draw_trend(dots, plot, pen, taken);
  for (const Annotation& annotation : annotations_of(dots, chart))
    taken.add({plot.x(annotation.at.x), plot.y(annotation.at.y)}, kCircle);
  const std::vector<GroupName> names = names_of(dots, plot);
  if (where == Names::above) draw_key(names, content, pen);
  std::optional<std::vector<Box>> words{std::in_place};
  if (where == Names::beside) words = draw_names_beside(names, plot.box, kNameReach, taken, pen);
  if (!words) return false;
  draw_annotations(annotations_of(dots, chart), plot, taken, *words, pen);
  return true;
}

}  // namespace

double natural_height(const Dots&, double) {
  constexpr double kHeight = 500;
  return kHeight;
}

void draw(const Dots& dots, const Chart& chart, const Box& content, Pen& pen) {
  Pen attempt = pen;
  if (draw_plot(dots, chart, content, Names::beside, attempt)) {
    pen = std::move(attempt);
    return;
  }
  draw_plot(dots, chart, content, Names::above, pen);
}

}  // namespace perigee
