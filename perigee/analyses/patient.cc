// One patient's values placed on the data: percentile and distance from the mean per feature, and the classes of the
// rows nearest to it. A comparison, no diagnosis, and it says so.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/any_dataset.h"
#include "perigee/catalog/assignment.h"
#include "perigee/catalog/column_names.h"
#include "perigee/stat/correlation.h"
#include "perigee/stat/nearest.h"
#include "perigee/stat/quantile.h"

namespace perigee::analyses::patient {
namespace {

constexpr std::size_t kMostFeatures = 32;
constexpr std::size_t kMostClasses = 3;  // boxes a row; the rest are "Other"
constexpr std::array<Hue, kMostClasses> kHues{Hue::blue, Hue::vermillion, Hue::green};

struct Params {
  std::vector<std::string> patient;
  std::string group;
  std::int64_t neighbours = 15;
};

// One of the values given, and the same column of the rows that it is compared with.
struct Feature {
  std::string column, name;  // the dataset's own name, and in words
  double value = 0;
  std::vector<double> values;
  Moments moments = {};
  double percentile = 0;  // share of rows below

  bool has_spread() const { return moments.deviation > 0; }
  double z(double number) const { return (number - moments.mean) / moments.deviation; }
};

// Rows with a number in every column given, and a word for their class where there are classes.
struct Story {
  std::vector<Feature> features;
  std::size_t drawn = 0, left_out = 0, repeated = 0;
  Words classes;                            // of the rows drawn; one nameless word without a column of classes
  std::vector<std::uint32_t> nearest = {};  // rows drawn
  std::vector<std::int64_t> shares = {};    // how many of these are of each class
};

// The columns in the order in which the user names them, each once; its first value counts.
std::vector<Feature> features_of(const Input& input, const Params& params) {
  std::vector<Feature> features;
  for (const std::string& item : params.patient) {
    const auto assignment = parse_assignment(item);
    for (const auto& [role, name] : input.names) {
      if (!role.starts_with("feature/") || column_key(name) != column_key(assignment->column)) continue;
      const auto is_it = [&column = name](const Feature& feature) { return feature.column == column; };
      if (std::none_of(features.begin(), features.end(), is_it))
        features.push_back({name, words_of_name(name), assignment->value, numbers(input.table.column(role))});
      break;
    }
  }
  return features;
}

std::vector<std::uint32_t> rows_with_all(const Story& story) {
  std::vector<std::vector<double>> lists;
  for (const Feature& feature : story.features) lists.push_back(feature.values);
  std::vector<std::uint32_t> rows = complete_rows(lists);
  std::erase_if(rows, [&](std::uint32_t row) { return story.classes.codes[row] == Words::kNoWord; });
  return rows;
}

void keep(Story& story, const std::vector<std::uint32_t>& rows) {
  for (Feature& feature : story.features) {
    feature.values = taken(feature.values, rows);
    feature.moments = moments(feature.values);
    feature.percentile = percentile_of(feature.values, feature.value);
  }
  std::vector<std::uint32_t> codes;
  for (const std::uint32_t row : rows) codes.push_back(story.classes.codes[row]);
  story.classes.codes = std::move(codes);
}

Story read(const Input& input, const Params& params) {
  Story story{.features = features_of(input, params), .classes = groups_of(input, "group", kMostClasses)};
  story.repeated = params.patient.size() - story.features.size();
  const std::vector<std::uint32_t> rows = rows_with_all(story);
  story.drawn = rows.size();
  story.left_out = input.table.rows() - rows.size();
  keep(story, rows);
  std::vector<std::vector<double>> lists;
  std::vector<double> point;
  for (const Feature& feature : story.features) lists.push_back(feature.values), point.push_back(feature.value);
  story.nearest = nearest_rows(lists, point, static_cast<std::size_t>(params.neighbours));
  story.shares.resize(story.classes.words.size());
  for (const std::uint32_t row : story.nearest) ++story.shares[story.classes.codes[row]];
  return story;
}

// The feature farthest from the mean of the rows, in standard deviations; nothing where none has a spread.
const Feature* most_unusual(const Story& story) {
  const Feature* most = nullptr;
  for (const Feature& feature : story.features)
    if (feature.has_spread() &&
        (most == nullptr || std::abs(feature.z(feature.value)) > std::abs(most->z(most->value))))
      most = &feature;
  return most;
}

std::string finding_of_values(const Story& story) {
  const Feature* const most = most_unusual(story);
  if (most == nullptr) return "The rows do not differ in the values given";
  const double z = most->z(most->value);
  return capitalised(in_title(most->name)) + " is " + grouped(std::abs(z), 1) + " standard deviations " +
         (z < 0 ? "below" : "above") + " average";
}

// How many of the nearest rows are of the class that most of them have.
std::string finding(const Input& input, const Story& story) {
  if (!input.table.has("group")) return finding_of_values(story);
  const auto most = std::max_element(story.shares.begin(), story.shares.end());
  const std::string name = in_title(story.classes.words[static_cast<std::size_t>(most - story.shares.begin())]);
  const auto n = static_cast<std::int64_t>(story.nearest.size());
  if (n == 1) return "The nearest row is " + name;
  if (*most == n) return "All " + grouped(n) + " nearest rows are " + name;
  if (std::count(story.shares.begin(), story.shares.end(), *most) > 1) return "The nearest rows are evenly split";
  return grouped(*most) + " of the " + grouped(n) + " nearest rows are " + name;
}

// "14 Benign and 1 Malignant".
std::string shares_in_words(const Story& story) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < story.shares.size(); ++i)
    if (story.shares[i] > 0) parts.push_back(grouped(story.shares[i]) + " " + in_title(story.classes.words[i]));
  return in_words(parts);
}

std::string percentile_text(const Feature& feature) { return percent(feature.percentile); }

BoxRow row_of(const Story& story, const Feature& feature) {
  const NumberWords number(feature.column, feature.values);
  BoxRow row{.name = capitalised(feature.name),
             .marked = feature.z(feature.value),
             .note = number(feature.value) + " (" + percentile_text(feature) + ")"};
  for (std::size_t i = 0; i < story.classes.words.size(); ++i) {
    std::vector<double> deviations;
    for (std::size_t at = 0; at < feature.values.size(); ++at)
      if (story.classes.codes[at] == i) deviations.push_back(feature.z(feature.values[at]));
    if (deviations.empty()) continue;
    const BoxNumbers five = box_numbers(std::move(deviations));
    row.boxes.push_back({.name = story.classes.words[i],
                         .hue = kHues[i],
                         .least = five.least,
                         .lower = five.lower,
                         .median = five.median,
                         .upper = five.upper,
                         .most = five.most,
                         .outliers = five.outliers});
  }
  return row;
}

Boxes boxes_of(const Story& story) {
  Boxes boxes{.rows = {}, .note_heading = "Value (rows below)", .marked_name = "This patient"};
  for (const Feature& feature : story.features)
    if (feature.has_spread()) boxes.rows.push_back(row_of(story, feature));
  return boxes;
}

Table published(const Story& story) {
  ColumnBuilder names("feature", Type::category);
  std::vector<ColumnBuilder> columns;
  for (const char* name : {"value", "percentile", "z_score", "mean", "standard_deviation"})
    columns.emplace_back(name, Type::real);
  constexpr double kPercent = 100;
  for (const Feature& feature : story.features) {
    names.add(std::string_view(feature.column));
    const double z = feature.has_spread() ? feature.z(feature.value) : std::nan("");
    std::size_t i = 0;
    for (const double number :
         {feature.value, kPercent * feature.percentile, z, feature.moments.mean, feature.moments.deviation})
      columns[i++].add(number);
  }
  std::vector<Column> built{names.build()};
  for (ColumnBuilder& column : columns) built.push_back(column.build());
  return Table(std::move(built));
}

std::vector<std::string> notes(const Input& input, const Story& story) {
  std::vector<std::string> notes{"A comparison with the data, no diagnosis."};
  if (input.table.has("group"))
    notes.push_back("Of the " + rows_in_words(story.nearest.size()) + " nearest in all values, " +
                    shares_in_words(story) + ".");
  for (const Feature& feature : story.features)
    if (!feature.has_spread())
      notes.push_back("'" + in_title(feature.column) + "' is the same in all rows, not drawn.");
  note_left_out(notes, story.left_out, "without all of these values");
  if (story.repeated > 0) notes.push_back("A value given twice counts as first given.");
  return notes;
}

std::string alt(const Input& input, const Story& story) {
  constexpr std::size_t kNamed = 10;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(kNamed, story.features.size()); ++i) {
    const Feature& feature = story.features[i];
    const NumberWords number(feature.column, feature.values);
    parts.push_back(feature.name + " " + number(feature.value) + ", above " + percentile_text(feature) + " of rows");
  }
  if (story.features.size() > kNamed)
    parts.push_back(grouped(static_cast<std::int64_t>(story.features.size() - kNamed)) + " more values");
  std::string text = "One patient's values among " + rows_in_words(story.drawn) + ": " + join(parts, "; ") + ".";
  if (input.table.has("group")) text += " Of the nearest rows " + shares_in_words(story) + ".";
  return text + " This is no diagnosis.";
}

Chart draw(const Input& input, const Params& params) {
  const Story story = read(input, params);
  if (story.drawn == 0)
    return no_rows(input, "No row has a number for every value given" + filter_in_words(input) + ".",
                   "Leave out the values that few rows have.");
  Chart chart = opening(input.facts, source_of_rows(input, story.drawn));
  chart.title = finding(input, story);
  chart.subtitle = "One patient among " + rows_in_words(story.drawn) + by_role(input, "group") +
                   filter_in_words(input) + ", in standard deviations from the mean; no diagnosis";
  chart.notes = notes(input, story);
  chart.alt = alt(input, story);
  chart.mark = boxes_of(story);
  if (most_unusual(story) == nullptr)
    chart.mark = Empty{"In every value given all rows are the same.", "Give values in which rows differ."};
  chart.x = {.kind = AxisKind::linear, .from_zero = false};
  chart.y.kind = AxisKind::band;
  chart.table = published(story);
  chart.units = {"", "", "per cent of rows below", "standard deviations", "", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>(
             "patient", "One patient among the others",
             "Places one patient's values on the data, with the classes of the nearest rows; no diagnosis.")
      .param(&Params::patient, "patient", "the patient's values, each as column=number, such as radius_mean=14.2")
      .at_most(kMostFeatures)
      .needs({.role = "feature",
              .aliases = {},
              .types = kNumberTypes,
              .help = "a column of which the patient's value is given",
              .chosen_by = "patient",
              .most = kMostFeatures,
              .valued = true})
      .param(&Params::group, shared::kGroup)
      .column(kWordTypes, {"diagnosis", "class", "cancer type"}, true)
      .param(&Params::neighbours, "neighbours", "how many of the rows nearest to the patient are counted by class")
      .between(1, 1000)
      .sample("biopsies")
      .example({{"patient", std::vector<std::string>{"radius_mean=16.2", "texture_mean=21.5", "area_mean=830",
                                                     "smoothness_mean=0.11"}}})
      .draws(draw);
}

}  // namespace perigee::analyses::patient
