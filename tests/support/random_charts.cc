#include "tests/support/random_charts.h"

#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "perigee/base/text.h"

namespace perigee {
namespace {

constexpr std::array<std::string_view, 14> kWords{"Launches",
                                                  "of",
                                                  "Arianespace",
                                                  "state",
                                                  "Société",
                                                  "d’exploitation",
                                                  "a",
                                                  "1995",
                                                  "🚀",
                                                  "日本の衛星",
                                                  "Raketa-Почта",
                                                  "\xFF",
                                                  "\x01\x1B[31m",
                                                  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"};

Hue random_hue(Dice& dice) { return static_cast<Hue>(dice.between(0, 5)); }
Emphasis random_emphasis(Dice& dice) { return static_cast<Emphasis>(dice.between(0, 2)); }

std::string random_label(Dice& dice, double value) {
  if (dice.one_in(8)) return random_text(dice, 6);
  return dice.one_in(10) ? "" : grouped(value, 0);
}

Series random_series(Dice& dice) {
  Series series{.name = random_text(dice, 4), .hue = random_hue(dice), .emphasis = random_emphasis(dice)};
  const int count = dice.one_in(6) ? dice.between(0, 2) : dice.between(2, 90);
  const int first = dice.between(1900, 2020);
  const double size = random_value(dice);
  for (int i = 0; i < count; ++i) {
    const double y = dice.one_in(15) ? std::numeric_limits<double>::quiet_NaN() : std::floor(size * dice.between(0, 8));
    series.points.push_back({static_cast<double>(first + i), dice.one_in(40) ? -y : y});
  }
  if (dice.one_in(2)) series.dashed_from = static_cast<std::size_t>(dice.between(0, std::max(count, 1)));
  series.value_label = dice.one_in(3) ? "" : random_text(dice, 4);
  return series;
}

Lines random_lines(Dice& dice, std::vector<Annotation>& annotations) {
  Lines lines;
  for (int i = dice.between(0, 6); i > 0; --i) lines.series.push_back(random_series(dice));
  for (const Series& series : lines.series)
    if (!series.points.empty() && annotations.size() < 3) {
      const auto at = static_cast<std::size_t>(dice.between(0, static_cast<int>(series.points.size()) - 1));
      annotations.push_back({series.points[at], random_text(dice, 6), random_text(dice, 8)});
    }
  return lines;
}

Bar random_bar(Dice& dice, int segments) {
  Bar bar{.name = random_text(dice, dice.one_in(10) ? 30 : 3), .emphasis = random_emphasis(dice)};
  for (int i = 0; i < segments; ++i) {
    const double value = random_value(dice) * (segments == 1 && dice.one_in(12) ? -1 : 1);
    bar.segments.push_back({.name = segments == 1 ? "" : random_text(dice, 2),
                            .hue = static_cast<Hue>(i % 6),
                            .emphasis = random_emphasis(dice),
                            .value = value,
                            .label = random_label(dice, value)});
  }
  if (dice.one_in(3)) bar.note = random_text(dice, 5);
  bar.gap_before = dice.one_in(6);
  bar.partial = dice.one_in(6);
  return bar;
}

Bars random_bars(Dice& dice) {
  Bars bars{.normalised = dice.one_in(3)};
  const int segments = dice.one_in(2) ? 1 : dice.between(2, 5);
  for (int i = dice.one_in(6) ? dice.between(0, 1) : dice.between(1, 30); i > 0; --i)
    bars.bars.push_back(random_bar(dice, segments));
  return bars;
}

CellRow random_row(Dice& dice, std::size_t columns) {
  CellRow row{.name = random_text(dice, dice.one_in(10) ? 30 : 3)};
  for (std::size_t i = 0; i < columns; ++i)
    row.values.push_back(dice.one_in(4) ? std::nullopt : std::optional(random_value(dice)));
  row.total = dice.one_in(12) ? random_text(dice, 3) : grouped(random_value(dice), 0);
  return row;
}

Cells random_cells(Dice& dice) {
  Cells cells;
  const int columns = dice.one_in(6) ? dice.between(0, 200) : dice.between(1, 20);
  for (int i = 0; i < columns; ++i)
    cells.columns.push_back(dice.one_in(20) ? random_text(dice, 3) : std::to_string(1900 + 5 * i));
  for (int i = dice.between(0, 25); i > 0; --i) cells.rows.push_back(random_row(dice, cells.columns.size()));
  if (dice.one_in(2)) cells.total_heading = "Total";
  if (dice.one_in(2) && columns > 0) cells.partial_from = cells.columns.size() - 1;
  if (dice.one_in(3)) cells.strong_row = static_cast<std::size_t>(dice.between(0, 25));
  return cells;
}

Span random_span(Dice& dice) {
  Span span{.name = random_text(dice, dice.one_in(10) ? 30 : 3),
            .hue = random_hue(dice),
            .emphasis = random_emphasis(dice),
            .from = static_cast<double>(dice.between(1900, 2020)),
            .open = dice.one_in(3)};
  span.to = dice.one_in(30) ? std::numeric_limits<double>::quiet_NaN() : span.from + dice.between(-1, 80);
  if (!dice.one_in(4)) span.label = random_text(dice, 5);
  if (!dice.one_in(4)) span.note = dice.one_in(12) ? random_text(dice, 3) : grouped(random_value(dice), 0);
  return span;
}

Spans random_spans(Dice& dice) {
  Spans spans{.look = dice.one_in(2) ? SpanLook::bars : SpanLook::dots,
              .note_heading = dice.one_in(2) ? "" : random_text(dice, 2)};
  for (int i = dice.one_in(6) ? dice.between(0, 1) : dice.between(1, 40); i > 0; --i)
    spans.spans.push_back(random_span(dice));
  return spans;
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

int Dice::between(int least, int most) {
  return least + static_cast<int>(next() % (static_cast<std::uint64_t>(most - least) + 1));
}

std::string random_text(Dice& dice, int most_words) {
  if (dice.one_in(30)) return std::string(200, 'W');
  std::string text;
  for (int i = dice.between(0, most_words); i > 0; --i) {
    text += kWords[static_cast<std::size_t>(dice.between(0, static_cast<int>(kWords.size()) - 1))];
    if (i > 1) text += ' ';
  }
  return text;
}

double random_value(Dice& dice) {
  constexpr std::array<double, 8> kValues{0, 1, 2, 7.5, 42, 1398, 123'456, 1e12};
  if (dice.one_in(2)) return dice.between(1, 300);
  return kValues[static_cast<std::size_t>(dice.between(0, static_cast<int>(kValues.size()) - 1))];
}

namespace {

Chart random_frame(Dice& dice) {
  Chart chart;
  chart.title = random_text(dice, 12);
  chart.subtitle = random_text(dice, 20);
  chart.source = random_text(dice, 8);
  chart.version = dice.one_in(2) ? "3f2a1b9c" : "";
  for (int i = dice.between(0, 3); i > 0; --i) chart.notes.push_back(random_text(dice, 15));
  return chart;
}

}  // namespace

Chart random_chart(Dice& dice) {
  Chart chart = random_frame(dice);
  chart.x = {.kind = AxisKind::year};
  chart.y = {.kind = AxisKind::linear, .from_zero = !dice.one_in(4)};
  switch (dice.between(0, 6)) {
    case 0:
      chart.mark = Empty{random_text(dice, 20), random_text(dice, 40)};
      break;
    case 1:
    case 2:
      chart.mark = random_bars(dice);
      break;
    case 3:
    case 4:
      chart.mark = random_cells(dice);
      break;
    default:
      chart.mark = random_lines(dice, chart.annotations);
  }
  return chart;
}

Chart random_spans_chart(Dice& dice) {
  Chart chart = random_frame(dice);
  chart.mark = random_spans(dice);
  return chart;
}

Chart with_bands(Chart chart, Dice& dice) {
  auto* const lines = std::get_if<Lines>(&chart.mark);
  if (lines == nullptr) return chart;
  for (Series& series : lines->series)
    for (const Point& point : series.points)
      series.band.push_back({point.y - dice.between(0, 40), dice.one_in(20) ? 1e12 : point.y + dice.between(0, 40)});
  return chart;
}

Output random_output(Dice& dice) {
  constexpr std::array<int, 8> kWidths{320, 321, 400, 640, 800, 1000, 1600, 4096};
  Output output;
  output.width = kWidths[static_cast<std::size_t>(dice.between(0, 7))];
  output.scale = output.width > 1000 ? 1 : dice.between(1, 4);
  if (dice.one_in(2)) output.height = dice.one_in(3) ? kMinHeight : dice.between(kMinHeight, 1000);
  output.theme = dice.one_in(2) ? ThemeName::light : ThemeName::dark;
  if (dice.one_in(5)) output.title = random_text(dice, 15);
  return output;
}

}  // namespace perigee
