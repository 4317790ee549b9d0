// The words of a column as bars: how many rows each has, or what their values come to; by group as parts of a bar.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/measure.h"
#include "perigee/analyses/ranking.h"

namespace perigee::analyses::bar {
namespace {

struct Params {
  std::string category, value, group;
  std::optional<std::string> aggregate;
  std::int64_t top = 10;
  std::string highlight;
};

using Parts = std::vector<std::optional<double>>;  // one a group

// One word, or all those below the top.
struct Row {
  std::string name;
  double value = 0;
  Parts parts;
};

struct Story {
  Ranking ranking;         // every word that has a value, greatest first
  std::vector<Row> rows;   // those that are drawn
  std::size_t folded = 0;  // words in the last row
  std::vector<std::string> groups;
  Keyed keyed;
};

// The words that have a value, greatest value first, ties by name.
std::vector<std::uint32_t> ranked(const Words& words, const Parts& values) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t code = 0; code < values.size(); ++code)
    if (values[code]) order.push_back(code);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return *values[a] != *values[b] ? *values[a] > *values[b] : words.words[a] < words.words[b];
  });
  return order;
}

// Of each row of the data the place of its word in the ranking, those from `shown` on as one.
std::vector<std::uint32_t> places(const Words& words, const std::vector<std::uint32_t>& order, std::size_t shown) {
  std::vector<std::uint32_t> place(words.words.size(), Words::kNoWord), places;
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<std::uint32_t>(std::min(i, shown));
  places.reserve(words.codes.size());
  for (const std::uint32_t code : words.codes) places.push_back(code == Words::kNoWord ? code : place[code]);
  return places;
}

std::string other_name(std::size_t words) { return "Other (" + grouped(static_cast<std::int64_t>(words)) + ")"; }

void add_rows(Story& story, const Words& words, const std::vector<std::uint32_t>& order, const Words& groups,
              const Measure& measure, std::size_t top) {
  const std::size_t shown = order.size() > top + 1 ? top : order.size(), count = groups.words.size();
  story.folded = order.size() - shown;
  const std::size_t rows = shown + (story.folded > 0 ? 1 : 0);
  const Keyed keys = keyed(places(words, order, shown), groups, measure);
  const Parts parts = aggregated(measure.aggregate, keys.keys, rows * count, measure.values);
  const Parts sums = aggregated(measure.aggregate, without_group(keys.keys, count), rows, measure.values);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto first = parts.begin() + static_cast<std::ptrdiff_t>(row * count);
    if (sums[row])
      story.rows.push_back({row < shown ? words.words[order[row]] : other_name(story.folded), *sums[row],
                            Parts(first, first + static_cast<std::ptrdiff_t>(count))});
  }
}

Story read(const Input& input, const Params& params, const Measure& measure) {
  const Words words = readable(words_of(input.table.column("category")), own_name(input, "category"));
  const Words groups = groups_of(input, "group", kMostGroups);
  Story story;
  story.groups = groups.words;
  story.keyed = keyed(words.codes, groups, measure);
  const auto keys = without_group(story.keyed.keys, groups.words.size());
  const Parts rows = aggregated(Aggregate::count, keys, words.words.size(), {});
  const Parts values = aggregated(measure.aggregate, keys, words.words.size(), measure.values);
  std::vector<std::uint32_t> order = ranked(words, values);
  std::erase_if(order, [&rows](std::uint32_t code) { return *rows[code] == 0; });
  for (const std::uint32_t code : order)
    story.ranking.push_back({words.words[code], *values[code], measure.text(*values[code])});
  add_rows(story, words, order, groups, measure, static_cast<std::size_t>(params.top));
  return story;
}

std::string finding(const Story& story, const Measure& measure) {
  const Ranked& first = story.ranking.front();
  const std::string name = in_title(first.name), amount = measure.amount(first.value);
  const std::size_t tied = leaders(story.ranking);
  if (story.ranking.size() == 1 && measure.counts())
    return story.keyed.drawn == 1 ? "The only row is " + name : "All " + amount + " are " + name;
  if (story.ranking.size() == 1) return capitalised(measure.words) + " for " + name + ": " + amount;
  if (tied > 1) return capitalised(number_word(static_cast<std::int64_t>(tied))) + " lead with " + amount + " each";
  if (measure.is_share()) return name + " accounts for " + amount;
  if (measure.counts()) return name + " leads with " + amount;
  return name + " has the highest " + measure.words + ": " + amount;
}

std::vector<std::string> notes(const Input& input, const Story& story, const Params& params) {
  std::vector<std::string> notes, names = story.groups;
  note_gaps(notes, story.keyed, input, "category", "value");
  for (const Ranked& row : story.ranking) names.push_back(row.name);
  note_highlight(notes, names, params.highlight);
  return notes;
}

// ---- marks --------------------------------------------------------------------------------------------------------

Bars plain(const Story& story, const Params& params, const Measure& measure) {
  const std::size_t shown = story.rows.size() - (story.folded > 0 ? 1 : 0);
  Bars bars = ranked_bars(story.ranking, shown, params.highlight, measure.words);
  if (story.folded == 0) return bars;
  const Row& other = story.rows.back();
  bars.bars.push_back(ranked_bar({other.name, other.value, measure.text(other.value)}, false));
  bars.bars.back().gap_before = true;
  return bars;
}

Segment segment(const Story& story, std::size_t group, double value, const Params& params, const Measure& measure) {
  return {.name = story.groups[group],
          .hue = static_cast<Hue>(group),
          .emphasis = emphasis_of(story.groups[group], story.groups, params.highlight),
          .value = value,
          .label = measure.text(value)};
}

Bar bar_of(const Row& row, const Story& story, const Params& params) {
  const bool is_other = story.folded > 0 && &row == &story.rows.back();
  return {.name = row.name,
          .emphasis = is_called(row.name, params.highlight) ? Emphasis::strong : Emphasis::normal,
          .segments = {},
          .note = "",
          .gap_before = is_other};
}

// Parts of a whole side by side.
Bars stacked(const Story& story, const Params& params, const Measure& measure) {
  Bars bars{.bars = {}, .unit = measure.words};
  for (const Row& row : story.rows) {
    Bar bar = bar_of(row, story, params);
    for (std::size_t group = 0; group < row.parts.size(); ++group)
      bar.segments.push_back(segment(story, group, row.parts[group].value_or(0), params, measure));
    bar.note = measure.text(row.value);
    bars.bars.push_back(std::move(bar));
  }
  return bars;
}

// What does not add up stands one below the other: a bar for each word and group.
Bars clustered(const Story& story, const Params& params, const Measure& measure) {
  Bars bars{.bars = {}, .unit = measure.words};
  for (const Row& row : story.rows) {
    bool is_first = true;
    for (std::size_t group = 0; group < row.parts.size(); ++group) {
      if (!row.parts[group]) continue;
      Bar bar = bar_of(row, story, params);
      bar.name = row.name + ", " + story.groups[group];
      bar.segments = {segment(story, group, *row.parts[group], params, measure)};
      bar.segments.front().name.clear();
      bar.gap_before = std::exchange(is_first, false) && !bars.bars.empty();
      bars.bars.push_back(std::move(bar));
    }
  }
  return bars;
}

bool any_negative(const Story& story) {
  const auto is_negative = [](const std::optional<double>& part) { return part && *part < 0; };
  return std::any_of(story.rows.begin(), story.rows.end(),
                     [&](const Row& row) { return std::any_of(row.parts.begin(), row.parts.end(), is_negative); });
}

Bars mark(const Story& story, const Params& params, const Measure& measure) {
  if (story.groups.size() == 1 && story.groups.front().empty()) return plain(story, params, measure);
  return adds_up(measure.aggregate) && !any_negative(story) ? stacked(story, params, measure)
                                                            : clustered(story, params, measure);
}

// ---- chart --------------------------------------------------------------------------------------------------------

// Every word with its value; by group the rows that are drawn, one for each group.
Table published(const Story& story, const Input& input, const Measure& measure) {
  ColumnBuilder words(own_name(input, "category"), Type::category), groups("group", Type::category);
  ColumnBuilder values = builder_of(measure);
  if (!input.table.has("group")) {
    for (const Ranked& row : story.ranking) {
      words.add(std::string_view(row.name));
      add(values, measure, row.value);
    }
    return Table({words.build(), values.build()});
  }
  for (const Row& row : story.rows)
    for (std::size_t group = 0; group < row.parts.size(); ++group) {
      words.add(std::string_view(row.name));
      groups.add(std::string_view(story.groups[group]));
      add(values, measure, row.parts[group]);
    }
  return Table({words.build(), groups.build(), values.build()});
}

Chart nothing(const Input& input, const Measure& measure) {
  if (!measure.values.empty()) return no_numbers(input, {"value"});
  return no_rows(input, "No row has a word in '" + own_name(input, "category") + "'.", "Choose another column.");
}

Chart draw(const Input& input, const Params& params) {
  const auto measure = measure_of(input, params.aggregate, "value");
  if (!measure) return no_measure(input, params.aggregate, "value");
  const Story story = read(input, params, *measure);
  if (story.ranking.empty() || story.rows.empty()) return nothing(input, *measure);
  const std::size_t shown = story.ranking.size() - story.folded;
  Chart chart = opening(input.facts, source_of_rows(input, story.keyed.drawn));
  chart.title = finding(story, *measure);
  chart.subtitle = capitalised(measure->words) + by_role(input, "category") +
                   (input.table.has("group") ? " and " + name_of(input, "group") : "") +
                   which_in_words(shown, story.ranking.size()) + filter_in_words(input);
  chart.notes = notes(input, story, params);
  chart.alt =
      "Bar chart of " + measure->words + by_role(input, "category") + ": " + ranking_in_words(story.ranking) + ".";
  chart.mark = mark(story, params, *measure);
  chart.x = {AxisKind::linear, {}, {}, true};
  chart.y.kind = AxisKind::band;
  chart.table = published(story, input, *measure);
  chart.units.resize(chart.table.columns().size());
  chart.units.back() = unit_of(*measure);
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("bar", "Bar chart", "Rows or values of any dataset, added up by the words of a column.")
      .param(&Params::category, shared::kCategory)
      .column(kWordTypes, {"diagnosis", "cancer type", "company name"})
      .param(&Params::value, shared::kValue)
      .column(kNumberTypes, {}, true)
      .param(&Params::group, shared::kGroup)
      .column(kWordTypes, {}, true)
      .param(&Params::aggregate, shared::kAggregate)
      .choices(aggregate_words())
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .sample("biopsies")
      .example({{"category", std::string("Clinic")}, {"group", std::string("diagnosis")}})
      .draws(draw);
}

}  // namespace perigee::analyses::bar
