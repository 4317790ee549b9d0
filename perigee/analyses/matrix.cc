// Rows or values by two columns as a matrix of colours and numbers: words down, words, dates or numbers across.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/measure.h"
#include "perigee/stat/histogram.h"
#include "perigee/stat/steps.h"

namespace perigee::analyses::matrix {
namespace {

constexpr std::size_t kMostWords = 16, kMostSteps = 26, kMostYears = 100;  // across

struct Params {
  std::string x, y, value;
  std::optional<std::string> aggregate;
  std::string every = "auto";
  std::int64_t top = 20;
  std::string highlight;
};

// What lies across: names, and of each row of the data the one it belongs to.
struct Across {
  Words words;
  std::string name;     // of the column, or how long its periods are
  std::string between;  // before a name in a sentence: " in ", ", from " or ", "
  std::optional<std::size_t> partial_from;
};

struct Story {
  Across across;
  Words down;
  Keyed keyed;
  std::vector<std::optional<double>> values;  // down · across
  std::vector<std::optional<double>> totals;  // of each word down, where values add up

  std::size_t width() const { return across.words.words.size(); }
  std::size_t height() const { return down.words.size(); }
};

Across of_bins(const Input& input, const std::vector<double>& values) {
  const NumberWords number(own_name(input, "x"), values);
  std::vector<double> finite = values;
  std::erase_if(finite, [](double value) { return !std::isfinite(value); });
  const Bins bins = natural_bins(finite);
  Across across{{}, name_of(input, "x") + " in bins of " + NumberWords()(bins.width), ", from ", {}};
  for (std::size_t bin = 0; bin + 1 < bins.edges.size(); ++bin) across.words.words.push_back(number(bins.edges[bin]));
  const auto last = static_cast<std::ptrdiff_t>(bins.edges.size() - 2);
  for (const double value : values) {
    const auto above = std::upper_bound(bins.edges.begin(), bins.edges.end(), value) - bins.edges.begin();
    across.words.codes.push_back(std::isfinite(value) ? static_cast<std::uint32_t>(std::min(above - 1, last))
                                                      : Words::kNoWord);
  }
  return across;
}

Across of_steps(const Input& input, Steps steps) {
  const bool are_dates = steps.kind == Steps::Kind::dates, are_numbers = steps.kind == Steps::Kind::numbers;
  return {{std::move(steps.names), std::move(steps.codes), {}},
          are_dates ? std::string(every_word(steps.every)) : name_of(input, "x"),
          are_numbers ? ", " : " in ",
          steps.partial_from};
}

Across across_of(const Input& input, const Params& params) {
  const Column column = input.table.column("x").renamed(own_name(input, "x"));
  const bool is_number = column.type() == Type::real || column.type() == Type::integer;
  if (!is_number && column.type() != Type::datetime)
    return {groups_of(input, "x", kMostWords), name_of(input, "x"), ", ", {}};
  const std::optional<Every> every = params.every == "auto" ? std::nullopt : std::optional(every_of(params.every));
  Steps steps = steps_of(column, every, kMostSteps, greatest_of(input.facts, "x"));
  const std::size_t most = steps.kind == Steps::Kind::years ? kMostYears : kMostSteps;
  return is_number && steps.size() > most ? of_bins(input, numbers(column)) : of_steps(input, std::move(steps));
}

Story read(const Input& input, const Params& params, const Measure& measure) {
  Story story;
  story.across = across_of(input, params);
  story.down = groups_of(input, "y", static_cast<std::size_t>(params.top));
  if (story.width() == 0) return story;
  story.keyed = keyed(story.down.codes, story.across.words, measure);
  const std::vector<std::uint32_t>& keys = story.keyed.keys;
  const std::size_t cells = story.width() * story.height();
  story.values = aggregated(measure.aggregate, keys, cells, measure.values);
  const auto rows = aggregated(Aggregate::count, keys, cells, {});
  for (std::size_t cell = 0; cell < cells; ++cell)
    if (*rows[cell] == 0) story.values[cell].reset();
  if (adds_up(measure.aggregate))
    story.totals = aggregated(measure.aggregate, without_group(keys, story.width()), story.height(), measure.values);
  return story;
}

// The greatest cell, and how many share it.
struct Peak {
  std::size_t cell = 0, tied = 0;
};
Peak peak_of(const Story& story) {
  Peak peak;
  double most = 0;
  for (std::size_t cell = 0; cell < story.values.size(); ++cell) {
    if (!story.values[cell]) continue;
    if (peak.tied == 0 || *story.values[cell] > most) peak = {cell, 0}, most = *story.values[cell];
    if (*story.values[cell] == most) ++peak.tied;
  }
  return peak;
}

std::string cell_in_words(const Story& story, std::size_t cell) {
  return in_title(story.down.words[cell / story.width()]) + story.across.between +
         in_title(story.across.words.words[cell % story.width()]);
}

std::string finding(const Story& story, const Measure& measure) {
  const Peak peak = peak_of(story);
  const std::string amount = measure.text(*story.values[peak.cell]);
  const std::string most = measure.counts() ? "Most rows" : "Highest " + measure.words;
  if (peak.tied == 1) return most + ": " + cell_in_words(story, peak.cell) + " (" + amount + ")";
  return most + ": " + number_word(static_cast<std::int64_t>(peak.tied)) + " cells with " + amount + " each";
}

std::vector<std::string> notes(const Input& input, const Story& story, const Params& params) {
  std::vector<std::string> notes;
  if (story.across.partial_from)
    notes.push_back("* The data end within " + story.across.words.words[*story.across.partial_from] + ".");
  note_without_word(notes, story.keyed.without_key, input, "y");
  note_left_out(notes, story.keyed.without_group, "without a value in '" + in_title(own_name(input, "x")) + "'");
  note_left_out(notes, story.keyed.without_value, "without a number in '" + in_title(own_name(input, "value")) + "'");
  note_highlight(notes, story.down.words, params.highlight);
  return notes;
}

std::string alt(const Input& input, const Story& story, const Measure& measure) {
  const Peak peak = peak_of(story);
  return "Matrix of " + measure.words + " by " + name_of(input, "y") + " (" +
         grouped(static_cast<std::int64_t>(story.height())) + " rows) and " + story.across.name + " (" +
         grouped(static_cast<std::int64_t>(story.width())) + " columns), " + story.across.words.words.front() + " to " +
         story.across.words.words.back() + ". Greatest: " + measure.text(*story.values[peak.cell]) + ", " +
         cell_in_words(story, peak.cell) + ".";
}

// Three digits that count, of the greatest value; counts have none after the point.
CellFormat format_of(const Story& story, const Measure& measure) {
  if (measure.counts()) return {};
  double most = 0;
  bool are_whole = true;
  for (const auto& value : story.values) {
    most = std::max(most, std::abs(value.value_or(0)));
    are_whole = are_whole && value.value_or(0) == std::floor(value.value_or(0));
  }
  if (measure.is_share()) return {.decimals = most < 0.1 ? 1 : 0, .is_share = true};
  if (are_whole || most == 0) return {};
  return {.decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(most))), 0, 4), .is_share = false};
}

Ramp ramp_of(const Story& story, const Measure& measure) {
  if (measure.counts()) return Ramp::counts;
  const auto is_below = [](const auto& value) { return value.value_or(0) < 0; };
  const auto is_above = [](const auto& value) { return value.value_or(0) > 0; };
  const bool both = std::any_of(story.values.begin(), story.values.end(), is_below) &&
                    std::any_of(story.values.begin(), story.values.end(), is_above);
  return both ? Ramp::diverging : Ramp::linear;
}

Cells mark(const Story& story, const Params& params, const Measure& measure) {
  Cells cells{.columns = story.across.words.words, .rows = {}, .ramp = ramp_of(story, measure)};
  cells.format = format_of(story, measure);
  if (!story.totals.empty()) cells.total_heading = "Total";
  if (story.across.partial_from) cells.partial_from = *story.across.partial_from;
  for (std::size_t row = 0; row < story.height(); ++row) {
    const auto first = story.values.begin() + static_cast<std::ptrdiff_t>(row * story.width());
    cells.rows.push_back({story.down.words[row], {first, first + static_cast<std::ptrdiff_t>(story.width())}, ""});
    if (!story.totals.empty()) cells.rows.back().total = measure.text(story.totals[row].value_or(0));
    if (is_called(story.down.words[row], params.highlight)) cells.strong_row = row;
  }
  return cells;
}

// One row a cell that holds rows.
Table published(const Story& story, const Input& input, const Measure& measure) {
  const std::string y = own_name(input, "y"), x = own_name(input, "x");
  ColumnBuilder down(y, Type::category), across(x == y ? x + " (x)" : x, Type::category);
  ColumnBuilder values = builder_of(measure);
  for (std::size_t cell = 0; cell < story.values.size(); ++cell) {
    if (!story.values[cell]) continue;
    down.add(std::string_view(story.down.words[cell / story.width()]));
    across.add(std::string_view(story.across.words.words[cell % story.width()]));
    add(values, measure, story.values[cell]);
  }
  return Table({down.build(), across.build(), values.build()});
}

Chart draw(const Input& input, const Params& params) {
  const auto measure = measure_of(input, params.aggregate, "value");
  if (!measure) return no_measure(input, params.aggregate, "value");
  Story story = read(input, params, *measure);
  if (peak_of(story).tied == 0) return no_rows(input, "No row has both words and a value.", "Choose other columns.");
  if (!adds_up(measure->aggregate)) story.across.partial_from.reset();
  Chart chart = opening(input.facts, source_of_rows(input, story.keyed.drawn));
  chart.title = finding(story, *measure);
  chart.subtitle =
      capitalised(measure->words) + by_role(input, "y") + " and " + story.across.name + filter_in_words(input);
  chart.notes = notes(input, story, params);
  chart.alt = alt(input, story, *measure);
  chart.mark = mark(story, params, *measure);
  chart.y.kind = AxisKind::band;
  chart.table = published(story, input, *measure);
  chart.units = {"", "", unit_of(*measure)};
  return chart;
}

}  // namespace

Analysis analysis() {
  std::vector<Type> any = kWordTypes;
  any.insert(any.end(), {Type::real, Type::datetime});
  return Describe<Params>("matrix", "Matrix", "Rows or values of any dataset by two columns, as colours and numbers.")
      .param(&Params::x, shared::kX)
      .column(any, {"year", "date", "datetime", "stage"})
      .param(&Params::y, shared::kY)
      .column(kWordTypes, {"category", "diagnosis", "cancer type", "company name", "organisation"})
      .param(&Params::value, shared::kValue)
      .column(kNumberTypes, {}, true)
      .param(&Params::aggregate, shared::kAggregate)
      .choices(aggregate_words())
      .param(&Params::every, shared::kEvery)
      .choices(every_words())
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .sample("biopsies")
      .example({{"x", std::string("Year")}, {"y", std::string("Clinic")}})
      .draws(draw);
}

}  // namespace perigee::analyses::matrix
