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

// Lines over years: one polyline per series, labelled directly at its end.
struct Series {
  std::string name{};
  Hue hue = Hue::blue;
  Emphasis emphasis = Emphasis::normal;
  std::vector<Point> points{};  // ascending x; a gap is a NaN y
  std::size_t dashed_from = static_cast<std::size_t>(-1);  // points from here on are partial: dashed
  std::string value_label{};    // second line of the end label: "63 in 2019"
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
  std::string note{};  // at the right edge, muted: "of 1,027"
  bool gap_before = false;  // sets the row apart from the one above (a total, a remainder)
  bool partial = false;     // a period that is not over: drawn muted, declared in the chart's notes
};
struct Bars {
  std::vector<Bar> bars{};
  bool normalised = false;  // each bar fills the width; values are shares of its sum
  std::string unit{};       // of the values, for the alt text: "launches"
};

// A matrix of counts on a logarithmic colour scale; an empty cell means zero.
struct CellRow {
  std::string name{};
  std::vector<std::optional<double>> values{};
  std::string total{};  // right column
};
struct Cells {
  std::vector<std::string> columns{};  // headings
  std::vector<CellRow> rows{};
  std::string total_heading{};  // "Total"; empty: no right column
  std::size_t partial_from = static_cast<std::size_t>(-1);  // columns from here on are not over yet: headed with an asterisk
  std::optional<std::size_t> strong_row{};
};

// Nothing to show, in words: "No launches match country = Atlantis."
struct Empty {
  std::string sentence;
  std::string remedy;
};

using Mark = std::variant<Lines, Bars, Cells, Empty>;

enum class AxisKind : std::uint8_t { none, linear, year, band };
struct Axis {
  AxisKind kind = AxisKind::none;
  std::optional<double> least{}, most{};  // of the domain; else from the data
  bool from_zero = true;              // linear
};

// A fact pinned to a point of the data: bold first line, grey second line, arrow to a hollow circle.
struct Annotation {
  Point at;
  std::string fact{};  // ≤ 50 characters
  std::string remark{};
};

struct Chart {
  std::string title;     // the finding, ≤ 10 words; the user's own title wins
  std::string subtitle;  // measure, unit, geography, period
  std::string source;    // "Global Space Launches (4,324 launches)"
  std::string version;   // short dataset version, or empty
  std::vector<std::string> notes;  // footer sentences: partial periods, dropped rows
  std::string alt;       // one or two sentences: what a reader without the picture must know
  Mark mark = Empty{};
  Axis x, y;
  std::vector<Annotation> annotations;  // at most two
  Table table;           // what was drawn, for .csv and .json
  std::vector<std::string> units;  // of the table's columns, parallel; "" for none
};

}  // namespace perigee
