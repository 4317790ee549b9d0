#include "tests/perigee/draw/scenes.h"

#include <array>
#include <cmath>
#include <string>

namespace perigee {
namespace {

// Builds a scene in logical pixels.
class Sketch {
 public:
  Sketch(int width, int height, int scale) : scale_(scale) {
    scene.width = width * scale;
    scene.height = height * scale;
    scene.scale = scale;
  }

  Fix at(double x, double y) const { return {fix(x * scale_), fix(y * scale_)}; }
  std::int32_t length(double pixels) const { return fix(pixels * scale_); }

  void fill(Path path, Paint paint, FillRule rule = FillRule::nonzero) {
    Fill& fill = add<Fill>();
    fill.path = std::move(path);
    fill.paint = paint;
    fill.rule = rule;
  }

  Stroke& stroke(std::vector<Fix> line, double width, Paint paint) {
    Stroke& stroke = add<Stroke>();
    stroke.line = std::move(line);
    stroke.width = length(width);
    stroke.paint = paint;
    return stroke;
  }

  Text& text(std::string utf8, double size, double x, double y, Cut cut = Cut::regular) {
    Text& text = add<Text>();
    text.utf8 = std::move(utf8);
    text.cut = cut;
    text.size = length(size);
    text.origin = at(x, y);
    return text;
  }

  Scene scene;

 private:
  template <typename Shape>
  Shape& add() {
    return std::get<Shape>(scene.items.emplace_back(std::in_place_type<Shape>));
  }

  int scale_;
};

void draw_joins(Sketch& sketch) {
  constexpr std::array kJoins{Join::miter, Join::round, Join::bevel};
  constexpr std::array kCaps{Cap::butt, Cap::round, Cap::square};
  for (std::size_t i = 0; i < 3; ++i) {
    const double x = 24 + 120 * static_cast<double>(i);
    const std::vector<Fix> zigzag{sketch.at(x + 10, 130), sketch.at(x + 30, 80), sketch.at(x + 55, 125),
                                  sketch.at(x + 65, 80), sketch.at(x + 90, 90)};
    Stroke& wide = sketch.stroke(zigzag, 14, {.ink = Ink::muted_bar});
    wide.join = kJoins[i];
    wide.cap = kCaps[i];
    sketch.stroke(zigzag, 1, {.ink = Ink::text});
    Stroke& triangle = sketch.stroke({sketch.at(x + 20, 200), sketch.at(x + 80, 200), sketch.at(x + 50, 160)}, 8,
                                     {.ink = Ink::hue_green});
    triangle.join = kJoins[i];
    triangle.closed = true;
  }
}

void draw_dashes(Sketch& sketch) {
  const std::vector<std::vector<double>> patterns{{6, 4}, {12, 4, 2, 4}, {0, 5}, {3, 3}};
  double y = 232;
  for (const auto& pattern : patterns) {
    std::vector<Fix> wave;
    for (int i = 0; i <= 60; ++i) wave.push_back(sketch.at(30 + 5.5 * i, y + 5 * std::sin(i * 0.35)));
    Stroke& dashed = sketch.stroke(std::move(wave), 2.5, {.ink = Ink::hue_vermillion});
    dashed.cap = pattern[0] == 6 ? Cap::butt : Cap::round;
    for (const double piece : pattern) dashed.dash.push_back(sketch.length(piece));
    y += 18;
  }
  Stroke& frame = sketch.stroke({sketch.at(30, 305), sketch.at(360, 305), sketch.at(360, 330), sketch.at(30, 330)}, 1.5,
                                {.ink = Ink::muted});
  frame.closed = true;
  frame.dash = {sketch.length(5), sketch.length(3)};
  frame.cap = Cap::butt;
}

void draw_spokes(Sketch& sketch) {
  for (int i = 0; i < 24; ++i) {
    const double angle = i * 3.14159265 / 12, width = 0.5 + i * 0.12;
    sketch.stroke({sketch.at(460 + 12 * std::cos(angle), 110 + 12 * std::sin(angle)),
                   sketch.at(460 + 48 * std::cos(angle), 110 + 48 * std::sin(angle))},
                  width, {.ink = Ink::text});
  }
}

void draw_discs(Sketch& sketch) {
  double x = 535;
  for (const double radius : {1.0, 2.0, 3.5, 6.0, 10.0, 16.0, 24.0}) {
    x += radius + 3;
    sketch.fill({disc(sketch.at(x, 90), sketch.length(radius))}, {.ink = Ink::hue_blue});
    Stroke& ring = sketch.stroke(disc(sketch.at(x, 140), sketch.length(radius)), 1.3, {.ink = Ink::hue_blue});
    ring.closed = true;
    x += radius + 3;
  }
}

void draw_layers(Sketch& sketch) {
  constexpr std::array kInks{Ink::hue_blue, Ink::hue_vermillion, Ink::hue_green};
  for (std::size_t i = 0; i < 3; ++i) {
    sketch.fill({disc(sketch.at(430 + 30 * static_cast<double>(i), 210 + (i == 1 ? 36 : 0)), sketch.length(30))},
                {.ink = kInks[i], .alpha = 140});
  }
  Path star(1);
  for (int i = 0; i < 5; ++i) {
    const double angle = -1.5707963 + i * 4 * 3.14159265 / 5;
    star[0].push_back(sketch.at(570 + 36 * std::cos(angle), 222 + 36 * std::sin(angle)));
  }
  sketch.fill(star, {.ink = Ink::hue_purple}, FillRule::evenodd);
  for (Fix& point : star[0]) point.x += sketch.length(90);
  sketch.fill(star, {.ink = Ink::hue_purple});
  for (int step = 0; step < 64; ++step) {
    sketch.fill({rectangle(sketch.at(420 + 5 * step, 300), sketch.at(425 + 5 * step, 330))},
                {.ink = Ink::ramp, .step = static_cast<std::uint8_t>(4 * step)});
  }
}

void draw_arrow(Sketch& sketch) {
  std::vector<Fix> curve;
  for (int i = 0; i <= 24; ++i) {
    const double t = i / 24.0, u = 1 - t;
    curve.push_back(
        sketch.at(660 * u * u + 2 * 720 * t * u + 760 * t * t, 420 * u * u + 2 * 430 * t * u + 376 * t * t));
  }
  Stroke& shaft = sketch.stroke(std::move(curve), 1.3, {.ink = Ink::text});
  shaft.cap = Cap::butt;
  sketch.fill({{sketch.at(763, 370), sketch.at(763, 380), sketch.at(759.5, 377.6), sketch.at(754.5, 376.8)}},
              {.ink = Ink::text});
  sketch.fill({disc(sketch.at(768, 362), sketch.length(4.5))}, {.ink = Ink::background});
  Stroke& point = sketch.stroke(disc(sketch.at(768, 362), sketch.length(4.5)), 1.5, {.ink = Ink::text});
  point.closed = true;
}

void draw_text(Sketch& sketch) {
  double y = 366;
  for (const double size : {8.0, 10.0, 11.0, 12.5, 14.0}) {
    sketch.text("Private launches first overtook state launches in 1995: 1,117 of 4,324", size, 24, y);
    y += size + 8;
  }
  sketch.text("Kourou, Плесецк, Kiritimati – 1,234 · −56 · €65 m · 12½ %", 12.5, 24, 456, Cut::semibold);
  Text& end = sketch.text("Anchored at the end: AV To WAVE", 12.5, 776, 456);
  end.anchor = Anchor::end;
  end.paint.ink = Ink::muted;
  Text& middle = sketch.text("in the middle", 12.5, 710, 362, Cut::semibold);
  middle.anchor = Anchor::middle;
  middle.paint.ink = Ink::text_vermillion;
}

void draw_halos(Sketch& sketch) {
  for (int i = 0; i < 14; ++i) {
    sketch.stroke({sketch.at(524, 360 + 6 * i), sketch.at(634, 352 + 6 * i)}, 1.5, {.ink = Ink::muted_bar});
  }
  Text& label = sketch.text("Baikonur 701", 14, 532, 384, Cut::semibold);
  label.halo = sketch.length(2);
  Text& small = sketch.text("halo of 1.5 px", 11, 540, 408);
  small.halo = sketch.length(1.5);
}

}  // namespace

Scene gallery_scene(int scale) {
  Sketch sketch(800, 480, scale);
  sketch.scene.title = "Everything the painter can do";
  sketch.scene.description = "Joins, caps, dashes, discs, layers and text.";
  sketch.fill({rectangle(sketch.at(24, 16), sketch.at(60, 21))}, {.ink = Ink::accent});
  sketch.text("Everything the painter can do, at size 19", 19, 24, 48, Cut::display);
  draw_joins(sketch);
  draw_dashes(sketch);
  draw_spokes(sketch);
  draw_discs(sketch);
  draw_layers(sketch);
  draw_arrow(sketch);
  draw_text(sketch);
  draw_halos(sketch);
  return std::move(sketch.scene);
}

Scene timeline_scene(int width, int height, int scale) {
  Sketch sketch(width, height, scale);
  sketch.scene.title = "Private launches first overtook state launches in 1995";
  sketch.scene.description = "Two lines over 64 years.";
  const double left = 24, right = width - 130, top = 90, bottom = height - 60;
  for (int i = 0; i <= 5; ++i) {
    const double y = bottom - (bottom - top) * i / 5;
    sketch.fill({rectangle(sketch.at(left, y), sketch.at(right, y + 1.0 / scale))}, {.ink = Ink::grid});
    sketch.text(std::to_string(20 * i), 11, left, y - 4).paint.ink = Ink::muted;
  }
  const auto line = [&](double phase) {
    std::vector<Fix> points;
    for (int year = 0; year < 64; ++year) {
      const double value = 0.5 + 0.3 * std::sin(year * 0.17 + phase) + 0.12 * std::sin(year * 1.9 + phase);
      points.push_back(sketch.at(left + (right - left) * year / 63, bottom - (bottom - top) * value));
    }
    return points;
  };
  constexpr std::array kInks{Ink::hue_blue, Ink::hue_vermillion};
  constexpr std::array kTextInks{Ink::text_blue, Ink::text_vermillion};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::vector<Fix> points = line(2 * static_cast<double>(i));
    sketch.stroke(points, 5.5, {.ink = Ink::background});
    sketch.stroke(points, 2.5, {.ink = kInks[i]});
    const double y = points.back().y / 256.0 / scale;
    sketch.text(i == 0 ? "Private" : "State", 12.5, right + 8, y, Cut::semibold).paint.ink = kTextInks[i];
    sketch.text("63 in 2019", 11, right + 8, y + 15).paint.ink = kTextInks[i];
  }
  for (int i = 0; i < 7; ++i) {
    Text& year = sketch.text(std::to_string(1960 + 10 * i), 11, left + (right - left) * i / 6.3, bottom + 18);
    year.anchor = Anchor::middle;
    year.paint.ink = Ink::muted;
  }
  sketch.fill({rectangle(sketch.at(24, 16), sketch.at(60, 21))}, {.ink = Ink::accent});
  sketch.text("Private launches first overtook state launches in 1995", 19, 24, 48, Cut::display);
  sketch.text("Orbital launches per year, worldwide, 1957–2020", 12.5, 24, 68).paint.ink = Ink::muted;
  sketch
      .text("Source: Global Space Launches (4,324 launches), version 1f2e3d4c. 2020 ends on 7 August.", 10, 24,
            height - 16)
      .paint.ink = Ink::faint;
  return std::move(sketch.scene);
}

Scene colourful_scene() {
  Sketch sketch(160, 90, 2);
  for (int i = 0; i < 40; ++i) {
    const auto step = static_cast<std::uint8_t>(6 * i);
    sketch.fill({disc(sketch.at(20 + 3 * i, 45 + 20 * std::sin(i)), sketch.length(12.3))},
                {.ink = Ink::ramp, .step = step, .alpha = 150});
  }
  return std::move(sketch.scene);
}

}  // namespace perigee
