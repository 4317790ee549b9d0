#include <algorithm>
#include <cmath>
#include <optional>

#include "perigee/base/text.h"
#include "perigee/layout/extent.h"
#include "perigee/layout/mark.h"
#include "perigee/layout/number.h"
#include "perigee/layout/rows.h"
#include "perigee/layout/scale.h"
#include "perigee/layout/wrap.h"

namespace perigee {
namespace {

constexpr double kRow = 25, kHighestRow = 44, kHeading = 20;
constexpr double kNameShare = 0.3, kFromNames = 12, kTotalShare = 0.2, kFromTotals = 10;
constexpr double kLeastColumn = 4, kWidestColumn = 150, kGap = 1, kAroundValue = 2.5, kBetweenHeadings = 9;

// The part of the matrix that is drawn and where.
struct Grid {
  std::size_t first_column = 0;
  BandScale columns, rows;
  std::size_t column_count = 0, row_count = 0;

  Box cell(std::size_t row, std::size_t column) const {
    return {columns.low(column), rows.low(row), columns.high(column), rows.high(row)};
  }
};

bool is_count(Ramp ramp) { return ramp == Ramp::counts || ramp == Ramp::amounts; }

// A count of nothing is an empty cell; of other values zero is one like any.
std::optional<double> value_at(const Cells& cells, std::size_t row, std::size_t column) {
  const auto& values = cells.rows[row].values;
  if (column >= values.size() || !values[column] || !std::isfinite(*values[column])) return std::nullopt;
  if (*values[column] == 0 && is_count(cells.ramp)) return std::nullopt;
  return values[column];
}

struct Range {
  double least = 0, most = 0;
};

Range range_of(const Cells& cells) {
  std::vector<double> values;
  for (std::size_t row = 0; row < cells.rows.size(); ++row)
    for (std::size_t i = 0; i < cells.columns.size(); ++i)
      if (const auto value = value_at(cells, row, i)) values.push_back(*value);
  const Extent extent = finite_extent(values);
  return {cells.least.value_or(extent.least), cells.most.value_or(extent.most)};
}

// From a value to its colour.
class Colours {
 public:
  explicit Colours(const Cells& cells) : ramp_(cells.ramp), range_(range_of(cells)) {
    if (ramp_ == Ramp::counts) range_.least = 1;
    if (ramp_ == Ramp::amounts) range_.least = 0;
    if (ramp_ == Ramp::diverging) {
      range_.most = std::max(std::abs(range_.least), std::abs(range_.most));
      range_.least = -range_.most;
    }
  }

  const Range& range() const { return range_; }

  Paint operator()(double value) const {
    if (ramp_ == Ramp::counts) return {.ink = Ink::ramp, .step = RampScale{range_.most}(value)};
    return {.ink = ink(), .step = LinearRamp{range_.least, range_.most}(value)};
  }

  // A part of the ramp from 0 to 1, for the key.
  Paint at(double part) const { return {.ink = ink(), .step = static_cast<std::uint8_t>(part * 255)}; }

 private:
  Ink ink() const {
    if (ramp_ == Ramp::counts) return Ink::ramp;
    if (ramp_ == Ramp::amounts) return Ink::ramp;
    return ramp_ == Ramp::diverging ? Ink::diverging : Ink::density;
  }

  Ramp ramp_;
  Range range_;
};

std::string value_text(double value, const CellFormat& format) {
  if (format.is_share) return grouped(value * 100, std::max(0, format.decimals)) + "%";
  if (format.decimals >= 0) return grouped(value, format.decimals);
  constexpr double kExact = 1e6;  // below it every digit is shown
  if (std::abs(value) < kExact) return grouped(value, value == std::floor(value) ? 0 : 1);
  constexpr double kTenths = 10;
  double unit = 1e6;
  std::string_view suffix = "m";
  if (std::abs(value) >= 1e12)
    unit = 1e12, suffix = "trn";
  else if (std::abs(value) >= 1e9)
    unit = 1e9, suffix = "bn";
  return grouped(std::floor(value / unit * kTenths + 0.5) / kTenths, 1).append(suffix);
}

double totals_width(const Cells& cells, double most) {
  if (cells.total_heading.empty()) return 0;
  double width = text_width(kStrongLabelStyle, one_line(cells.total_heading));
  for (const CellRow& row : cells.rows) width = std::max(width, text_width(kStrongLabelStyle, one_line(row.total)));
  return std::min(width + 1, most) + kFromTotals;
}

std::vector<RowName> names_of(const Cells& cells, std::size_t count) {
  std::vector<RowName> names;
  for (std::size_t i = 0; i < count; ++i)
    names.push_back({cells.rows[i].name, cells.strong_row == i ? Emphasis::strong : Emphasis::normal});
  return names;
}

// As many of the last columns as can be told apart.
Grid grid_of(const Cells& cells, const RowFit& fit, const Box& field) {
  const auto most = static_cast<std::size_t>(std::max(1.0, field.width() / kLeastColumn));
  const std::size_t count = std::min(cells.columns.size(), most);
  const double step = field.width() / static_cast<double>(std::max<std::size_t>(count, 1));
  return {.first_column = cells.columns.size() - count,
          .columns = {field.left, step},
          .rows = {field.top, fit.height},
          .column_count = count,
          .row_count = fit.shown};
}

// The largest style in which every value fits into its cell; none if even the smallest is too large.
std::optional<TextStyle> value_style(const Cells& cells, const Grid& grid) {
  for (const TextStyle& style : {kLabelStyle, kSmallStyle}) {
    bool fits = grid.rows.step >= cap_height(style) + 2 * descent(style) + kGap + 2;
    for (std::size_t row = 0; row < grid.row_count && fits; ++row)
      for (std::size_t i = 0; i < grid.column_count && fits; ++i)
        if (const auto value = value_at(cells, row, grid.first_column + i))
          fits = text_width(style, value_text(*value, cells.format)) + 2 * kAroundValue <= grid.columns.step;
    if (fits) return style;
  }
  return std::nullopt;
}

void draw_cell(const Box& cell, std::optional<double> value, const Colours& colours, const CellFormat& format,
               const std::optional<TextStyle>& style, Pen& pen) {
  const Box inner{cell.left, cell.top, cell.right - kGap, cell.bottom - kGap};
  if (!value) return pen.fill(inner, {.ink = Ink::empty_cell});
  const Paint paint = colours(*value);
  pen.fill(inner, paint);
  if (!style) return;
  const Point at{(inner.left + inner.right) / 2, centred_baseline(*style, inner.top, inner.bottom)};
  pen.text(*style, value_text(*value, format), at, Anchor::middle, legible_on(pen.theme(), paint));
}

void draw_matrix(const Cells& cells, const Grid& grid, const std::optional<TextStyle>& style, Pen& pen) {
  const Colours colours(cells);
  for (std::size_t row = 0; row < grid.row_count; ++row)
    for (std::size_t i = 0; i < grid.column_count; ++i)
      draw_cell(grid.cell(row, i), value_at(cells, row, grid.first_column + i), colours, cells.format, style, pen);
}

std::string heading_of(const Cells& cells, std::size_t column) {
  return one_line(cells.columns[column]) + (column >= cells.partial_from ? "*" : "");
}

// Every k-th heading, the last one always, with the least k at which they don't touch.
std::size_t heading_step(const Cells& cells, const Grid& grid) {
  double widest = 0;
  for (std::size_t i = 0; i < grid.column_count; ++i)
    widest = std::max(widest, text_width(kLabelStyle, heading_of(cells, grid.first_column + i)));
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil((widest + kBetweenHeadings) / grid.columns.step)));
}

// From the last one back; one that is too long for its place gives way.
void draw_headings(const Cells& cells, const Grid& grid, const Box& limits, Pen& pen) {
  const std::size_t step = heading_step(cells, grid);
  double free = limits.right;
  for (std::size_t back = 0; back < grid.column_count; back += step) {
    const std::size_t i = grid.column_count - 1 - back;
    const std::string text = elide_end(kLabelStyle, heading_of(cells, grid.first_column + i), limits.width());
    const double half = text_width(kLabelStyle, text) / 2;
    const double middle = (grid.columns.low(i) + grid.columns.high(i) - kGap) / 2;
    const double x = std::clamp(middle, limits.left + half, std::max(limits.left + half, limits.right - half));
    if (text.empty() || x + half > free + 1e-6) continue;
    pen.text(kLabelStyle, text, {x, grid.rows.start - 7}, Anchor::middle, {.ink = Ink::muted});
    free = x - half - kBetweenHeadings;
  }
}

void draw_totals(const Cells& cells, const Grid& grid, double right, double width, Pen& pen) {
  if (width == 0) return;
  const double room = width - kFromTotals + 1e-6;
  const std::string heading = elide_end(kStrongLabelStyle, one_line(cells.total_heading), room);
  pen.text(kStrongLabelStyle, heading, {right, grid.rows.start - 7}, Anchor::end, {.ink = Ink::muted});
  for (std::size_t row = 0; row < grid.row_count; ++row) {
    const std::string text = elide_end(kStrongLabelStyle, one_line(cells.rows[row].total), room);
    if (text.empty()) continue;
    const double y = centred_baseline(kStrongLabelStyle, grid.rows.low(row), grid.rows.high(row) - kGap);
    pen.text(kStrongLabelStyle, text, {right, y}, Anchor::end, {.ink = Ink::text});
  }
}

// What the shades mean, where the cells are too small for their values: from the least to the most.
void draw_key(const Cells& cells, const Box& room, Pen& pen) {
  constexpr double kSwatch = 7, kSpace = 4;
  constexpr int kSwatches = static_cast<int>(RampScale::kClasses) / 2;
  const Colours colours(cells);
  const std::string least_text = value_text(colours.range().least, cells.format);
  const std::string most_text = value_text(colours.range().most, cells.format);
  const double width =
      kSwatches * kSwatch + 2 * kSpace + text_width(kSmallStyle, least_text) + text_width(kSmallStyle, most_text);
  if (width > room.width()) return;
  const double y = room.bottom - 7;
  double x = pen.text(kSmallStyle, least_text, {room.left, y}, Anchor::start, {.ink = Ink::muted}).right + kSpace;
  for (int i = 0; i < kSwatches; ++i, x += kSwatch) {
    const Paint paint = colours.at(static_cast<double>(i) / (kSwatches - 1));
    pen.fill(Box{x, y - cap_height(kSmallStyle), x + kSwatch, y}, paint);
  }
  pen.text(kSmallStyle, most_text, {x + kSpace, y}, Anchor::start, {.ink = Ink::muted});
}

}  // namespace

double natural_height(const Cells& cells, double frame) {
  return frame + kHeading + kRow * static_cast<double>(cells.rows.size());
}

// For names and totals as wide as they may become, so that it holds for every height.
std::size_t columns_that_fit(const Cells& cells, double width) {
  const double totals = totals_width(cells, kTotalShare * width);
  return static_cast<std::size_t>(std::max(1.0, (width * (1 - kNameShare) - kFromNames - totals) / kLeastColumn));
}

void draw(const Cells& cells, const Chart&, const Box& content, Pen& pen) {
  const double top = content.top + kHeading;
  const RowFit fit = fit_rows(cells.rows.size(), content.bottom - top, kHighestRow);
  if (fit.shown == 0 || cells.columns.empty()) return;
  const NameColumn names(names_of(cells, fit.shown), fit.height, kNameShare * content.width());
  const double totals = totals_width(cells, kTotalShare * content.width());
  const double left = content.left + names.width() + kFromNames;
  const double widest = kWidestColumn * static_cast<double>(cells.columns.size());
  const Box field{left, top, std::min(content.right - totals, left + widest), content.bottom};
  const Grid grid = grid_of(cells, fit, field);
  for (std::size_t row = 0; row < fit.shown; ++row)
    names.draw(row, content.left, grid.rows.low(row), grid.rows.high(row) - kGap, pen);
  const std::optional<TextStyle> style = value_style(cells, grid);
  draw_matrix(cells, grid, style, pen);
  if (!style) draw_key(cells, {content.left, content.top, field.left - kFromNames, top}, pen);
  draw_headings(cells, grid, field, pen);
  draw_totals(cells, grid, field.right + totals, totals, pen);
  if (fit.missing > 0)
    draw_missing(fit.missing, {content.left, grid.rows.low(fit.shown) + fit.height / 2}, content.width(), pen);
}

}  // namespace perigee
