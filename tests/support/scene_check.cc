#include "tests/support/scene_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "perigee/base/text.h"
#include "perigee/layout/font.h"
#include "perigee/layout/theme.h"

namespace perigee {
namespace {

constexpr double kLeastContrast = 4.5;

// In 1/256 px.
struct Rect {
  std::int32_t left, top, right, bottom;

  bool overlaps(const Rect& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
  bool contains(const Rect& other) const {
    return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
  }
};

struct Label {
  const Text* text;
  std::size_t index;  // among the scene's items
  Rect box;
};

// How far the letters reach below the baseline: "1964" not at all.
std::int32_t depth_of(const Text& text) {
  std::int32_t depth = 0;
  for (const Ring& ring : outline(text.cut, text.size, text.utf8))
    for (const Fix& point : ring) depth = std::max(depth, point.y);
  return depth;
}

Rect box_of(const Text& text) {
  std::int32_t left = text.origin.x;
  if (text.anchor == Anchor::middle) left -= text.width / 2;
  if (text.anchor == Anchor::end) left -= text.width;
  return {left, text.origin.y - cap_height(text.cut, text.size), left + text.width, text.origin.y + depth_of(text)};
}

Rect box_of(const Fill& fill) {
  Rect box{kFarthest, kFarthest, -kFarthest, -kFarthest};
  for (const Ring& ring : fill.path)
    for (const Fix& point : ring)
      box = {std::min(box.left, point.x), std::min(box.top, point.y), std::max(box.right, point.x),
             std::max(box.bottom, point.y)};
  return box;
}

// Whether the segment, as thick as its line, meets the box: by clipping it against the four sides (Liang, Barsky).
bool meets(Fix from, Fix to, std::int32_t width, const Rect& box) {
  const std::int32_t half = width / 2;
  const double dx = to.x - from.x, dy = to.y - from.y;
  double enter = 0, leave = 1;
  const auto clip = [&](double slope, double room) {
    if (slope == 0) return room > 0;
    const double at = room / slope;
    if (slope < 0) enter = std::max(enter, at);
    if (slope > 0) leave = std::min(leave, at);
    return enter < leave;
  };
  return clip(-dx, from.x - (box.left - half)) && clip(dx, box.right + half - from.x) &&
         clip(-dy, from.y - (box.top - half)) && clip(dy, box.bottom + half - from.y);
}

bool meets(const Stroke& stroke, const Rect& box) {
  for (std::size_t i = 1; i < stroke.line.size(); ++i)
    if (meets(stroke.line[i - 1], stroke.line[i], stroke.width, box)) return true;
  return stroke.closed && !stroke.line.empty() && meets(stroke.line.back(), stroke.line.front(), stroke.width, box);
}

Problem problem(std::string code, const Label& label, const std::string& what) {
  const std::string where = plain(label.box.left / double{kOne}) + "," + plain(label.box.top / double{kOne});
  return {std::move(code), where, "The label \"" + label.text->utf8 + "\" " + what + ".", "", {}, {}};
}

std::vector<Label> labels_of(const Scene& scene) {
  std::vector<Label> labels;
  for (std::size_t i = 0; i < scene.items.size(); ++i)
    if (const Text* text = std::get_if<Text>(&scene.items[i])) labels.push_back({text, i, box_of(*text)});
  return labels;
}

void check_canvas(const Scene& scene, const std::vector<Label>& labels, Problems& problems) {
  const Rect canvas{0, 0, scene.width * kOne, scene.height * kOne};
  for (const Label& label : labels)
    if (!canvas.contains(label.box)) problems.push_back(problem("off-canvas", label, "leaves the canvas"));
}

void check_pairs(std::vector<Label> labels, Problems& problems) {
  std::ranges::sort(labels, {}, [](const Label& label) { return label.box.top; });
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (std::size_t k = i + 1; k < labels.size() && labels[k].box.top < labels[i].box.bottom; ++k)
      if (labels[i].box.overlaps(labels[k].box))
        problems.push_back(problem("labels-touch", labels[i], "touches \"" + labels[k].text->utf8 + "\""));
}

bool is_quiet(const Paint& paint) { return paint.ink == Ink::background; }

// The ground of a map, upon which labels stand with a halo.
bool is_map(const Paint& paint) { return paint.ink == Ink::sea || paint.ink == Ink::land || paint.ink == Ink::border; }

// Gridlines give way to a halo; whatever is painted after the label lies upon it.
bool may_pass(const Paint& paint, const Label& label, bool after) {
  return !after && (is_quiet(paint) || ((paint.ink == Ink::grid || is_map(paint)) && label.text->halo > 0));
}

Rgb blended(Rgb ground, Rgb ink, std::uint8_t alpha) {
  const auto mix = [alpha](int a, int b) { return static_cast<std::uint8_t>((a * (255 - alpha) + b * alpha) / 255); };
  return {mix(ground.r, ink.r), mix(ground.g, ink.g), mix(ground.b, ink.b)};
}

Rect extent_of(const Item& item) {
  if (const Fill* fill = std::get_if<Fill>(&item)) return box_of(*fill);
  const Stroke* stroke = std::get_if<Stroke>(&item);
  if (stroke == nullptr) return {0, 0, 0, 0};
  const Rect line = box_of(Fill{.path = {stroke->line}, .paint = {}});
  return {line.left - stroke->width, line.top - stroke->width, line.right + stroke->width, line.bottom + stroke->width};
}

std::vector<Rect> extents_of(const Scene& scene) {
  std::vector<Rect> extents;
  for (const Item& item : scene.items) extents.push_back(extent_of(item));
  return extents;
}

bool cuts(const Fill& fill, const Rect& box) {
  return std::ranges::any_of(fill.path, [&box](const Ring& ring) {
    for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++)
      if (meets(ring[k], ring[i], 0, box)) return true;
    return false;
  });
}

// Whether a box that no edge cuts lies in the shape, by the even-odd rule.
bool lies_in(const Fill& fill, const Rect& box) {
  const double x = (static_cast<double>(box.left) + box.right) / 2, y = (static_cast<double>(box.top) + box.bottom) / 2;
  bool inside = false;
  for (const Ring& ring : fill.path)
    for (std::size_t i = 0, k = ring.size() - 1; i < ring.size(); k = i++) {
      const Fix a = ring[i], b = ring[k];
      if ((a.y > y) != (b.y > y) && x < (static_cast<double>(b.x) - a.x) * (y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

// Walks what is painted, from the back to the front, and keeps the colour that lies below the label.
void check_ground(const Scene& scene, const std::vector<Rect>& extents, ThemeName theme, const Label& label,
                  Problems& problems) {
  Rgb ground = rgb(theme, {.ink = Ink::background});
  bool struck = false;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (!extents[i].overlaps(label.box)) continue;
    if (const Fill* fill = std::get_if<Fill>(&scene.items[i])) {
      const bool is_cut = cuts(*fill, label.box);
      if (!is_cut && !lies_in(*fill, label.box)) continue;
      if (is_cut || i > label.index) {
        struck = struck || !may_pass(fill->paint, label, i > label.index);
      } else {
        ground = blended(ground, rgb(theme, fill->paint), fill->paint.alpha);
        struck = struck && fill->paint.alpha < 255;  // what it covers is not seen
      }
    }
    if (const Stroke* stroke = std::get_if<Stroke>(&scene.items[i]))
      struck = struck || (meets(*stroke, label.box) && !may_pass(stroke->paint, label, i > label.index));
  }
  if (struck) problems.push_back(problem("struck-through", label, "is struck through or cut by a mark"));
  if (contrast(rgb(theme, label.text->paint), ground) < kLeastContrast)
    problems.push_back(problem("low-contrast", label, "can't be read on its ground"));
}

}  // namespace

Problems label_problems(const Scene& scene, ThemeName theme) {
  const std::vector<Label> labels = labels_of(scene);
  Problems problems;
  check_canvas(scene, labels, problems);
  check_pairs(labels, problems);
  const std::vector<Rect> extents = extents_of(scene);
  for (const Label& label : labels) check_ground(scene, extents, theme, label, problems);
  return problems;
}

}  // namespace perigee
