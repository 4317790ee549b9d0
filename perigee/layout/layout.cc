#include "perigee/layout/layout.h"

#include <algorithm>
#include <cmath>

#include "perigee/layout/fold.h"
#include "perigee/layout/frame.h"
#include "perigee/layout/mark.h"

namespace perigee {
namespace {

constexpr double kShareOfContent = 0.45;

struct Heights {
  int picture = 0;
  double content = 0;  // what the mark needs of it, at the least
};

// The height that was asked for, else what the mark needs, within the bounds of a picture.
int picture_height(double natural, const Output& output) {
  if (output.height != 0) return output.height;
  const std::int64_t pixels_a_row = std::int64_t{output.width} * output.scale * output.scale;
  const std::int64_t most = std::min<std::int64_t>(kMaxHeight, kMaxPixels / pixels_a_row);
  return static_cast<int>(std::clamp<double>(std::ceil(natural), kMinHeight, static_cast<double>(most)));
}

// Most marks need the same height in every width; a map keeps its proportions.
template <class Mark>
double natural_height_of(const Mark& mark, double frame, double width) {
  if constexpr (requires { natural_height(mark, frame, width); })
    return natural_height(mark, frame, width);
  else
    return natural_height(mark, frame);
}

// A mark that needs less than its share of the picture leaves the rest to the texts.
Heights heights_of(const Chart& chart, const Output& output) {
  const double frame = frame_height(chart, output);
  const double natural =
      std::visit([&](const auto& mark) { return natural_height_of(mark, frame, output.width); }, chart.mark);
  const int picture = picture_height(natural, output);
  return {picture, std::min(kShareOfContent * picture, natural - frame)};
}

}  // namespace

Scene layout(const Chart& given, const Output& output) {
  const Chart chart = folded(given, output);
  const Heights heights = heights_of(chart, output);
  const Frame frame = compose_frame(chart, output, heights.picture, heights.content);
  Pen pen(output.width, heights.picture, output.scale, output.theme);
  draw(frame, pen);
  std::visit([&](const auto& mark) { draw(mark, chart, frame.content, pen); }, chart.mark);
  Scene scene = pen.take();
  scene.title = output.title.empty() ? chart.title : output.title;
  scene.description = chart.alt;
  return scene;
}

}  // namespace perigee
