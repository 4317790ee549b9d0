#include "perigee/layout/axes.h"

#include <algorithm>
#include <cmath>

#include "perigee/layout/number.h"

namespace perigee {
namespace {

constexpr double kPerValue = 60, kLeastPerYear = 52, kBetweenYears = 20;  // px
constexpr int kMostValues = 6, kMostYears = 8;
constexpr double kFarthestYear = 1e12;

struct Extent {
  double least, most;
};

// Of the finite values; 0 … 0 if there are none.
Extent extent_of(const std::vector<double>& values) {
  std::vector<double> finite;
  std::ranges::copy_if(values, std::back_inserter(finite), [](double v) { return std::isfinite(v); });
  if (finite.empty()) return {0, 0};
  const auto [least, most] = std::ranges::minmax(finite);
  return {least, most};
}

// A domain that a tick can be found in: never empty, nor too narrow for its digits.
Extent widened(Extent domain) {
  const double size = std::max({std::abs(domain.least), std::abs(domain.most), 1e-300});
  if (domain.most - domain.least > 1e-9 * size) return domain;
  if (domain.most == 0) return {0, 1};
  return {std::min(domain.least, domain.least * 1.5), std::max(domain.most, domain.most * 1.5)};
}

Extent value_domain(const Axis& axis, const std::vector<double>& values) {
  Extent domain = extent_of(values);
  if (axis.from_zero) domain = {std::min(domain.least, 0.0), std::max(domain.most, 0.0)};
  if (axis.least) domain.least = *axis.least;
  if (axis.most) domain.most = std::max(*axis.most, domain.least);
  return widened(domain);
}

bool is_whole(double value) { return !std::isfinite(value) || value == std::floor(value); }

int most_years(const YearSpan& span, double width) {
  const double label = std::max(text_width(kLabelStyle, std::to_string(std::llround(span.first))),
                                text_width(kLabelStyle, std::to_string(std::llround(span.last))));
  return std::clamp(static_cast<int>(width / std::max(kLeastPerYear, label + kBetweenYears)) + 1, 1, kMostYears);
}

// The years that are labelled, thinned until each has its room.
std::vector<std::int64_t> labelled_years(const YearSpan& span, const Plot& plot) {
  for (int most = most_years(span, plot.box.width());; --most) {
    auto years = year_ticks(std::llround(std::ceil(span.first)), std::llround(std::floor(span.last)), most);
    if (years.size() < 2 || most <= 1) return years;
    const double step = plot.x(static_cast<double>(years[1])) - plot.x(static_cast<double>(years[0]));
    if (step >= text_width(kLabelStyle, std::to_string(years.back())) + kBetweenYears / 2) return years;
  }
}

}  // namespace

ValueAxis value_axis(const Axis& axis, const std::vector<double>& values, double height) {
  const Extent domain = value_domain(axis, values);
  const bool whole = std::ranges::all_of(values, is_whole) && domain.most - domain.least >= 1;
  const int wanted = std::clamp(static_cast<int>(height / kPerValue) + 1, 2, kMostValues);
  ValueAxis result;
  result.ticks = enclosing_ticks(domain.least, domain.most, wanted, whole ? TickUnit::whole : TickUnit::any);
  result.texts = labels(result.ticks);
  for (const auto& text : result.texts)
    result.label_width = std::max(result.label_width, text_width(kLabelStyle, text));
  return result;
}

YearSpan year_span(const Axis& axis, const std::vector<double>& years) {
  const Extent extent = extent_of(years);
  const double first = axis.least.value_or(extent.least), last = axis.most.value_or(extent.most);
  return {std::clamp(first, -kFarthestYear, kFarthestYear),
          std::clamp(std::max(first, last), -kFarthestYear, kFarthestYear)};
}

void draw(const ValueAxis& axis, const Plot& plot, Pen& pen, Occupancy& taken) {
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    const double y = plot.y(axis.ticks[i].value());
    const bool is_zero = axis.ticks[i].mantissa == 0;
    pen.horizontal(y, plot.left, plot.box.right, is_zero ? 1.5 : 1, {.ink = is_zero ? Ink::axis : Ink::grid});
    if (is_zero) taken.add(Box{plot.left, y - 1, plot.box.right, y + 1});
    const double room = i + 1 < axis.ticks.size() ? y - plot.y(axis.ticks[i + 1].value()) : kValueLabelHeight;
    if (room < kValueLabelHeight) continue;
    taken.add(pen.text(kLabelStyle, axis.texts[i], {plot.left, y - 4}, Anchor::start, {.ink = Ink::muted}));
  }
}

void draw_years(const YearSpan& span, const Plot& plot, Pen& pen) {
  constexpr double kTick = 4;
  const Box canvas = pen.canvas();
  for (const std::int64_t year : labelled_years(span, plot)) {
    const double x = plot.x(static_cast<double>(year));
    const std::string text = std::to_string(year);
    pen.vertical(x, plot.box.bottom, plot.box.bottom + kTick, 1, {.ink = Ink::axis});
    const double half = text_width(kLabelStyle, text) / 2;
    const double centre = std::clamp(x, canvas.left + half + 2, std::max(canvas.left, canvas.right - half - 2));
    pen.text(kLabelStyle, text, {centre, plot.box.bottom + kTick + 4 + cap_height(kLabelStyle)}, Anchor::middle,
             {.ink = Ink::muted});
  }
}

}  // namespace perigee
