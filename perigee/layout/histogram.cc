#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "perigee/layout/annotation.h"
#include "perigee/layout/extent.h"
#include "perigee/layout/group_names.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/number_plot.h"

namespace perigee {
namespace {

constexpr double kFromLabels = 10, kBetweenBins = 1, kLeastBin = 4, kFoot = 1.5, kLastLabel = 12;
constexpr double kNameReach = 0.15;  // in a stack a name is beside its group or it is misread

double count_in(const HistogramGroup& group, std::size_t bin) {
  const double count = bin < group.counts.size() ? group.counts[bin] : 0;
  return std::isfinite(count) ? std::max(0.0, count) : 0;
}

std::size_t bins_of(const Histogram& histogram) { return histogram.edges.empty() ? 0 : histogram.edges.size() - 1; }

std::vector<double> heights_of(const Histogram& histogram) {
  std::vector<double> heights(bins_of(histogram));
  for (std::size_t bin = 0; bin < heights.size(); ++bin)
    for (const HistogramGroup& group : histogram.groups) heights[bin] += count_in(group, bin);
  return heights;
}

// The first and the last edge end the axis: a bin is never cut. One alone would be a wall, and has room around it.
Extent ends_of(const Histogram& histogram, const Axis& x) {
  const double first = histogram.edges.front(), last = histogram.edges.back();
  const double around = bins_of(histogram) == 1 && x.kind != AxisKind::log ? 2 * (last - first) : 0;
  return {first - around, last + around};
}

NumberPlot plot_of(const Histogram& histogram, const Chart& chart, const Box& content) {
  NumberPlot result;
  Plot& plot = result.plot;
  plot.left = content.left;
  plot.box = {content.left, content.top + kValueLabelHeight + name_room_above(chart.y), content.right - kLastLabel,
              content.bottom - kYearAxisHeight - name_room_below(chart.x)};
  plot.box.bottom = std::max(plot.box.bottom, plot.box.top + 1);
  result.side = value_axis(chart.y, heights_of(histogram), plot.box.height());
  plot.box.left += result.side.label_width + kFromLabels;
  const auto [first, last] = ends_of(histogram, chart.x);
  const ValueAxis whole = bottom_axis(chart.x, {first, last}, plot.box.width());
  plot.x = whole.logarithmic ? log_scale(first, last, plot.box.left, plot.box.right)
                             : linear_scale(first, last, plot.box.left, plot.box.right);
  plot.y = result.side.scale(plot.box.bottom, plot.box.top);
  result.bottom = within(whole, first, last);
  for (const Tick& tick : result.side.ticks) plot.grid.push_back(plot.y(tick.value()));
  return result;
}

// One bin of one group, standing on those below it.
struct Block {
  Box box;
  double count = 0;
};

// Of each group, from the left to the right.
std::vector<std::vector<Block>> blocks_of(const Histogram& histogram, const Plot& plot) {
  std::vector<std::vector<Block>> blocks;
  std::vector<double> below(bins_of(histogram));
  for (const HistogramGroup& group : histogram.groups) {
    blocks.emplace_back();
    for (std::size_t bin = 0; bin < below.size(); ++bin) {
      const double left = plot.x(histogram.edges[bin]), right = plot.x(histogram.edges[bin + 1]);
      const double gap = right - left < kLeastBin ? 0 : kBetweenBins;
      const double count = count_in(group, bin);
      blocks.back().push_back({{left, plot.y(below[bin] + count), right - gap, plot.y(below[bin])}, count});
      below[bin] += count;
    }
  }
  return blocks;
}

void draw_blocks(const Histogram& histogram, const std::vector<std::vector<Block>>& blocks, Pen& pen,
                 Occupancy& taken) {
  for (std::size_t group = 0; group < blocks.size(); ++group)
    for (const Block& block : blocks[group]) {
      if (block.count <= 0) continue;
      Box box = block.box;
      if (group > 0 && box.height() > kBetweenBins + 1)
        box.bottom -= kBetweenBins;  // a thread of ground between groups
      pen.fill(box, mark_paint(histogram.groups[group].hue, histogram.groups[group].emphasis));
      taken.add(block.box);
    }
}

// Above the middle of the group, where half of it lies to the left.
Point middle_of(const std::vector<Block>& blocks, const Plot& plot) {
  double sum = 0, passed = 0;
  for (const Block& block : blocks) sum += block.count;
  for (const Block& block : blocks) {
    passed += block.count;
    if (passed * 2 >= sum && sum > 0)
      return {(block.box.left + block.box.right) / 2, block.box.top - kSeriesStyle.leading};
  }
  return {plot.box.left, plot.box.top};
}

std::vector<GroupName> names_of(const Histogram& histogram, const std::vector<std::vector<Block>>& blocks,
                                const Plot& plot) {
  std::vector<GroupName> names;
  for (std::size_t i = 0; i < histogram.groups.size(); ++i) {
    const HistogramGroup& group = histogram.groups[i];
    if (group.name.empty()) continue;
    const Point near = i < blocks.size() ? middle_of(blocks[i], plot) : Point{};
    names.push_back(
        {group.name, group.note, mark_paint(group.hue, group.emphasis), name_paint(group.hue, group.emphasis), near});
  }
  return names;
}

// A key names the groups as they are stacked, from the top.
std::vector<GroupName> from_the_top(std::vector<GroupName> names) {
  std::ranges::reverse(names);
  return names;
}

enum class Names { beside, above };

bool draw_plot(const Histogram& histogram, const Chart& chart, const Box& content, Names where, Pen& pen) {
  const double key = where == Names::above ? key_height(from_the_top(names_of(histogram, {}, {})), content.width()) : 0;
  const NumberPlot field = plot_of(histogram, chart, {content.left, content.top + key, content.right, content.bottom});
  const Plot& plot = field.plot;
  Occupancy taken({plot.left, content.top, content.right, plot.box.bottom + 1});
  taken.add(Box{content.left, content.top, content.right, content.top + key});
  draw_bottom(field.bottom, plot, VerticalGrid::none, pen);
  draw(field.side, plot, pen, taken);
  draw_names(chart.x, chart.y, plot, pen, taken);
  const auto blocks = blocks_of(histogram, plot);
  draw_blocks(histogram, blocks, pen, taken);
  pen.horizontal(plot.y(0), plot.left, plot.box.right, kFoot, {.ink = Ink::axis});
  const std::vector<GroupName> names = names_of(histogram, blocks, plot);
  if (where == Names::above) draw_key(from_the_top(names), content, pen);
  std::optional<std::vector<Box>> words{std::in_place};
  if (where == Names::beside) words = draw_names_beside(names, plot.box, kNameReach, taken, pen);
  if (!words) return false;
  draw_annotations(chart.annotations, plot, taken, *words, pen);
  return true;
}

}  // namespace

double natural_height(const Histogram&, double) {
  constexpr double kHeight = 450;
  return kHeight;
}

void draw(const Histogram& histogram, const Chart& chart, const Box& content, Pen& pen) {
  if (bins_of(histogram) == 0) return;
  Pen attempt = pen;
  if (draw_plot(histogram, chart, content, Names::beside, attempt)) {
    pen = std::move(attempt);
    return;
  }
  draw_plot(histogram, chart, content, Names::above, pen);
}

}  // namespace perigee
