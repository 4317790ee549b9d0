#include "tests/support/sample_charts.h"

#include <array>
#include <string_view>

#include "perigee/base/text.h"

namespace perigee::sample {
namespace {

constexpr int kFirst = 1957;
constexpr std::array kState{3,  28, 19, 34, 44, 68, 32, 42, 65, 65, 89, 93, 96, 102, 109, 88, 93, 91, 100, 101, 101, 75,
                            40, 43, 59, 59, 56, 53, 63, 53, 46, 46, 33, 50, 37, 35,  37,  35, 26, 23, 27,  25,  16,  19,
                            16, 21, 21, 18, 15, 19, 25, 24, 17, 18, 14, 11, 16, 14,  15,  47, 41, 64, 63,  33};
constexpr std::array kPrivate{0,  0,  1,  5,  8,  14, 9,  18, 22, 36, 17, 10, 7,  5,  10, 11, 10, 7,  13, 12, 13, 22,
                              9,  12, 12, 8,  10, 16, 11, 9,  10, 13, 19, 30, 22, 27, 24, 29, 35, 37, 43, 43, 41, 38,
                              27, 28, 31, 22, 22, 30, 25, 24, 33, 19, 28, 27, 30, 39, 37, 43, 51, 53, 46, 30};

std::vector<Point> yearly(const std::array<int, 64>& counts) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < counts.size(); ++i)
    points.push_back({kFirst + static_cast<double>(i), static_cast<double>(counts[i])});
  return points;
}

Chart with_frame(std::string title, std::string subtitle) {
  Chart chart;
  chart.title = std::move(title);
  chart.subtitle = std::move(subtitle);
  chart.source = "Global Space Launches (4,324 launches)";
  chart.version = "3f2a1b9c";
  chart.alt = chart.title + ".";
  return chart;
}

Segment part(std::string name, Hue hue, double value, std::string label) {
  return {.name = std::move(name), .hue = hue, .value = value, .label = std::move(label)};
}

Bar provider(std::string name, double value, std::string note) {
  const bool first = name == "Arianespace";
  const Emphasis emphasis = first ? Emphasis::normal : Emphasis::muted;
  return {.name = std::move(name),
          .emphasis = first ? Emphasis::strong : Emphasis::normal,
          .segments = {{.emphasis = emphasis, .value = value, .label = grouped(value, 0)}},
          .note = std::move(note)};
}

struct CountryRow {
  std::string_view name;
  std::array<int, 14> counts;
};

constexpr std::array<CountryRow, 16> kCountries{{
    {"Russia", {0, 26, 147, 305, 299, 196, 160, 111, 37, 31, 29, 21, 33, 3}},
    {"USA", {40, 174, 145, 71, 72, 65, 51, 121, 168, 106, 89, 88, 140, 21}},
    {"Kazakhstan", {11, 74, 195, 122, 89, 36, 44, 26, 15, 11, 12, 13, 47, 6}},
    {"France", {0, 0, 4, 6, 4, 10, 23, 36, 55, 39, 29, 41, 54, 2}},
    {"China", {0, 0, 1, 6, 10, 6, 9, 16, 23, 25, 30, 6, 115, 22}},
    {"Japan", {0, 0, 4, 7, 10, 12, 11, 12, 8, 8, 14, 14, 23, 3}},
    {"India", {0, 0, 0, 0, 1, 3, 3, 3, 3, 6, 10, 17, 30, 0}},
    {"Sea Launch", {0, 0, 0, 0, 0, 0, 0, 0, 2, 12, 16, 6, 0, 0}},
    {"Iran", {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 6, 2}},
    {"New Zealand", {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 3}},
    {"Israel", {0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 1, 2, 1, 1}},
    {"Kenya", {0, 0, 1, 6, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0}},
    {"Australia", {0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}},
    {"North Korea", {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 1, 0}},
    {"Brazil", {0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0}},
    {"South Korea", {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0}},
}};

CellRow cell_row(const CountryRow& country) {
  CellRow row{.name = std::string(country.name), .values = {}, .total = ""};
  int total = 0;
  for (const int count : country.counts) {
    row.values.push_back(count == 0 ? std::nullopt : std::optional<double>(count));
    total += count;
  }
  row.total = grouped(static_cast<std::int64_t>(total));
  return row;
}

}  // namespace

Chart timeline() {
  Chart chart = with_frame("Private launches first overtook state launches in 1995",
                           "Orbital launch attempts per year by sector, worldwide, 1957–2020");
  chart.notes = {"Dashed: 2020 is partial, data to 7 August."};
  chart.x = {.kind = AxisKind::year};
  chart.y = {.kind = AxisKind::linear};
  chart.mark = Lines{
      {{.name = "State", .hue = Hue::blue, .points = yearly(kState), .dashed_from = 63, .value_label = "63 in 2019"},
       {.name = "Private",
        .hue = Hue::vermillion,
        .points = yearly(kPrivate),
        .dashed_from = 63,
        .value_label = "46 in 2019"}}};
  chart.annotations = {{{1995, 35}, "1995: 35 private, 26 state", "the first year with more private launches"}};
  return chart;
}

Chart sector() {
  Chart chart = with_frame("State agencies flew two of every three launches",
                           "Orbital launch attempts by sector, 1957–2020, and since 1995");
  Bars bars{.bars = {}, .unit = "launches"};
  bars.bars = {{.name = "1957–2020",
                .segments = {part("State", Hue::blue, 2931, "2,931 (68%)"),
                             part("Private", Hue::vermillion, 1393, "1,393 (32%)")},
                .note = "4,324"},
               {.name = "Since 1995",
                .segments = {part("State", Hue::blue, 634, "634"), part("Private", Hue::vermillion, 862, "862")},
                .note = "1,496"}};
  chart.mark = bars;
  return chart;
}

Chart shares() {
  Chart chart = with_frame("Private providers flew most launches of the 2000s",
                           "Share of orbital launch attempts by sector and decade, per cent");
  chart.notes = {"Paler: 2020 is partial, data to 7 August."};
  Bars bars{.bars = {}, .normalised = true, .unit = "launches"};
  constexpr std::array<std::string_view, 8> kDecades{"1950s", "1960s", "1970s", "1980s",
                                                     "1990s", "2000s", "2010s", "2020"};
  constexpr std::array<std::array<double, 2>, 8> kCounts{
      {{50, 1}, {631, 144}, {893, 118}, {508, 111}, {307, 331}, {175, 280}, {303, 373}, {33, 30}}};
  for (std::size_t i = 0; i < kDecades.size(); ++i) {
    const double share = 100 * kCounts[i][0] / (kCounts[i][0] + kCounts[i][1]);
    bars.bars.push_back({.name = std::string(kDecades[i]),
                         .segments = {part("State", Hue::blue, kCounts[i][0], grouped(share, 0) + "%"),
                                      part("Private", Hue::vermillion, kCounts[i][1], grouped(100 - share, 0) + "%")},
                         .note = grouped(kCounts[i][0] + kCounts[i][1], 0),
                         .partial = i + 1 == kDecades.size()});
  }
  chart.mark = bars;
  return chart;
}

Chart providers() {
  Chart chart = with_frame("Arianespace launched most among private providers",
                           "Orbital launch attempts by private providers, ten largest, 1995–2020");
  Bars bars{.bars = {}, .unit = "launches"};
  constexpr std::array<std::pair<std::string_view, int>, 10> kProviders{{{"Arianespace", 218},
                                                                         {"ULA", 140},
                                                                         {"SpaceX", 100},
                                                                         {"Boeing", 94},
                                                                         {"Northrop", 75},
                                                                         {"Lockheed", 73},
                                                                         {"MHI", 55},
                                                                         {"ILS", 46},
                                                                         {"Sea Launch", 36},
                                                                         {"Rocket Lab", 13}}};
  for (const auto& [name, count] : kProviders) bars.bars.push_back(provider(std::string(name), count, ""));
  bars.bars.push_back(provider("8 others", 42, ""));
  bars.bars.back().gap_before = true;
  chart.mark = bars;
  return chart;
}

Chart geography() {
  Chart chart = with_frame("Russia and the USA dominated; China’s rise is recent",
                           "Orbital launch attempts by country of launch and five-year period (logarithmic colours)");
  chart.notes = {"* 2020: data to 7 August only."};
  Cells cells{.columns = {}, .rows = {}, .total_heading = "Total", .partial_from = 13, .strong_row = std::nullopt};
  for (int year = 1955; year < 2025; year += 5) cells.columns.push_back(std::to_string(year));
  for (const CountryRow& country : kCountries) cells.rows.push_back(cell_row(country));
  chart.mark = cells;
  return chart;
}

Chart nothing() {
  Chart chart = with_frame("No launches match the filter", "Orbital launch attempts per year, country = Atlantis");
  chart.mark = Empty{"None of the 4,324 launches has the country of launch “Atlantis”.",
                     "Did you mean “Australia”? The values of a column are listed by GET /datasets/launches."};
  return chart;
}

std::vector<std::pair<std::string, Chart>> charts() {
  return {{"timeline", timeline()},   {"sector", sector()},       {"shares", shares()},
          {"providers", providers()}, {"geography", geography()}, {"nothing", nothing()}};
}

}  // namespace perigee::sample
