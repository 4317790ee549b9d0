// How every numeric column goes together with every other one.
#include "perigee/stat/correlation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/any_dataset.h"
#include "perigee/stat/wording.h"

namespace perigee::analyses::correlation {
namespace {

constexpr std::size_t kMostColumns = 40;
constexpr std::string_view kRole = "columns";

struct Params {
  std::vector<std::string> columns;
  int top = 16;
  std::string method = "pearson";
};

struct Feature {
  std::string name, own_name;
  std::vector<double> values;
};

struct Pair {
  std::size_t a = 0, b = 0;
  double r = 0;
};

using Matrix = std::vector<std::vector<std::optional<double>>>;  // of coefficients; nothing on the diagonal

struct Story {
  std::vector<Feature> features;
  std::vector<std::string> identifiers, constants;  // left out
  Matrix matrix;
  std::optional<Pair> strongest;
  std::size_t rows = 0, incomplete = 0;  // rows with all numbers, and the others
  std::size_t varying = 0;               // columns before those were chosen that are shown
};

// "id", "PatientID": whole numbers that name rows and measure nothing.
bool is_identifier(const Column& column, const std::string& name) {
  const std::string word = lower(name);
  return column.type() == Type::integer && (word == "id" || word.ends_with("_id") || name.ends_with("ID"));
}

bool is_constant(const std::vector<double>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

void take_columns(Story& story, const Input& input, bool was_asked) {
  const std::string prefix = std::string(kRole) + "/";
  for (const Column& column : input.table.columns()) {
    if (!column.name().starts_with(prefix)) continue;
    const std::string name = column.name().substr(prefix.size());
    if (!was_asked && is_identifier(column, name))
      story.identifiers.push_back("'" + name + "'");
    else
      story.features.push_back({shortened(words_of_name(name), 40), name, numbers(column)});
  }
}

// Only rows with every number count, so that all coefficients are of the same rows.
void keep_complete_rows(Story& story) {
  std::vector<std::vector<double>> lists;
  for (const Feature& feature : story.features) lists.push_back(feature.values);
  const std::vector<std::uint32_t> rows = complete_rows(lists);
  story.rows = rows.size();
  story.incomplete = story.features.empty() ? 0 : story.features.front().values.size() - rows.size();
  if (story.incomplete > 0)
    for (Feature& feature : story.features) feature.values = taken(feature.values, rows);
}

void drop_constants(Story& story) {
  std::erase_if(story.features, [&story](const Feature& feature) {
    if (!is_constant(feature.values)) return false;
    story.constants.push_back("'" + feature.own_name + "'");
    return true;
  });
}

void correlate(Story& story, const std::string& method) {
  const std::size_t count = story.features.size();
  story.matrix.assign(count, std::vector<std::optional<double>>(count));
  std::vector<std::vector<double>> lists;
  for (const Feature& feature : story.features)
    lists.push_back(method == "spearman" ? ranks(feature.values) : feature.values);
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = a + 1; b < count; ++b) story.matrix[a][b] = story.matrix[b][a] = pearson(lists[a], lists[b]);
}

std::optional<Pair> strongest_pair(const Matrix& matrix) {
  std::optional<Pair> strongest;
  for (std::size_t a = 0; a < matrix.size(); ++a)
    for (std::size_t b = a + 1; b < matrix.size(); ++b)
      if (const auto r = matrix[a][b]; r && (!strongest || std::abs(*r) > std::abs(strongest->r)))
        strongest = Pair{a, b, *r};
  return strongest;
}

// How strongly a column correlates with any other one.
double strength(const std::vector<std::optional<double>>& row) {
  double most = 0;
  for (const std::optional<double>& r : row) most = std::max(most, std::abs(r.value_or(0)));
  return most;
}

// Which columns correlate most, in the order of the data.
std::vector<std::uint32_t> strongest_columns(const Story& story, std::size_t count) {
  std::vector<std::uint32_t> all(story.features.size());
  std::iota(all.begin(), all.end(), 0u);
  std::ranges::stable_sort(all, std::greater<>(), [&](std::uint32_t at) { return strength(story.matrix[at]); });
  all.resize(std::min(count, all.size()));
  std::ranges::sort(all);
  return all;
}

void keep_strongest(Story& story, std::size_t count) {
  std::vector<Feature> features;
  Matrix matrix;
  const std::vector<std::uint32_t> kept = strongest_columns(story, count);
  for (const std::uint32_t a : kept) {
    features.push_back(std::move(story.features[a]));
    std::vector<std::optional<double>>& row = matrix.emplace_back();
    for (const std::uint32_t b : kept) row.push_back(story.matrix[a][b]);
  }
  story.features = std::move(features);
  story.matrix = std::move(matrix);
}

Story read(const Input& input, const Params& params) {
  Story story;
  take_columns(story, input, !params.columns.empty());
  keep_complete_rows(story);
  drop_constants(story);
  story.varying = story.features.size();
  correlate(story, params.method);
  const std::size_t most = std::max<std::size_t>(2, static_cast<std::size_t>(params.top));
  if (story.varying > most) keep_strongest(story, most);
  story.strongest = strongest_pair(story.matrix);
  return story;
}

std::string finding(const Story& story) {
  const Pair& pair = *story.strongest;
  constexpr double kWeak = 0.1;
  if (std::abs(pair.r) < kWeak) return "No two columns correlate by more than " + coefficient(std::abs(pair.r));
  const std::string both = capitalised(story.features[pair.a].name) + " and " + story.features[pair.b].name;
  return both + " correlate most: " + coefficient(pair.r);
}

std::string columns_in_words(const Story& story) {
  const std::string shown = std::to_string(story.features.size());
  return story.features.size() < story.varying ? shown + " of " + std::to_string(story.varying) + " columns"
                                               : shown + " columns";
}

std::vector<std::string> notes(const Story& story) {
  std::vector<std::string> notes;
  if (story.features.size() < story.varying) notes.push_back("Shown are the columns that correlate most with another.");
  note_left_out(notes, story.incomplete, "without all numbers");
  if (!story.identifiers.empty()) notes.push_back(in_words(story.identifiers) + " left out as a name of rows.");
  if (!story.constants.empty()) notes.push_back(in_words(story.constants) + " left out: all values are equal.");
  return notes;
}

std::string alt(const Story& story, const std::string& method) {
  const Pair& pair = *story.strongest;
  return "Matrix of " + method + " correlations between " + columns_in_words(story) + " over " +
         rows_in_words(story.rows) + ". Strongest: " + story.features[pair.a].name + " and " +
         story.features[pair.b].name + ", " + coefficient(pair.r) + ".";
}

// As coefficient() words it: two decimals never say 1 of what is less.
std::optional<double> shown(std::optional<double> r) {
  constexpr double kLessThanOne = 0.99, kRounding = 1e-12;
  const bool would_be_one = r && std::abs(*r) > kLessThanOne && std::abs(*r) < 1 - kRounding;
  return would_be_one ? std::copysign(kLessThanOne, *r) : r;
}

// Columns are headed by the numbers of the rows: names would not fit, and are never rotated.
Cells mark(const Story& story) {
  Cells cells;
  cells.ramp = Ramp::diverging;
  cells.least = -1;
  cells.most = 1;
  cells.format = {.decimals = 2, .is_share = false};
  for (std::size_t i = 0; i < story.features.size(); ++i) {
    cells.columns.push_back(std::to_string(i + 1));
    std::vector<std::optional<double>> values;
    for (const std::optional<double>& r : story.matrix[i]) values.push_back(shown(r));
    cells.rows.push_back({std::to_string(i + 1) + " " + story.features[i].name, std::move(values), ""});
  }
  return cells;
}

Table published(const Story& story) {
  ColumnBuilder a("a", Type::category), b("b", Type::category), r("correlation", Type::real);
  for (std::size_t i = 0; i < story.features.size(); ++i)
    for (std::size_t k = i + 1; k < story.features.size(); ++k) {
      a.add(std::string_view(story.features[i].own_name));
      b.add(std::string_view(story.features[k].own_name));
      if (story.matrix[i][k])
        r.add(*story.matrix[i][k]);
      else
        r.add_missing();
    }
  return Table({a.build(), b.build(), r.build()});
}

Chart nothing(const Input& input, const Story& story) {
  const bool has_columns = !story.features.empty() || !story.constants.empty();
  if (story.rows < 2 && has_columns)
    return no_rows(input, "Only " + rows_in_words(story.rows) + " with a number in every column.",
                   "Name fewer columns, or load more rows.");
  return no_rows(input, "Fewer than two columns of numbers vary.", "Name others, or leave 'columns' out for all.");
}

Chart draw(const Input& input, const Params& params) {
  const Story story = read(input, params);
  if (!story.strongest) return nothing(input, story);
  const std::string method = capitalised(params.method);
  Chart chart = opening(input.facts, source_of_rows(input, story.rows));
  chart.title = finding(story);
  chart.subtitle = method + " correlation of " + columns_in_words(story) + filter_in_words(input) + ", " +
                   rows_in_words(story.rows) + "; columns numbered as the rows";
  chart.notes = notes(story);
  chart.alt = alt(story, method);
  chart.mark = mark(story);
  chart.y.kind = AxisKind::band;
  chart.table = published(story);
  chart.units = {"", "", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("correlation", "Correlation matrix",
                          "How the numeric columns of any dataset go together, two by two.")
      .param(&Params::columns, "columns", "columns of numbers, all where none is named")
      .at_most(kMostColumns)
      .needs({.role = std::string(kRole),
              .aliases = {},
              .types = kNumberTypes,
              .help = "columns of numbers",
              .chosen_by = "columns",
              .most = kMostColumns})
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::method, "method", "whether the numbers (pearson) or their ranks (spearman) are correlated")
      .choices({"pearson", "spearman"})
      .sample("biopsies")
      .example({{"method", std::string("spearman")}})
      .draws(draw);
}

}  // namespace perigee::analyses::correlation
