#include "perigee/layout/layout.h"

#include <algorithm>
#include <cmath>

#include "perigee/layout/frame.h"
#include "perigee/layout/mark.h"

namespace perigee {
namespace {

// The height that was asked for, else what the mark needs, within the bounds of a picture.
int height_of(const Chart& chart, const Output& output) {
  if (output.height != 0) return output.height;
  const double frame = frame_height(chart, output);
  const double natural = std::visit([frame](const auto& mark) { return natural_height(mark, frame); }, chart.mark);
  const std::int64_t pixels_a_row = std::int64_t{output.width} * output.scale * output.scale;
  const std::int64_t most = std::min<std::int64_t>(kMaxHeight, kMaxPixels / pixels_a_row);
  return static_cast<int>(std::clamp<double>(std::ceil(natural), kMinHeight, static_cast<double>(most)));
}

}  // namespace

Scene layout(const Chart& chart, const Output& output) {
  const int height = height_of(chart, output);
  const Frame frame = compose_frame(chart, output, height);
  Pen pen(output.width, height, output.scale, output.theme);
  draw(frame, pen);
  std::visit([&](const auto& mark) { draw(mark, chart, frame.content, pen); }, chart.mark);
  Scene scene = pen.take();
  scene.title = output.title.empty() ? chart.title : output.title;
  scene.description = chart.alt;
  return scene;
}

}  // namespace perigee
