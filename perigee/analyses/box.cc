// The middle half, the median and the reach of a column's numbers, by group.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/any_dataset.h"
#include "perigee/stat/quantile.h"

namespace perigee::analyses::box {
namespace {

struct Params {
  std::string value, group;
  std::int64_t top = 12;
  std::string highlight;
};

struct Row {
  std::string name;
  BoxNumbers numbers;
};

// Highest median first.
struct Story {
  Samples samples;
  std::vector<Row> rows;
};

Story read(const Input& input, const Params& params) {
  Story story{samples_of(input, "value", static_cast<std::size_t>(params.top)), {}};
  for (const Sample& sample : story.samples.groups) story.rows.push_back({sample.name, box_numbers(sample.values)});
  std::stable_sort(story.rows.begin(), story.rows.end(),
                   [](const Row& a, const Row& b) { return a.numbers.median > b.numbers.median; });
  return story;
}

std::string finding(const Story& story) {
  const NumberWords& number = story.samples.number;
  const BoxNumbers& first = story.rows.front().numbers;
  const std::string low = number(first.lower), high = number(first.upper), median = number(first.median);
  if (story.samples.drawn == 1) return "The only value is " + median;
  if (story.rows.size() == 1)
    return low == high ? "Half of all values lie around " + median
                       : "Half of all values lie between " + low + " and " + high;
  const std::string name = capitalised(story.samples.name);
  if (first.median == story.rows[1].numbers.median) return name + ": no single group leads, median " + median;
  return name + " is highest for " + in_title(story.rows.front().name) + ": median " + median;
}

std::string subtitle(const Input& input, const Story& story) {
  return capitalised(story.samples.name) + by_role(input, "group") + filter_in_words(input) +
         ": median, middle half (box) and reach (whiskers)";
}

std::vector<std::string> notes(const Input& input, const Story& story, const Params& params) {
  std::vector<std::string> notes;
  const auto has_outliers = [](const Row& row) { return !row.numbers.outliers.empty(); };
  if (std::any_of(story.rows.begin(), story.rows.end(), has_outliers))
    notes.push_back("Dots: values farther than 1.5 boxes from the box.");
  note_left_out(notes, story.samples.without_number, "without a number");
  note_without_word(notes, story.samples.without_group, input, "group");
  note_highlight(notes, names_of(story.samples), params.highlight);
  return notes;
}

std::string alt(const Story& story) {
  constexpr std::size_t kNamed = 8;
  const NumberWords& number = story.samples.number;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(kNamed, story.rows.size()); ++i) {
    const Row& row = story.rows[i];
    parts.push_back((row.name.empty() ? "" : row.name + " ") + number(row.numbers.median) + " (" +
                    number(row.numbers.lower) + " to " + number(row.numbers.upper) + ")");
  }
  if (story.rows.size() > kNamed)
    parts.push_back(grouped(static_cast<std::int64_t>(story.rows.size() - kNamed)) + " others");
  return "Box plot of " + story.samples.name + ", " + rows_in_words(story.samples.drawn) +
         ", medians and middle halves: " + in_words(parts) + ".";
}

// So many outliers that they make a line are thinned: every k-th is drawn, the extremes always.
std::vector<double> thinned(const std::vector<double>& outliers) {
  constexpr std::size_t kMost = 400;
  const std::size_t step = outliers.size() / kMost + 1;
  std::vector<double> some;
  for (std::size_t i = 0; i < outliers.size(); i += step) some.push_back(outliers[i]);
  if (!some.empty() && some.back() != outliers.back()) some.push_back(outliers.back());
  return some;
}

Boxes mark(const Story& story, const Params& params) {
  Boxes boxes;
  boxes.note_heading = "Rows";
  const std::vector<std::string> names = names_of(story.samples);
  for (const Row& row : story.rows) {
    const BoxNumbers& five = row.numbers;
    FiveNumbers box{.emphasis = emphasis_of(row.name, names, params.highlight),
                    .least = five.least,
                    .lower = five.lower,
                    .median = five.median,
                    .upper = five.upper,
                    .most = five.most,
                    .outliers = thinned(five.outliers),
                    .label = story.samples.number(five.median)};
    boxes.rows.push_back({.name = row.name,
                          .boxes = {std::move(box)},
                          .marked = {},
                          .note = grouped(static_cast<std::int64_t>(five.count))});
  }
  return boxes;
}

Table published(const Story& story) {
  ColumnBuilder group("group", Type::category), rows("rows", Type::integer), outliers("outliers", Type::integer);
  std::vector<ColumnBuilder> numbers;
  for (const char* name : {"lower_whisker", "lower_quartile", "median", "upper_quartile", "upper_whisker"})
    numbers.emplace_back(name, Type::real);
  for (const Row& row : story.rows) {
    const BoxNumbers& five = row.numbers;
    group.add(std::string_view(row.name));
    rows.add(static_cast<std::int64_t>(five.count));
    outliers.add(static_cast<std::int64_t>(five.outliers.size()));
    auto next = numbers.begin();
    for (const double value : {five.least, five.lower, five.median, five.upper, five.most}) (next++)->add(value);
  }
  std::vector<Column> columns{group.build(), rows.build()};
  for (ColumnBuilder& builder : numbers) columns.push_back(builder.build());
  columns.push_back(outliers.build());
  return Table(std::move(columns));
}

Chart draw(const Input& input, const Params& params) {
  const Story story = read(input, params);
  if (story.rows.empty()) return no_numbers(input, {"value"});
  Chart chart = opening(input.facts, source_of_rows(input, story.samples.drawn));
  chart.title = finding(story);
  chart.subtitle = subtitle(input, story);
  chart.notes = notes(input, story, params);
  chart.alt = alt(story);
  chart.mark = mark(story, params);
  chart.x = {.kind = story.samples.number.is_year() ? AxisKind::year : AxisKind::linear, .from_zero = false};
  chart.y.kind = AxisKind::band;
  chart.table = published(story);
  chart.units = {"", "rows", "", "", "", "", "", "values"};
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("box", "Box plot", "Median, quartiles and reach of any numeric column, by group.")
      .param(&Params::value, shared::kValue)
      .column(kNumberTypes, {"radius_mean", "mean radius", "survival months", "rocket"})
      .param(&Params::group, shared::kGroup)
      .column(kWordTypes, {"diagnosis", "cancer type", "private or state run"}, true)
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .sample("biopsies")
      .example({{"value", std::string("texture_mean")}, {"group", std::string("Clinic")}})
      .draws(draw);
}

}  // namespace perigee::analyses::box
