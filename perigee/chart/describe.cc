#include "perigee/chart/describe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "perigee/base/text.h"

namespace perigee {
namespace {

std::string_view word(Hue hue) {
  constexpr std::array<std::string_view, 6> kWords{"blue", "vermillion", "green", "orange", "sky", "purple"};
  return kWords[static_cast<std::size_t>(hue)];
}

std::string_view word(Emphasis emphasis) {
  constexpr std::array<std::string_view, 3> kWords{"normal", "strong", "muted"};
  return kWords[static_cast<std::size_t>(emphasis)];
}

std::string_view word(AxisKind kind) {
  constexpr std::array<std::string_view, 6> kWords{"none", "linear", "year", "band", "log", "time"};
  return kWords[static_cast<std::size_t>(kind)];
}

// NaN and the infinities have no digits; a chart that holds one says so.
std::string number(double value) { return std::isfinite(value) ? plain(value) : "gap"; }

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

// Colour and emphasis of a series; the usual emphasis goes without saying.
std::string look(Hue hue, Emphasis emphasis) {
  std::string text(word(hue));
  if (emphasis != Emphasis::normal) text += ", " + std::string(word(emphasis));
  return text;
}

void line(std::string& text, std::string_view name, std::string_view value) {
  text.append(name);
  if (!value.empty()) text.append(": ").append(value);
  text += '\n';
}

void optional_line(std::string& text, std::string_view name, std::string_view value) {
  if (!value.empty()) line(text, name, value);
}

std::string axis_words(const Axis& axis) {
  std::string text(word(axis.kind));
  if (!axis.name.empty()) text = in_quotes(axis.name) + ", " + text;
  if (axis.kind == AxisKind::linear) text += axis.from_zero ? ", from zero" : ", not from zero";
  if (axis.least) text += ", least " + number(*axis.least);
  if (axis.most) text += ", most " + number(*axis.most);
  if (!axis.unit.empty()) text += ", in " + axis.unit;
  return text;
}

std::string band_words(const Series& series, std::size_t i) {
  if (i >= series.band.size()) return "";
  return " (" + number(series.band[i].low) + " to " + number(series.band[i].high) + ")";
}

void describe_series(std::string& text, const Series& series) {
  line(text, "  series", in_quotes(series.name) + ", " + look(series.hue, series.emphasis));
  optional_line(text, "    label", series.value_label);
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const Point& point = series.points[i];
    const std::string_view partial = i >= series.dashed_from ? ", partial" : "";
    line(text, "    " + number(point.x), number(point.y).append(band_words(series, i)).append(partial));
  }
}

void describe_mark(std::string& text, const Lines& lines) {
  line(text, "lines", "");
  for (const Series& series : lines.series) describe_series(text, series);
}

std::string segment_words(const Segment& segment) {
  std::string words = number(segment.value) + ", " + look(segment.hue, segment.emphasis);
  if (!segment.name.empty()) words = in_quotes(segment.name) + " " + words;
  if (!segment.label.empty()) words += ", label " + in_quotes(segment.label);
  return words;
}

void describe_bar(std::string& text, const Bar& bar) {
  std::string words = in_quotes(bar.name);
  if (bar.emphasis != Emphasis::normal) words += ", " + std::string(word(bar.emphasis));
  if (bar.gap_before) words += ", set apart";
  if (bar.partial) words += ", partial";
  if (!bar.note.empty()) words += ", note " + in_quotes(bar.note);
  line(text, "  bar", words);
  for (const Segment& segment : bar.segments) line(text, "    segment", segment_words(segment));
}

void describe_mark(std::string& text, const Bars& bars) {
  line(text, bars.normalised ? "bars, normalised" : "bars", "");
  optional_line(text, "  unit", bars.unit);
  for (const Bar& bar : bars.bars) describe_bar(text, bar);
}

void describe_row(std::string& text, const CellRow& row) {
  std::string words;
  for (const auto& value : row.values) words += (value ? number(*value) : std::string("–")) + " ";
  if (!row.total.empty()) words += "| " + row.total + " ";
  if (!words.empty()) words.pop_back();
  line(text, "  " + in_quotes(row.name), words);
}

std::string ramp_words(const Cells& cells) {
  constexpr std::array<std::string_view, 4> kRamps{"", ", linear", ", diverging", ", amounts"};
  std::string words = "cells" + std::string(kRamps[static_cast<std::size_t>(cells.ramp)]);
  if (cells.format.is_share) words += ", shares";
  if (cells.format.decimals >= 0) words += ", " + std::to_string(cells.format.decimals) + " decimals";
  if (cells.least) words += ", least " + number(*cells.least);
  if (cells.most) words += ", most " + number(*cells.most);
  return words;
}

void describe_mark(std::string& text, const Cells& cells) {
  line(text, ramp_words(cells), "");
  line(text, "  columns", join(cells.columns, " | "));
  optional_line(text, "  total", cells.total_heading);
  if (cells.partial_from < cells.columns.size()) line(text, "  partial from", cells.columns[cells.partial_from]);
  if (cells.strong_row && *cells.strong_row < cells.rows.size())
    line(text, "  strong", cells.rows[*cells.strong_row].name);
  for (const CellRow& row : cells.rows) describe_row(text, row);
}

void describe_mark(std::string& text, const Symbols& symbols) {
  line(text, "map", symbols.unit);
  for (const MapPlace& place : symbols.places) {
    std::string words = number(place.value) + " at " + number(place.longitude) + ", " + number(place.latitude);
    if (place.emphasis != Emphasis::normal) words += ", " + std::string(word(place.emphasis));
    if (!place.label.empty()) words += ", label " + in_quotes(place.label);
    line(text, "  " + in_quotes(place.name), words);
  }
}

std::string span_words(const Span& span) {
  std::string words = in_quotes(span.name) + " " + number(span.from) + " to " + number(span.to);
  if (span.open) words += ", open";
  words += ", " + look(span.hue, span.emphasis);
  if (!span.label.empty()) words += ", label " + in_quotes(span.label);
  if (!span.note.empty()) words += ", note " + in_quotes(span.note);
  return words;
}

void describe_mark(std::string& text, const Spans& spans) {
  line(text, spans.look == SpanLook::bars ? "spans" : "spans, dots", "");
  optional_line(text, "  notes", spans.note_heading);
  for (const Span& span : spans.spans) line(text, "  span", span_words(span));
}

std::string counts_in_words(const std::vector<double>& counts) {
  std::string words;
  for (const double count : counts) words.append(words.empty() ? "" : " ").append(number(count));
  return words;
}

void describe_mark(std::string& text, const Histogram& histogram) {
  line(text, "histogram", "");
  line(text, "  edges", counts_in_words(histogram.edges));
  for (const HistogramGroup& group : histogram.groups) {
    const std::string note = group.note.empty() ? "" : ", note " + in_quotes(group.note);
    line(text, "  group", in_quotes(group.name) + ", " + look(group.hue, group.emphasis) + note);
    line(text, "    counts", counts_in_words(group.counts));
  }
}

std::string place_words(Point at) { return "(" + number(at.x) + ", " + number(at.y) + ")"; }

void describe_marked(std::string& text, const std::vector<MarkedPoint>& points) {
  for (const MarkedPoint& point : points) line(text, "  marked", place_words(point.at) + " " + in_quotes(point.label));
}

void describe_mark(std::string& text, const Dots& dots) {
  constexpr std::size_t kShown = 5;
  line(text, "dots", "");
  for (const DotGroup& group : dots.groups) {
    const std::string size = grouped(static_cast<std::int64_t>(group.points.size())) + " points";
    line(text, "  group", in_quotes(group.name) + ", " + look(group.hue, group.emphasis) + ", " + size);
    for (std::size_t i = 0; i < std::min(kShown, group.points.size()); ++i)
      line(text, "    " + number(group.points[i].x), number(group.points[i].y));
    if (group.points.size() > kShown) line(text, "    …", "");
  }
  describe_marked(text, dots.marked);
  if (!dots.trend.empty())
    line(text, "  trend",
         place_words(dots.trend.front()) + " to " + place_words(dots.trend.back()) + " " + in_quotes(dots.trend_label));
}

void describe_mark(std::string& text, const Density& density) {
  std::uint64_t points = 0;
  std::uint32_t most = 0;
  for (const std::uint32_t count : density.counts) points += count, most = std::max(most, count);
  line(text, "density", "");
  line(text, "  grid",
       std::to_string(density.columns) + " × " + std::to_string(density.rows) + " from " +
           place_words({density.left, density.bottom}) + " to " + place_words({density.right, density.top}));
  line(text, "  points", grouped(static_cast<std::int64_t>(points)) + ", at most " + std::to_string(most) + " a cell");
  describe_marked(text, density.marked);
}

void describe_five(std::string& text, const FiveNumbers& box) {
  std::string words = look(box.hue, box.emphasis);
  if (!box.name.empty()) words = in_quotes(box.name) + ", " + words;
  for (const double value : {box.least, box.lower, box.median, box.upper, box.most}) words += " " + number(value);
  if (!box.outliers.empty()) words += ", outliers " + counts_in_words(box.outliers);
  if (!box.label.empty()) words += ", label " + in_quotes(box.label);
  line(text, "    box", words);
}

void describe_mark(std::string& text, const Boxes& boxes) {
  line(text, "boxes", "");
  optional_line(text, "  notes", boxes.note_heading);
  for (const BoxRow& row : boxes.rows) {
    line(text, "  row", in_quotes(row.name) + (row.note.empty() ? "" : ", note " + in_quotes(row.note)));
    for (const FiveNumbers& box : row.boxes) describe_five(text, box);
    if (row.marked) line(text, "    marked", number(*row.marked) + " " + in_quotes(boxes.marked_name));
  }
}

void describe_mark(std::string& text, const Empty& empty) {
  line(text, "empty", empty.sentence);
  optional_line(text, "  remedy", empty.remedy);
}

void describe_annotation(std::string& text, const Annotation& annotation) {
  std::string words =
      "(" + number(annotation.at.x) + ", " + number(annotation.at.y) + ") " + in_quotes(annotation.fact);
  if (!annotation.remark.empty()) words += " " + in_quotes(annotation.remark);
  line(text, "annotation", words);
}

void describe_table(std::string& text, const Chart& chart) {
  line(text, "table", grouped(static_cast<std::int64_t>(chart.table.rows())) + " rows");
  for (std::size_t i = 0; i < chart.table.columns().size(); ++i) {
    const Column& column = chart.table.columns()[i];
    std::string words(word(column.type()));
    if (i < chart.units.size() && !chart.units[i].empty()) words += ", " + chart.units[i];
    line(text, "  " + column.name(), words);
  }
}

}  // namespace

std::string describe(const Chart& chart) {
  std::string text;
  line(text, "title", chart.title);
  optional_line(text, "subtitle", chart.subtitle);
  optional_line(text, "source", chart.source);
  optional_line(text, "version", chart.version);
  for (const auto& note : chart.notes) line(text, "note", note);
  optional_line(text, "alt", chart.alt);
  if (chart.x.kind != AxisKind::none) line(text, "x", axis_words(chart.x));
  if (chart.y.kind != AxisKind::none) line(text, "y", axis_words(chart.y));
  std::visit([&text](const auto& mark) { describe_mark(text, mark); }, chart.mark);
  for (const auto& annotation : chart.annotations) describe_annotation(text, annotation);
  describe_table(text, chart);
  return text;
}

}  // namespace perigee
