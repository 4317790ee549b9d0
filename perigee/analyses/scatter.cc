// Two numeric columns against each other: one dot a row, or how many rows fall into each cell where they are too many.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/analyses/any_dataset.h"
#include "perigee/stat/correlation.h"
#include "perigee/stat/grid.h"

namespace perigee::analyses::scatter {
namespace {

constexpr std::size_t kMostDots = 50'000;                   // more are ink without a shape
constexpr std::size_t kGridColumns = 240, kGridRows = 125;  // about 3 pixels a cell
constexpr std::size_t kLeastForACoefficient = 3;

struct Params {
  std::string x, y, group;
  std::string log = "none";
  bool trend = false;
  std::string highlight;
};

// One of the two columns. The values are those of the rows that are drawn.
struct Variable {
  std::string name;
  NumberWords number;
  std::vector<double> values;
  bool is_log = false;

  bool is_constant() const {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    return *least == *most;
  }
};

// The rows that have both numbers, and what they say.
struct Story {
  Variable x, y;
  Words groups;  // their codes are those of the rows that are drawn
  std::size_t without_number = 0, not_positive = 0, without_group = 0;
  std::optional<double> pearson, spearman;

  std::size_t rows() const { return x.values.size(); }
  bool is_dense() const { return rows() > kMostDots; }
  bool has_coefficients() const { return pearson && spearman; }
};

Variable variable_of(const Input& input, const Params& params, std::string_view role) {
  Variable variable;
  variable.name = name_of(input, role);
  variable.values = numbers(input.table.column(role));
  variable.number = NumberWords(own_name(input, role), variable.values);
  variable.is_log = params.log == role || params.log == "both";
  return variable;
}

// Moves the rows that have a place in the picture to the front and drops the others, counted by why they have none.
void keep_drawn(Story& story) {
  std::vector<double>&x = story.x.values, &y = story.y.values;
  std::vector<std::uint32_t>& codes = story.groups.codes;
  std::size_t kept = 0;
  for (std::size_t row = 0; row < x.size(); ++row) {
    if (!std::isfinite(x[row]) || !std::isfinite(y[row])) {
      ++story.without_number;
    } else if ((story.x.is_log && x[row] <= 0) || (story.y.is_log && y[row] <= 0)) {
      ++story.not_positive;
    } else if (codes[row] == Words::kNoWord) {
      ++story.without_group;
    } else {
      x[kept] = x[row], y[kept] = y[row], codes[kept] = codes[row];
      ++kept;
    }
  }
  x.resize(kept), y.resize(kept), codes.resize(kept);
}

Story read(const Input& input, const Params& params) {
  Story story;
  story.groups = groups_of(input, "group", kMostGroups);
  story.x = variable_of(input, params, "x");
  story.y = variable_of(input, params, "y");
  keep_drawn(story);
  if (story.rows() < kLeastForACoefficient) return story;
  story.pearson = pearson(story.x.values, story.y.values);
  story.spearman = spearman(story.x.values, story.y.values);
  return story;
}

std::string finding(const Story& story) {
  const std::string x = story.x.name, y = story.y.name;
  if (story.rows() < kLeastForACoefficient)
    return story.rows() == 1 ? "One row has both numbers" : "Two rows have both numbers";
  for (const Variable* one : {&story.y, &story.x})
    if (one->is_constant()) return capitalised(one->name) + " is always " + one->number(one->values.front());
  if (!story.pearson) return capitalised(y) + " against " + x;
  const double r = *story.pearson, size = std::abs(r);
  if (size < 0.1) return capitalised(y) + " and " + x + " are hardly correlated";
  const std::string degree = size < 0.4 ? " slightly" : size < 0.8 ? "" : " closely";
  return capitalised(y) + (r > 0 ? " rises" : " falls") + degree + " with " + x;
}

std::string subtitle(const Input& input, const Story& story) {
  const std::string coefficients = story.has_coefficients() ? "; Pearson " + coefficient(*story.pearson) +
                                                                  ", Spearman " + coefficient(*story.spearman)
                                                            : "";
  return capitalised(story.y.name) + " against " + story.x.name + (story.is_dense() ? "" : by_role(input, "group")) +
         filter_in_words(input) + ", " + rows_in_words(story.rows()) + coefficients;
}

std::vector<std::string> notes(const Input& input, const Story& story, const Params& params) {
  std::vector<std::string> notes;
  note_left_out(notes, story.without_number, "without both numbers");
  note_left_out(notes, story.not_positive, "of zero or less, which a logarithmic axis can't show,");
  note_without_word(notes, story.without_group, input, "group");
  if (!story.is_dense()) {
    note_highlight(notes, story.groups.words, params.highlight);
    return notes;
  }
  notes.push_back("Colour: rows in a cell, on a logarithm: too many for dots.");
  if (input.table.has("group")) notes.push_back("Groups are not told apart.");
  if (params.trend) notes.push_back("No line of least squares over so many.");
  return notes;
}

std::string range_in_words(const Variable& variable) {
  const auto [least, most] = std::minmax_element(variable.values.begin(), variable.values.end());
  return capitalised(variable.name) + " from " + variable.number(*least) + " to " + variable.number(*most);
}

std::string alt(const Story& story) {
  const std::string coefficients = story.has_coefficients()
                                       ? " Correlation " + coefficient(*story.pearson) + " (Pearson), " +
                                             coefficient(*story.spearman) + " (Spearman)."
                                       : "";
  return (story.is_dense() ? "Density of " : "Scatter plot of ") + story.y.name + " against " + story.x.name + ", " +
         rows_in_words(story.rows()) + ". " + range_in_words(story.x) + ", " + range_in_words(story.y) + "." +
         coefficients;
}

// ---- dots ---------------------------------------------------------------------------------------------------------

// The values as they lie along the axis.
std::vector<double> along_axis(const Variable& variable) {
  std::vector<double> along = variable.values;
  if (variable.is_log)
    std::transform(along.begin(), along.end(), along.begin(), [](double v) { return std::log10(v); });
  return along;
}

std::vector<Point> trend_of(const Story& story) {
  const std::vector<double> x = along_axis(story.x);
  const auto line = least_squares(x, along_axis(story.y));
  if (!line || story.rows() < kLeastForACoefficient) return {};
  const auto [least, most] = std::minmax_element(x.begin(), x.end());
  const auto off_axis = [](const Variable& variable, double at) { return variable.is_log ? std::pow(10, at) : at; };
  constexpr int kSteps = 40;
  std::vector<Point> points;
  for (int i = 0; i <= kSteps; ++i) {
    const double at = *least + (*most - *least) * i / kSteps;
    points.push_back({off_axis(story.x, at), off_axis(story.y, (*line)(at))});
  }
  return points;
}

Dots dots(const Story& story, const Params& params) {
  Dots dots;
  const std::vector<std::string>& names = story.groups.words;
  for (std::size_t i = 0; i < names.size(); ++i)
    dots.groups.push_back({names[i], static_cast<Hue>(i), emphasis_of(names[i], names, params.highlight), {}});
  for (std::size_t i = 0; i < story.rows(); ++i)
    dots.groups[story.groups.codes[i]].points.push_back({story.x.values[i], story.y.values[i]});
  std::erase_if(dots.groups, [](const DotGroup& group) { return group.points.empty(); });
  if (params.trend) dots.trend = trend_of(story);
  if (!dots.trend.empty()) dots.trend_label = "Least squares";
  return dots;
}

// The y of a chart's table, told apart where both axes show one column.
std::string name_of_y(const Input& input) {
  const std::string y = own_name(input, "y");
  return y == own_name(input, "x") ? y + " (y)" : y;
}

Table published(const Story& story, const Input& input) {
  ColumnBuilder x(own_name(input, "x"), Type::real), y(name_of_y(input), Type::real), group("group", Type::category);
  for (std::size_t i = 0; i < story.rows(); ++i) {
    x.add(story.x.values[i]);
    y.add(story.y.values[i]);
    group.add(std::string_view(story.groups.words[story.groups.codes[i]]));
  }
  if (!input.table.has("group")) return Table({x.build(), y.build()});
  return Table({x.build(), y.build(), group.build()});
}

// ---- density ------------------------------------------------------------------------------------------------------

struct Cloud {
  Side x, y;
  std::vector<std::uint32_t> counts;
};

Side side_of(const Variable& variable, std::size_t cells) {
  return side_of(variable.values, cells, variable.is_log ? Spacing::logarithmic : Spacing::linear);
}

Cloud cloud_of(const Story& story) {
  Cloud cloud{side_of(story.x, kGridColumns), side_of(story.y, kGridRows), {}};
  cloud.counts = count_in_cells(cloud.x, cloud.y, story.x.values, story.y.values);
  return cloud;
}

Density density(const Cloud& cloud) {
  return {.left = cloud.x.least,
          .right = cloud.x.most,
          .bottom = cloud.y.least,
          .top = cloud.y.most,
          .columns = cloud.x.cells,
          .rows = cloud.y.cells,
          .counts = cloud.counts,
          .marked = {}};
}

// The cells that hold rows: where they begin and how many rows they hold.
Table published(const Cloud& cloud, const Input& input) {
  ColumnBuilder x(own_name(input, "x"), Type::real), y(name_of_y(input), Type::real), rows("rows", Type::integer);
  for (std::size_t i = 0; i < cloud.counts.size(); ++i) {
    if (cloud.counts[i] == 0) continue;
    x.add(cloud.x.edge(i % cloud.x.cells));
    y.add(cloud.y.edge(i / cloud.x.cells));
    rows.add(static_cast<std::int64_t>(cloud.counts[i]));
  }
  return Table({x.build(), y.build(), rows.build()});
}

// ---- chart --------------------------------------------------------------------------------------------------------

Axis axis(const Variable& variable) {
  const AxisKind linear = variable.number.is_year() ? AxisKind::year : AxisKind::linear;
  return {.kind = variable.is_log ? AxisKind::log : linear, .from_zero = false, .name = capitalised(variable.name)};
}

Chart no_pairs(const Input& input, const Story& story) {
  if (story.not_positive == 0) return no_numbers(input, {"x", "y"});
  return no_rows(input, "No row has two numbers above zero.", "Leave 'log' out: a linear axis shows them all.");
}

Chart draw(const Input& input, const Params& params) {
  const Story story = read(input, params);
  if (story.rows() == 0) return no_pairs(input, story);
  Chart chart = opening(input.facts, source_of_rows(input, story.rows()));
  chart.title = finding(story);
  chart.subtitle = subtitle(input, story);
  chart.notes = notes(input, story, params);
  chart.alt = alt(story);
  chart.x = axis(story.x);
  chart.y = axis(story.y);
  if (story.is_dense()) {
    const Cloud cloud = cloud_of(story);
    chart.mark = density(cloud);
    chart.table = published(cloud, input);
    chart.units = {"", "", "rows"};
    return chart;
  }
  chart.mark = dots(story, params);
  chart.table = published(story, input);
  chart.units.resize(chart.table.columns().size());
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("scatter", "Scatter plot", "Two numeric columns of any dataset against each other, by group.")
      .param(&Params::x, shared::kX)
      .column(kNumberTypes, {"radius_mean", "mean radius", "age", "year"})
      .param(&Params::y, shared::kY)
      .column(kNumberTypes, {"texture_mean", "mean texture", "survival months", "rocket"})
      .param(&Params::group, shared::kGroup)
      .column(kWordTypes, {"diagnosis"}, true)
      .param(&Params::log, shared::kLog)
      .choices({"none", "x", "y", "both"})
      .param(&Params::trend, "trend", "whether the line of least squares is drawn")
      .param(&Params::highlight, shared::kHighlight)
      .sample("biopsies")
      .example({{"x", std::string("radius_mean")}, {"y", std::string("texture_mean")}, {"trend", true}})
      .draws(draw);
}

}  // namespace perigee::analyses::scatter
