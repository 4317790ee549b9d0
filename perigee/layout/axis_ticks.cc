// Which numbers an axis is labelled with.
#include <algorithm>
#include <cmath>

#include "perigee/layout/axes.h"
#include "perigee/layout/extent.h"
#include "perigee/layout/number.h"
#include "perigee/layout/time_ticks.h"

namespace perigee {
namespace {

constexpr double kPerValue = 60, kPerNumber = 80, kBetweenNumbers = 10;  // px
constexpr int kMostValues = 6, kMostNumbers = 12;

Extent extent_above(std::span<const double> values, double floor) {
  Extent extent;
  bool any = false;
  for (const double value : values) {
    if (!std::isfinite(value) || value <= floor) continue;
    extent = any ? Extent{std::min(extent.least, value), std::max(extent.most, value)} : Extent{value, value};
    any = true;
  }
  return extent;
}

// A domain that a tick can be found in: never empty, nor too narrow for its digits. A lone value lies in the middle of
// it, a lone zero at the foot of an axis that begins there.
Extent widened(Extent domain, const Axis& axis) {
  constexpr double kShare = 0.1;
  const double size = std::max({std::abs(domain.least), std::abs(domain.most), 1e-300});
  if (domain.most - domain.least > 1e-9 * size) return domain;
  if (domain.most == 0) return {axis.from_zero ? 0.0 : -1.0, 1};
  const double around = axis.kind == AxisKind::year ? 1 : size * kShare;
  return {domain.least - around, domain.most + around};
}

Extent linear_domain(const Axis& axis, const std::vector<double>& values) {
  Extent domain = finite_extent(values);
  if (axis.kind == AxisKind::linear && axis.from_zero)
    domain = {std::min(domain.least, 0.0), std::max(domain.most, 0.0)};
  if (axis.least) domain.least = *axis.least;
  if (axis.most) domain.most = std::max(*axis.most, domain.least);
  return widened(domain, axis);
}

Extent log_domain(const Axis& axis, const std::vector<double>& values) {
  constexpr double kLeast = 1e-290, kMost = 1e290;
  Extent domain = positive_extent(values);
  if (axis.least && *axis.least > 0) domain.least = *axis.least;
  if (axis.most && *axis.most > 0) domain.most = *axis.most;
  if (domain.least == 0) return {1, 10};
  return {std::clamp(domain.least, kLeast, kMost), std::clamp(std::max(domain.least, domain.most), kLeast, kMost)};
}

bool is_whole(double value) { return !std::isfinite(value) || value == std::floor(value); }

// Each label of a logarithmic axis has its own decimals: 0.1, 1, 10.
std::vector<std::string> texts_of(const Axis& axis, const std::vector<Tick>& ticks) {
  std::vector<std::string> texts;
  if (axis.kind != AxisKind::log && axis.kind != AxisKind::year) return labels(ticks);
  for (const Tick& tick : ticks)
    texts.push_back(axis.kind == AxisKind::year ? std::to_string(std::llround(tick.value()))
                                                : labels(std::span(&tick, 1)).front());
  return texts;
}

ValueAxis number_axis(const Axis& axis, const std::vector<double>& values, int wanted) {
  ValueAxis result;
  result.logarithmic = axis.kind == AxisKind::log;
  if (result.logarithmic) {
    const Extent domain = log_domain(axis, values);
    result.ticks = log_ticks(domain.least, domain.most, wanted);
  } else {
    const Extent domain = linear_domain(axis, values);
    const bool whole = std::ranges::all_of(values, is_whole) && domain.most - domain.least >= 1;
    const TickUnit unit = whole || axis.kind == AxisKind::year ? TickUnit::whole : TickUnit::any;
    result.ticks = enclosing_ticks(domain.least, domain.most, wanted, unit);
  }
  result.texts = texts_of(axis, result.ticks);
  if (!result.texts.empty()) result.texts.back() += axis.unit;
  for (const auto& text : result.texts)
    result.label_width = std::max(result.label_width, text_width(kLabelStyle, text));
  return result;
}

// The ticks lie within the values: an axis of time ends where they do.
ValueAxis time_axis(const std::vector<double>& values, int wanted) {
  const Extent domain = finite_extent(values);
  ValueAxis result;
  for (TimeTick& tick : time_ticks(domain.least, domain.most, wanted)) {
    result.ticks.push_back({tick.second, 0});
    result.texts.push_back(std::move(tick.text));
  }
  return result;
}

// Whether the labels stand side by side on `width`, the ends of the axis at the first and the last.
bool fits(const ValueAxis& axis, double width) {
  if (axis.ticks.size() < 2) return true;
  const NumberScale scale = axis.scale(0, width);
  for (std::size_t i = 1; i < axis.ticks.size(); ++i) {
    const double between = scale(axis.ticks[i].value()) - scale(axis.ticks[i - 1].value());
    const double room = (text_width(kLabelStyle, axis.texts[i - 1]) + text_width(kLabelStyle, axis.texts[i])) / 2;
    if (between < room + kBetweenNumbers) return false;
  }
  return true;
}

}  // namespace

Extent finite_extent(std::span<const double> values) {
  return extent_above(values, -std::numeric_limits<double>::infinity());
}

Extent positive_extent(std::span<const double> values) { return extent_above(values, 0); }

NumberScale ValueAxis::scale(double start, double end) const {
  const double from = ticks.front().value(), to = ticks.back().value();
  return logarithmic ? log_scale(from, to, start, end) : linear_scale(from, to, start, end);
}

ValueAxis value_axis(const Axis& axis, const std::vector<double>& values, double height) {
  return number_axis(axis, values, std::clamp(static_cast<int>(height / kPerValue) + 1, 2, kMostValues));
}

ValueAxis bottom_axis(const Axis& axis, const std::vector<double>& values, double width) {
  for (int wanted = std::clamp(static_cast<int>(width / kPerNumber) + 1, 2, kMostNumbers);; --wanted) {
    ValueAxis result = axis.kind == AxisKind::time ? time_axis(values, wanted) : number_axis(axis, values, wanted);
    if (wanted <= 2 || fits(result, width)) return result;
  }
}

ValueAxis within(ValueAxis axis, double least, double most) {
  ValueAxis result;
  result.logarithmic = axis.logarithmic;
  for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
    if (axis.ticks[i].value() < least || axis.ticks[i].value() > most) continue;
    result.ticks.push_back(axis.ticks[i]);
    result.texts.push_back(std::move(axis.texts[i]));
    result.label_width = std::max(result.label_width, text_width(kLabelStyle, result.texts.back()));
  }
  return result;
}

}  // namespace perigee
