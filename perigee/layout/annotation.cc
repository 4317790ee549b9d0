#include "perigee/layout/annotation.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr std::size_t kMost = 2;
constexpr double kRadius = 4, kRing = 1.75, kArrow = 1.3, kHead = 7, kHeadHalf = 3, kNotch = 5;
constexpr double kFromCircle = kRadius + 5, kFromWords = 4, kLeastArrow = 14;
constexpr double kLattice = 8, kPadding = 6, kMargin = 4;
constexpr double kInkCost = 24, kGridCost = 30, kAsideCost = 0.4, kMostCost = 220;
constexpr int kLeastPoints = 10, kMostPoints = 200;

Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
Point operator*(Point a, double k) { return {a.x * k, a.y * k}; }

double length(Point a) { return std::sqrt(a.x * a.x + a.y * a.y); }

Point unit(Point a) {
  const double size = length(a);
  return size == 0 ? Point{1, 0} : a * (1 / size);
}

// Words set in lines, the fact above the remark. `cost`: what is lost by setting them so.
struct Words {
  std::vector<std::string> fact, remark;
  double width = 0, cost = 0;

  double height() const {
    return kStrongLabelStyle.leading * static_cast<double>(fact.size()) +
           kLabelStyle.leading * static_cast<double>(remark.size());
  }
};

// One way of setting words: as wide as that and in no more lines.
struct Setting {
  double width;
  std::size_t fact_lines, remark_lines;
  double cost;
};

Words words_of(const Annotation& annotation, const Setting& setting) {
  Words words{.fact = wrap(kStrongLabelStyle, annotation.fact, setting.width, setting.fact_lines),
              .remark = {},
              .cost = setting.cost};
  if (setting.remark_lines > 0)
    words.remark = wrap(kLabelStyle, annotation.remark, setting.width, setting.remark_lines);
  for (const auto& line : words.fact) words.width = std::max(words.width, text_width(kStrongLabelStyle, line));
  for (const auto& line : words.remark) words.width = std::max(words.width, text_width(kLabelStyle, line));
  return words;
}

// From two long lines to a narrow column, then without the remark.
std::vector<Words> settings_of(const Annotation& annotation, double room) {
  constexpr double kColumn = 96;
  std::vector<Words> settings;
  for (const Setting& setting :
       {Setting{room, 1, 1, 0}, Setting{std::max(kColumn, room * 0.6), 2, 2, 20},
        Setting{std::max(kColumn, room * 0.4), 2, 3, 30}, Setting{kColumn, 3, 4, 40}, Setting{kColumn, 3, 0, 100}})
    if (setting.width <= room) settings.push_back(words_of(annotation, setting));
  return settings;
}

// A quadratic curve from the words to the circle, bent to one side.
struct Curve {
  Point from, bend, to;

  Point at(double share) const {
    const double rest = 1 - share;
    return from * (rest * rest) + bend * (2 * rest * share) + to * (share * share);
  }

  std::vector<Point> points() const {
    constexpr double kSpacing = 6;
    const int count = std::clamp(static_cast<int>(length(to - from) / kSpacing), kLeastPoints, kMostPoints);
    std::vector<Point> line;
    for (int i = 0; i <= count; ++i) line.push_back(at(static_cast<double>(i) / count));
    return line;
  }
};

Curve arrow(const Box& words, Point circle) {
  const double inset = std::min(12.0, words.width() / 2);
  Point from{std::clamp(circle.x, words.left + inset, words.right - inset), words.bottom + kFromWords};
  if (circle.y < words.top) from.y = words.top - kFromWords;
  if (circle.y >= words.top && circle.y <= words.bottom)
    from = {circle.x < words.left ? words.left - kFromWords : words.right + kFromWords, words.middle()};
  const Point along = circle - from;
  const double side = along.x < 0 ? -1 : 1;
  const Point bend = from + along * 0.5 + Point{along.y, -along.x} * (0.22 * side);
  return {from, bend, circle + unit(bend - circle) * kFromCircle};
}

// What is drawn already. Words keep off both, arrows only from words.
struct Taken {
  InkSums ink, words;
};

// What speaks against words in this box; nothing if they can't stand there.
class Judge {
 public:
  Judge(const Plot& plot, const Taken& taken, Point circle) : plot_(plot), taken_(taken), circle_(circle) {}

  // Gives up as soon as the cost exceeds `limit`.
  std::optional<double> cost(const Box& words, double limit) const {
    const double dx = std::max({words.left - circle_.x, circle_.x - words.right, 0.0});
    const double dy = std::max({words.top - circle_.y, circle_.y - words.bottom, 0.0});
    const double away = std::sqrt(dx * dx + dy * dy);
    if (away < kFromCircle + kFromWords + kLeastArrow) return std::nullopt;
    const double cost = away + kAsideCost * std::abs((words.left + words.right) / 2 - circle_.x) + grid_cost(words);
    if (cost >= limit || taken_.ink.ink(words.grown(kPadding)) > 0) return std::nullopt;
    const std::optional<double> crossed = arrow_cost(arrow(words, circle_), words.grown(1));
    return crossed ? std::optional(cost + *crossed) : std::nullopt;
  }

 private:
  double grid_cost(const Box& words) const {
    return kGridCost * static_cast<double>(std::ranges::count_if(
                           plot_.grid, [&words](double y) { return words.top < y && y < words.bottom; }));
  }

  std::optional<double> arrow_cost(const Curve& curve, const Box& own) const {
    double cost = 0;
    for (const Point& at : curve.points()) {
      const Box around = Box{at.x, at.y, at.x, at.y}.grown(2);
      if (!plot_.box.contains(around) || own.overlaps(around) || taken_.words.ink(around) > 0) return std::nullopt;
      const bool is_near = length(at - circle_) < kFromCircle + 4;  // the line itself runs through the circle
      if (!is_near && taken_.ink.ink(around) > 0) cost += kInkCost;
    }
    return cost;
  }

  const Plot& plot_;
  const Taken& taken_;
  Point circle_;
};

struct Place {
  const Words* words = nullptr;  // nullptr: there is none
  Box box;
  double cost = kMostCost;
};

// The better one of `best` and what a lattice of places for these words has to offer.
Place better_place(const Place& best, const Words& words, const Plot& plot, const Judge& judge) {
  Place place = best;
  for (double top = plot.box.top; top + words.height() < plot.box.bottom - kMargin; top += kLattice)
    for (double left = plot.box.left; left + words.width < plot.box.right; left += kLattice) {
      const Box box{left, top, left + words.width, top + words.height()};
      const auto cost = judge.cost(box, place.cost - words.cost);
      if (cost && *cost + words.cost < place.cost) place = {&words, box, *cost + words.cost};
    }
  return place;
}

void draw_words(const Words& words, const Box& box, Pen& pen) {
  constexpr double kHalo = 2;
  double y = box.top + cap_height(kStrongLabelStyle) + 2;
  for (const auto& line : words.fact) {
    pen.text(kStrongLabelStyle, line, {box.left, y}, Anchor::start, {.ink = Ink::text}, kHalo);
    y += kStrongLabelStyle.leading;
  }
  for (const auto& line : words.remark) {
    pen.text(kLabelStyle, line, {box.left, y}, Anchor::start, {.ink = Ink::muted}, kHalo);
    y += kLabelStyle.leading;
  }
}

void draw_arrow(const Curve& curve, Pen& pen) {
  const Paint paint{.ink = Ink::text};
  const Point ahead = unit(curve.to - curve.bend), aside{-ahead.y, ahead.x};
  const Point notch = curve.to - ahead * kNotch, foot = curve.to - ahead * kHead;
  pen.line(Curve{curve.from, curve.bend, notch}.points(), {.width = kArrow, .paint = paint, .cap = Cap::butt});
  pen.fill({curve.to, foot + aside * kHeadHalf, notch, foot - aside * kHeadHalf}, paint);
}

void draw_circle(Point centre, Pen& pen) {
  pen.disc(centre, kRadius + kRing / 2, {.ink = Ink::text});
  pen.disc(centre, kRadius - kRing / 2, {.ink = Ink::background});
}

Point circle_of(const Annotation& annotation, const Plot& plot) {
  return {plot.x(annotation.at.x), plot.y(annotation.at.y)};
}

bool is_within(const Plot& plot, Point point) {
  return plot.box.grown(1).contains({point.x, point.y, point.x, point.y});
}

// The areas that annotations may not cover, and those among them that hold words.
struct Areas {
  Occupancy ink, words;
};

void draw_explanation(const Annotation& annotation, const Plot& plot, Pen& pen, Areas& areas) {
  const Point circle = circle_of(annotation, plot);
  const Taken taken{InkSums(areas.ink), InkSums(areas.words)};
  const Judge judge(plot, taken, circle);
  const std::vector<Words> settings = settings_of(annotation, plot.box.width());
  Place place;
  for (const Words& words : settings) place = better_place(place, words, plot, judge);
  if (place.words == nullptr) return;
  const Curve curve = arrow(place.box, circle);
  draw_arrow(curve, pen);
  draw_words(*place.words, place.box, pen);
  areas.ink.add(place.box.grown(kPadding));
  areas.words.add(place.box.grown(kPadding));
  for (const Point& at : curve.points()) areas.ink.add(Box{at.x, at.y, at.x, at.y}.grown(kHeadHalf));
}

}  // namespace

void draw_annotations(const std::vector<Annotation>& annotations, const Plot& plot, const Occupancy& taken,
                      const std::vector<Box>& words, Pen& pen) {
  std::vector<Annotation> pinned;
  for (const Annotation& annotation : annotations)
    if (pinned.size() < kMost && !annotation.fact.empty() && is_within(plot, circle_of(annotation, plot)))
      pinned.push_back(annotation);
  Areas areas{taken, Occupancy({plot.left, plot.box.top - kValueLabelHeight, plot.box.right, plot.box.bottom})};
  for (const Box& box : words) areas.ink.add(box), areas.words.add(box);
  for (const Annotation& annotation : pinned) {
    const Point circle = circle_of(annotation, plot);
    draw_circle(circle, pen);
    areas.ink.add(Box{circle.x, circle.y, circle.x, circle.y}.grown(kRadius + kRing));
  }
  for (const Annotation& annotation : pinned) draw_explanation(annotation, plot, pen, areas);
}

}  // namespace perigee
