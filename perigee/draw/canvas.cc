#include "perigee/draw/canvas.h"

#include <algorithm>

#include "perigee/draw/plane.h"
#include "perigee/draw/raster.h"
#include "perigee/draw/stroke.h"
#include "perigee/layout/font.h"

namespace perigee {
namespace {

class Painter {
 public:
  Painter(const Scene& scene, ThemeName theme, int band_rows)
      : theme_(theme),
        plane_(scene.width, scene.height, scene.scale, rgb(theme, {.ink = Ink::background})),
        raster_(scene.width, scene.height, band_rows) {}

  void operator()(const Fill& fill) { put(fill.path, fill.rule, fill.paint); }

  void operator()(const Stroke& stroke) { put(stroke_outline(stroke), FillRule::nonzero, stroke.paint); }

  void operator()(const Text& text) {
    const Path glyphs = placed_outline(text);
    if (text.halo > 0 && !stands_on_ground(glyphs, text.halo))
      put(halo_outline(glyphs, text.halo), FillRule::nonzero, {.ink = Ink::background});
    put(glyphs, FillRule::nonzero, text.paint);
  }

  Bitmap take() { return plane_.take(); }

 private:
  void put(const Path& path, FillRule rule, Paint paint) {
    plane_.dip(rgb(theme_, paint), paint.alpha);
    raster_.fill(path, rule, [&](int y, int x, int length, std::int32_t area) {
      plane_.span(y, x, length, (area * (kLevels - 1) + kFullArea / 2) / kFullArea);
    });
  }

  Path placed_outline(const Text& text) {
    const std::int32_t start = text.origin.x - advance_before(text);
    Path path = outlines_.of(text.cut, text.size, text.utf8, text.tracking);
    for (Ring& ring : path) {
      for (Fix& point : ring) point = {point.x + start, point.y + text.origin.y};
    }
    return path;
  }

  // A halo would change nothing there.
  bool stands_on_ground(const Path& glyphs, std::int32_t halo) const {
    Fix corner{kFarthest, kFarthest}, opposite{-kFarthest, -kFarthest};
    for (const Ring& ring : glyphs) {
      for (const Fix& point : ring) {
        corner = {std::min(corner.x, point.x), std::min(corner.y, point.y)};
        opposite = {std::max(opposite.x, point.x), std::max(opposite.y, point.y)};
      }
    }
    const std::int32_t rim = halo + kOne;
    return plane_.is_bare({corner.x - rim, corner.y - rim}, {opposite.x + rim, opposite.y + rim});
  }

  // How much of the text lies to the left of its origin.
  static std::int32_t advance_before(const Text& text) {
    if (text.anchor == Anchor::start) return 0;
    const std::int32_t width = measure(text.cut, text.size, text.utf8, text.tracking);
    return text.anchor == Anchor::middle ? width / 2 : width;
  }

  ThemeName theme_;
  Plane plane_;
  Raster raster_;
  Outlines outlines_;
};

}  // namespace

Bitmap paint(const Scene& scene, ThemeName theme, int band_rows) {
  Painter painter(scene, theme, band_rows);
  for (const Item& item : scene.items) std::visit(painter, item);
  return painter.take();
}

}  // namespace perigee
