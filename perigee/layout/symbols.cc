#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

#include "perigee/base/text.h"
#include "perigee/layout/map_view.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/place.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kBleed = 14, kBelowMap = 28, kBesideMap = 10;  // the key reaches below
constexpr double kLargest = 0.032;                              // radius of the greatest value, of the map's width
constexpr double kSmallest = 1.9;                               // a circle that can still be seen, in pixels
constexpr double kMostInk = 0.06;                               // of the map that all circles together may cover
constexpr double kCasing = 1;                                   // of background around a circle
constexpr double kFromCircle = 3.5, kBetween = 4, kHalo = 2, kLabelCell = 2, kAir = 2, kMostName = 150;
constexpr std::size_t kMostKeys = 3;
constexpr double kKeyGap = 8, kLeastKey = 2.5, kBetweenKeys = 12, kKeyLine = 1, kFromEdge = 8;

// A place on the picture.
struct Circle {
  const MapPlace* place;
  Point centre;
  double radius;
};

double largest(const Symbols& symbols) {
  double most = 0;
  for (const MapPlace& place : symbols.places) most = std::max(most, place.value);
  return most;
}

// The radius of a value: its area is proportional, down to the smallest circle that can be seen.
struct Radius {
  double most_value = 1, most_radius = 1;

  double exact(double value) const { return most_radius * std::sqrt(value / most_value); }
  double operator()(double value) const { return std::max(kSmallest, exact(value)); }
};

// Many large circles are drawn smaller, so that the map stays visible.
Radius radius_of(const Symbols& symbols, const Box& map) {
  const double most = largest(symbols);
  double sum = 0;
  for (const MapPlace& place : symbols.places) sum += std::max(0.0, place.value) / most;
  const double crowded = std::sqrt(kMostInk * map.width() * map.height() / (std::numbers::pi * sum));
  return {most, std::max(2 * kSmallest, std::min(kLargest * map.width(), crowded))};
}

// The largest first, so that none hides another.
std::vector<Circle> circles_of(const Symbols& symbols, const MapView& view, const Radius& radius) {
  std::vector<Circle> circles;
  for (const MapPlace& place : symbols.places)
    if (place.value > 0 && std::isfinite(place.value))
      circles.push_back({&place, view.at(place.longitude, place.latitude), radius(place.value)});
  std::ranges::stable_sort(circles, std::ranges::greater(), &Circle::radius);
  return circles;
}

void draw_circle(const Circle& circle, Pen& pen) {
  pen.disc(circle.centre, circle.radius + kCasing, {.ink = Ink::background});
  pen.disc(circle.centre, circle.radius, mark_paint(Hue::blue, circle.place->emphasis));
}

// ---- the key ----------------------------------------------------------------------------------------------------

struct KeyCircle {
  double radius = 0;
  std::string text;
};

// The greatest 1, 2 or 5 × 10^k that is not more than the value.
double round_number_below(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {5.0, 2.0})
    if (step * power <= value) return step * power;
  return power;
}

// Circles inside one another, standing on one line, the largest first.
class Key {
 public:
  Key(const Symbols& symbols, const Radius& radius) {
    const auto is_whole = [](const MapPlace& place) { return place.value == std::floor(place.value); };
    const bool whole = std::ranges::all_of(symbols.places, is_whole);
    const double first = round_number_below(radius.most_value);
    for (const double part : {1.0, 4.0, 20.0, 50.0}) {
      const double value = round_number_below(first / part), size = radius.exact(value);
      if (circles_.size() == kMostKeys || (whole && value < 1) || size < kLeastKey) break;
      if (!circles_.empty() && 2 * (circles_.back().radius - size) < kBetweenKeys) continue;
      circles_.push_back(
          {size, text_of(value) + (circles_.empty() && !symbols.unit.empty() ? " " + symbols.unit : "")});
    }
  }

  bool is_empty() const { return circles_.empty(); }
  double width() const {
    double words = 0;
    for (const KeyCircle& circle : circles_) words = std::max(words, text_width(kSmallStyle, circle.text));
    return 2 * circles_.front().radius + kKeyGap + words;
  }
  double height() const { return 2 * circles_.front().radius + cap_height(kSmallStyle); }

  void draw(const Box& box, Pen& pen) const {
    const double middle = box.left + circles_.front().radius, foot = box.bottom - 1;
    const double words = middle + circles_.front().radius + kKeyGap;
    for (const KeyCircle& circle : circles_) {
      const double top = foot - 2 * circle.radius;
      pen.ring({middle, foot - circle.radius}, circle.radius, kKeyLine, {.ink = Ink::faint});
      pen.horizontal(top, middle, words - 3, 0.5, {.ink = Ink::faint});
      pen.text(kSmallStyle, circle.text, {words, top + cap_height(kSmallStyle) / 2}, Anchor::start, {.ink = Ink::muted},
               kHalo);
    }
  }

 private:
  static std::string text_of(double value) {
    return value == std::floor(value) && value < 1e15 ? grouped(static_cast<std::int64_t>(value)) : plain(value);
  }

  std::vector<KeyCircle> circles_;
};

// The first corner of the field where no circle is; none where all four are taken.
std::optional<Box> place_of(const Key& key, const Box& field, const InkSums& ink) {
  const double width = key.width(), height = key.height();
  const double right = field.right - width, bottom = field.bottom - height;
  for (const Point& corner :
       std::array<Point, 4>{{{field.left, bottom}, {right, bottom}, {field.left, field.top}, {right, field.top}}}) {
    const Box box{corner.x, corner.y, corner.x + width, corner.y + height};
    if (ink.ink(box.grown(kAir)) == 0) return box;
  }
  return std::nullopt;
}

// ---- labels -----------------------------------------------------------------------------------------------------

// The name and its number, side by side.
struct Label {
  std::string name, number;
  double name_width = 0, width = 0;

  explicit Label(const MapPlace& place)
      : name(elide_middle(kStrongLabelStyle, one_line(place.name), kMostName)), number(one_line(place.label)) {
    name_width = name.empty() ? 0 : text_width(kStrongLabelStyle, name);
    width = name_width + (name.empty() ? 0 : kBetween) + text_width(kLabelStyle, number);
  }

  double height() const { return cap_height(kStrongLabelStyle) + descent(kStrongLabelStyle); }

  void draw(const Box& box, Emphasis emphasis, Pen& pen) const {
    const double baseline = box.top + cap_height(kStrongLabelStyle);
    const Paint paint{.ink = emphasis == Emphasis::muted ? Ink::muted_text : Ink::text};
    if (!name.empty()) pen.text(kStrongLabelStyle, name, {box.left, baseline}, Anchor::start, paint, kHalo);
    pen.text(kLabelStyle, number, {box.right, baseline}, Anchor::end, paint, kHalo);
  }
};

// Where a label may stand around its circle, the best place first: beside it, then ever steeper, above and below.
std::vector<Box> places_around(const Circle& circle, const Label& label) {
  struct Direction {
    double x, y;
  };
  constexpr double kHalf = 0.5, kRoot3 = std::numbers::sqrt3 / 2, kRoot2 = std::numbers::sqrt2 / 2;
  constexpr std::array<Direction, 14> kDirections{{{1, 0},
                                                   {-1, 0},
                                                   {kRoot3, -kHalf},
                                                   {kRoot3, kHalf},
                                                   {-kRoot3, -kHalf},
                                                   {-kRoot3, kHalf},
                                                   {kRoot2, -kRoot2},
                                                   {kRoot2, kRoot2},
                                                   {-kRoot2, -kRoot2},
                                                   {-kRoot2, kRoot2},
                                                   {kHalf, -kRoot3},
                                                   {kHalf, kRoot3},
                                                   {0, -1},
                                                   {0, 1}}};
  const double aside = circle.radius + kCasing + kFromCircle, cap = cap_height(kStrongLabelStyle) / 2;
  std::vector<Box> boxes;
  for (const auto& [x, y] : kDirections) {
    const Point at{circle.centre.x + x * aside, circle.centre.y + y * aside};
    const double left = x == 0 ? at.x - label.width / 2 : x < 0 ? at.x - label.width : at.x;
    const double top = y == 0 ? at.y - cap : y < 0 ? at.y - label.height() : at.y;
    boxes.push_back({left, top, left + label.width, top + label.height()});
  }
  return boxes;
}

// Labels in the order of the places; one that finds no free place is left out.
void draw_labels(const Symbols& symbols, const std::vector<Circle>& circles, const InkSums& ink, std::vector<Box> taken,
                 Pen& pen) {
  const auto is_free = [&](const Box& box) {
    return ink.ink(box.grown(1)) == 0 &&
           std::ranges::none_of(taken, [&](const Box& other) { return other.overlaps(box.grown(2)); });
  };
  for (const MapPlace& place : symbols.places) {
    const auto circle = std::ranges::find(circles, &place, &Circle::place);
    if (place.label.empty() || circle == circles.end()) continue;
    const Label label(place);
    const auto around = places_around(*circle, label);
    const auto box = std::ranges::find_if(around, is_free);
    if (box == around.end()) continue;
    label.draw(*box, place.emphasis, pen);
    taken.push_back(*box);
  }
}

// The field may be filled to its edges: a box is asked for with a little air around it.
InkSums ink_of(const std::vector<Circle>& circles, const Box& field) {
  Occupancy occupancy(field.grown(kAir), kLabelCell);
  for (const Circle& circle : circles) occupancy.add(circle.centre, circle.radius + kCasing);
  return InkSums(occupancy);
}

}  // namespace

double natural_height(const Symbols& symbols, double frame, double width) {
  return frame + kBelowMap + world_height(symbols, width - 2 * kBesideMap);
}

void draw(const Symbols& symbols, const Chart&, const Box& content, Pen& pen) {
  const Box field{content.left - kBleed, content.top, content.right + kBleed, content.bottom};
  const MapView view = map_view(symbols, field);
  draw_ground(view, pen);
  if (!(largest(symbols) > 0)) return;
  const Radius radius = radius_of(symbols, view.box);
  const std::vector<Circle> circles = circles_of(symbols, view, radius);
  for (const Circle& circle : circles) draw_circle(circle, pen);
  const InkSums ink = ink_of(circles, field);
  std::vector<Box> taken;
  const Key key(symbols, radius);
  const double foot =
      view.is_whole ? std::min(content.bottom, view.box.bottom + kBelowMap) : content.bottom - kFromEdge;
  if (!key.is_empty())
    if (const auto box = place_of(key, {content.left, content.top, content.right, foot}, ink)) {
      key.draw(*box, pen);
      taken.push_back(*box);
    }
  draw_labels(symbols, circles, ink, taken, pen);
}

}  // namespace perigee
