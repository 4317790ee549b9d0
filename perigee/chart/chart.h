// Chart: what is shown, not how. A plain value between an analysis and the layout; describe.h writes it as text.
//
// An analysis words the finding and binds data to marks; sizes, colours, positions and fonts are the layout's and the
// theme's. All text is UTF-8. Equal charts give equal pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// Which of the theme's colours a series has. Categorical hues follow the order of the theme's palette (Okabe–Ito).
enum class Hue : std::uint8_t { blue, vermillion, green, orange, sky, purple };
enum class Emphasis : std::uint8_t { normal, strong, muted };

struct Point {
  double x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

// Between which values the true one lies.
struct Band {
  double low = 0, high = 0;
};

// Lines over years: one polyline per series, labelled directly at its end.
struct Series {
  std::string name{};
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  std::vector<Point> points{};                             // ascending x; a gap is a NaN y
  std::size_t dashed_from = static_cast<std::size_t>(-1);  // points from here on are partial: dashed
  std::string value_label{};                               // second line of the end label: "63 in 2019"
  std::vector<Band> band{};                                // parallel to points; empty: not said
};
struct Lines {
  std::vector<Series> series;
};

// Horizontal bars, one row each, in the order given. One segment: a plain bar. More: stacked, in the order given.
struct Segment {
  std::string name{};  // the series (stacked), else empty
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  double value = 0;
  std::string label{};  // written inside the segment where it fits; plain bars: inside the end, else outside
};
struct Bar {
  std::string name{};
  Emphasis emphasis = Emphasis::normal;  // strong: the name is set in semibold
  std::vector<Segment> segments{};
  std::string note{};       // at the right edge, muted: "of 1,027"
  bool gap_before = false;  // sets the row apart from the one above (a total, a remainder)
  bool partial = false;     // a period that is not over: drawn muted, declared in the chart's notes
};
struct Bars {
  std::vector<Bar> bars{};
  bool normalised = false;  // each bar fills the width; values are shares of its sum
  std::string unit{};       // of the values, for the alt text: "launches"
};

// How the values of a matrix become colours.
enum class Ramp : std::uint8_t {
  counts,     // on a logarithm from 1 to the greatest; an empty cell means zero
  linear,     // from `least` to `most` of the cells; an empty cell means no value
  diverging,  // from −most over zero to most, in two hues; an empty cell means no value
  amounts,    // counts of one magnitude: from zero to the greatest; an empty cell means zero
};

// How the values of a matrix are written. A share is a part of one, written in per cent.
struct CellFormat {
  int decimals = -1;  // −1: none for whole numbers, else one
  bool is_share = false;
};

// A matrix of values as colours and, where they fit, as numbers.
struct CellRow {
  std::string name{};
  std::vector<std::optional<double>> values{};
  std::string total{};  // right column
};
struct Cells {
  std::vector<std::string> columns{};  // headings
  std::vector<CellRow> rows{};
  std::string total_heading{};  // "Total"; empty: no right column
  std::size_t partial_from =
      static_cast<std::size_t>(-1);  // columns from here on are not over yet: headed with an asterisk
  std::optional<std::size_t> strong_row{};
  Ramp ramp = Ramp::counts;
  std::optional<double> least{}, most{};  // of the ramp; else of the values
  CellFormat format{};
};

// Counts over the bins of a numeric axis. More than one group: stacked, the first one at the foot.
struct HistogramGroup {
  std::string name{};  // empty for the only one
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  std::vector<double> counts{};  // one a bin
  std::string note{};            // beside the name: "357 biopsies"
};
struct Histogram {
  std::vector<double> edges{};  // ascending, one more than bins
  std::vector<HistogramGroup> groups{};
};

// A point that the reader is to find: a ringed dot with words beside it.
struct MarkedPoint {
  Point at{};
  std::string label{};
};

// One dot a row of the data, over two numeric axes. The first group is painted first.
struct DotGroup {
  std::string name{};  // empty for the only one
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  std::vector<Point> points{};
};
struct Dots {
  std::vector<DotGroup> groups{};
  std::vector<MarkedPoint> marked{};
  std::vector<Point> trend{};  // ascending x, a gap is a NaN y; empty: no line
  std::string trend_label{};
};

// More rows than dots can show: how many fall into each cell of a regular grid over the two axes, on a logarithm of
// colours. Where an axis is logarithmic the grid is regular in logarithms.
struct Density {
  double left = 0, right = 1, bottom = 0, top = 1;  // of the grid, in values of the axes
  std::size_t columns = 1, rows = 1;
  std::vector<std::uint32_t> counts{};  // row by row from the bottom, columns · rows
  std::vector<MarkedPoint> marked{};
};

// Five numbers of a group's values: whiskers, quartiles and median, and what lies beyond the whiskers.
struct FiveNumbers {
  std::string name{};  // of the group, where a row has several
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  double least = 0, lower = 0, median = 0, upper = 0, most = 0;  // ascending
  std::vector<double> outliers{};
  std::string label{};  // at the median: "13.4"
};
// Horizontal boxes, one row each in the order given; the groups of a row lie one below the other.
struct BoxRow {
  std::string name{};
  std::vector<FiveNumbers> boxes{};
  std::optional<double> marked{};  // a value that the reader is to find
  std::string note{};              // at the right edge, muted: "357"
};
struct Boxes {
  std::vector<BoxRow> rows{};
  std::string note_heading{};  // above the notes: "Biopsies"
  std::string marked_name{};   // what the marked values are: "This patient"
};

// Places on a map of the world, as circles whose area is proportional to the value. Where they lie close together the
// map shows their part of the world.
struct MapPlace {
  std::string name{};
  double longitude = 0, latitude = 0;  // degrees, east and north positive; latitudes within ± 90
  double value = 0;                    // a place of zero or less has no circle
  std::string label{};                 // written beside the name where there is room: "1,263"; empty: no label
  Emphasis emphasis = Emphasis::normal;
};
struct Symbols {
  std::vector<MapPlace> places{};  // the most important first: it is labelled before the others
  std::string unit{};              // of the values, for the key: "launches"
};

// A stretch of years a row, over one axis of years.
struct Span {
  std::string name{};
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  double from = 0, to = 0;  // years, both included
  bool open = false;        // it has no end yet
  std::string label{};      // in the span or beside it: "1961–2010"
  std::string note{};       // at the right edge: "643"
};
enum class SpanLook : std::uint8_t {
  bars,  // what lasted from one year to another; one without an end points onwards
  dots,  // what was tried first in one year (hollow) and came true in another (filled); without an end it did not
};
struct Spans {
  std::vector<Span> spans{};
  SpanLook look = SpanLook::bars;
  std::string note_heading{};  // above the notes: "Launches"
};

// Nothing to show, in words: "No launches match country = Atlantis."
struct Empty {
  std::string sentence;
  std::string remedy;
};

using Mark = std::variant<Lines, Bars, Cells, Histogram, Dots, Density, Boxes, Symbols, Spans, Empty>;

// A logarithmic axis shows positive values only: who chooses it keeps the others out and says so in the notes. Values
// of an axis of time are seconds since the epoch, UTC, labelled by the calendar.
enum class AxisKind : std::uint8_t { none, linear, year, band, log, time };
struct Axis {
  AxisKind kind = AxisKind::none;
  std::optional<double> least{}, most{};  // of the domain; else from the data
  bool from_zero = true;                  // linear
  std::string name{};  // in words, where title and subtitle don't tell: "Radius, mean"; never rotated
  std::string unit{};  // behind the highest label: "%"
};

// A fact pinned to a point of the data: bold first line, grey second line, arrow to a hollow circle.
struct Annotation {
  Point at;
  std::string fact{};  // ≤ 50 characters
  std::string remark{};
};

struct Chart {
  std::string title;               // the finding, ≤ 10 words; the user's own title wins
  std::string subtitle;            // measure, unit, geography, period
  std::string source;              // "Global Space Launches (4,324 launches)"
  std::string version;             // short dataset version, or empty
  std::vector<std::string> notes;  // footer sentences: partial periods, dropped rows
  std::string alt;                 // one or two sentences: what a reader without the picture must know
  Mark mark = Empty{};
  Axis x, y;
  std::vector<Annotation> annotations;  // at most two
  Table table;                          // what was drawn, for .csv and .json
  std::vector<std::string> units;       // of the table's columns, parallel; "" for none
};

}  // namespace perigee
