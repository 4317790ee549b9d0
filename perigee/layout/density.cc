#include <algorithm>
#include <array>
#include <cmath>

#include "perigee/base/text.h"
#include "perigee/layout/annotation.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/number_plot.h"
#include "perigee/layout/scale.h"

namespace perigee {
namespace {

constexpr double kKey = 17, kSwatch = 9, kToNumber = 5;

// Where the grid's lines lie: regular on the axis, whatever its kind.
std::vector<double> lines_of(double from, double to, std::size_t cells, const NumberScale& scale) {
  const double start = scale(from), end = scale(to);
  std::vector<double> lines;
  for (std::size_t i = 0; i <= cells; ++i)
    lines.push_back(start + (end - start) * static_cast<double>(i) / static_cast<double>(cells));
  return lines;
}

// The cells of each shade; neighbours in a row as one box.
using Shades = std::array<std::vector<Box>, RampScale::kClasses>;

Shades shades_of(const Density& density, const Plot& plot, const RampScale& ramp, Occupancy& taken) {
  const auto xs = lines_of(density.left, density.right, density.columns, plot.x);
  const auto ys = lines_of(density.bottom, density.top, density.rows, plot.y);
  Shades shades;
  for (std::size_t row = 0; row < density.rows; ++row)
    for (std::size_t column = 0; column < density.columns;) {
      const std::uint32_t* const counts = &density.counts[row * density.columns];
      const std::size_t first = column;
      const std::uint32_t count = counts[column++];
      if (count == 0) continue;
      const std::size_t shade = ramp.rank(count);
      while (column < density.columns && counts[column] > 0 && ramp.rank(counts[column]) == shade) ++column;
      shades[shade].push_back({xs[first], ys[row + 1], xs[column], ys[row]});
      taken.add(shades[shade].back());
    }
  return shades;
}

// "1 ▪▪▪▪▪ 331 a cell", flush right above the plot.
void draw_shades_key(std::uint32_t most, const Plot& plot, double y, Pen& pen) {
  const std::string least_text = "1", most_text = grouped(static_cast<std::int64_t>(most)) + " a cell";
  const double swatches = RampScale::kClasses * kSwatch;
  const double width = text_width(kSmallStyle, least_text) + text_width(kSmallStyle, most_text) + swatches;
  double x = plot.box.right - width - 2 * kToNumber;
  if (x < plot.box.left + plot.box.width() / 2) return;
  x = pen.text(kSmallStyle, least_text, {x, y}, Anchor::start, {.ink = Ink::muted}).right + kToNumber;
  for (std::size_t i = 0; i < RampScale::kClasses; ++i, x += kSwatch)
    pen.fill(Box{x, y - cap_height(kSmallStyle), x + kSwatch, y}, {.ink = Ink::density, .step = RampScale::step(i)});
  pen.text(kSmallStyle, most_text, {x + kToNumber, y}, Anchor::start, {.ink = Ink::muted});
}

bool is_whole(const Density& density) {
  return density.columns > 0 && density.rows > 0 && density.counts.size() == density.columns * density.rows;
}

std::vector<Annotation> annotations_of(const Density& density, const Chart& chart) {
  std::vector<Annotation> all;
  for (const MarkedPoint& marked : density.marked) all.push_back({marked.at, marked.label, ""});
  all.insert(all.end(), chart.annotations.begin(), chart.annotations.end());
  return all;
}

}  // namespace

double natural_height(const Density&, double) {
  constexpr double kHeight = 500;
  return kHeight;
}

void draw(const Density& density, const Chart& chart, const Box& content, Pen& pen) {
  if (!is_whole(density)) return;
  PlotValues values{{density.left, density.right}, {density.bottom, density.top}};
  for (const MarkedPoint& marked : density.marked) values.x.push_back(marked.at.x), values.y.push_back(marked.at.y);
  const NumberPlot field = number_plot(chart, values, content, kKey);
  const Plot& plot = field.plot;
  Occupancy taken({plot.left, content.top, content.right, plot.box.bottom + 1});
  draw_grid(field, chart, pen, taken);
  const std::uint32_t most = *std::ranges::max_element(density.counts);
  const Shades shades = shades_of(density, plot, RampScale{static_cast<double>(most)}, taken);
  for (std::size_t i = 0; i < shades.size(); ++i)
    if (!shades[i].empty()) pen.fill(shades[i], {.ink = Ink::density, .step = RampScale::step(i)});
  draw_shades_key(most, plot, plot.box.top - kValueLabelHeight - 5, pen);
  draw_annotations(annotations_of(density, chart), plot, taken, {}, pen);
}

}  // namespace perigee
