#include <algorithm>
#include <iterator>
#include <numeric>

#include "perigee/layout/bar_parts.h"
#include "perigee/layout/spread.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kBetweenSegments = 1, kBetweenHeadings = 14, kAboveBar = 9, kLeastInset = 4;

// Parts of a whole can't be less than nothing.
double length_of(const Segment& segment) { return std::max(0.0, amount(segment)); }

double sum_of(const Bar& bar) {
  return std::accumulate(bar.segments.begin(), bar.segments.end(), 0.0,
                         [](double sum, const Segment& segment) { return sum + length_of(segment); });
}

double largest_sum(const Bars& bars, std::size_t count) {
  double most = 0;
  for (std::size_t i = 0; i < count; ++i) most = std::max(most, sum_of(bars.bars[i]));
  return most;
}

// Side by side from the field's left edge; `whole` fills the field.
std::vector<Box> segment_boxes(const Bar& bar, const Box& field, double whole) {
  std::vector<Box> boxes;
  double sum = 0;
  const auto position = [&](double part) {
    return whole > 0 ? field.left + field.width() * (part / whole) : field.left;
  };
  for (const Segment& segment : bar.segments) {
    const double left = position(sum);
    sum += length_of(segment);
    boxes.push_back({left, field.top, position(sum), field.bottom});
  }
  return boxes;
}

void draw_segment(const Bar& bar, const Segment& segment, const Box& box, Pen& pen) {
  const Paint paint = segment_paint(bar, segment);
  pen.fill(box, paint);
  const TextStyle style = segment_style(segment);
  const std::string text = one_line(segment.label);
  const double width = text_width(style, text);
  if (text.empty() || !holds(box, width, kLeastInset)) return;
  const Point at{box.left + std::min(kBarInset, (box.width() - width) / 2),
                 centred_baseline(style, box.top, box.bottom)};
  pen.text(style, text, at, Anchor::start, legible_on(pen.theme(), paint));
}

void draw_bar(const Bar& bar, const std::vector<Box>& segments, Pen& pen) {
  bool is_first = true;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (length_of(bar.segments[i]) <= 0) continue;
    draw_segment(bar, bar.segments[i], segments[i], pen);
    if (!is_first)
      pen.vertical(segments[i].left, segments[i].top, segments[i].bottom, kBetweenSegments, {.ink = Ink::background});
    is_first = false;
  }
}

struct Heading {
  std::string text;
  Paint paint;
  Wish wish;
};

// Each over the left edge of its segment; names that together exceed the field are cut to equal shares of it.
std::vector<Heading> headings_of(const Bar& bar, const std::vector<Box>& segments, const Box& field) {
  double together = 0;
  for (const Segment& segment : bar.segments)
    together += text_width(kSeriesStyle, one_line(segment.name)) + kBetweenHeadings;
  const double share = (field.width() + kBetweenHeadings) / static_cast<double>(segments.size()) - kBetweenHeadings;
  std::vector<Heading> headings;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = bar.segments[i];
    std::string text = one_line(segment.name);
    if (together > field.width() + kBetweenHeadings) text = elide_end(kSeriesStyle, text, share);
    if (text.empty()) continue;
    const double width = text_width(kSeriesStyle, text) + kBetweenHeadings;
    headings.push_back({text, name_paint(segment.hue, segment.emphasis), {segments[i].left + width / 2, width}});
  }
  return headings;
}

void draw_headings(const Bar& bar, const std::vector<Box>& segments, const Box& field, Pen& pen) {
  const std::vector<Heading> headings = headings_of(bar, segments, field);
  std::vector<Wish> wishes;
  std::ranges::transform(headings, std::back_inserter(wishes), &Heading::wish);
  const auto centres = spread(wishes, field.left, field.right + kBetweenHeadings);
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const double left = centres[i] - wishes[i].extent / 2;
    pen.text(kSeriesStyle, headings[i].text, {left, field.top - kAboveBar}, Anchor::start, headings[i].paint);
  }
}

}  // namespace

void draw_stacked_bars(const Bars& bars, const std::vector<Box>& boxes, Pen& pen) {
  const double most = largest_sum(bars, boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Bar& bar = bars.bars[i];
    const std::vector<Box> segments = segment_boxes(bar, boxes[i], bars.normalised ? sum_of(bar) : most);
    draw_bar(bar, segments, pen);
    if (i == 0 && has_headings(bars)) draw_headings(bar, segments, boxes[i], pen);
  }
  draw_zero_line(boxes.front().left, boxes, pen);
}

}  // namespace perigee
