// A column's numbers along dates, years or other numbers, as lines by group.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/analyses/measure.h"
#include "perigee/stat/steps.h"

namespace perigee::analyses::line {
namespace {

constexpr std::size_t kMostPeriods = 200;  // of dates, unless the user asks for finer ones

struct Params {
  std::string x, y, group;
  std::optional<std::string> aggregate;
  std::string every = "auto";
  std::string highlight;
};

// One line: a value at each step, or none.
struct Course {
  std::string name;
  std::vector<std::optional<double>> values;
};

// The greatest value of all, and how many share it.
struct Peak {
  std::size_t course = 0, step = 0;
  double value = 0;
  std::size_t tied = 0;
};

struct Story {
  Steps steps;
  std::vector<Course> courses;
  Keyed keyed;
  std::optional<Peak> peak;
  bool is_grouped = false;
};

// A share is of what all groups come to at its step.
void take_shares(std::vector<std::optional<double>>& values, std::size_t groups) {
  for (std::size_t first = 0; first < values.size(); first += groups) {
    double whole = 0;
    for (std::size_t group = 0; group < groups; ++group) whole += values[first + group].value_or(0);
    for (std::size_t group = 0; group < groups; ++group)
      values[first + group] = whole == 0 ? std::nullopt : std::optional(values[first + group].value_or(0) / whole);
  }
}

std::optional<Peak> peak_of(const std::vector<Course>& courses) {
  std::optional<Peak> peak;
  for (std::size_t course = 0; course < courses.size(); ++course)
    for (std::size_t step = 0; step < courses[course].values.size(); ++step) {
      const std::optional<double>& value = courses[course].values[step];
      if (!value) continue;
      if (!peak || *value > peak->value) peak = Peak{course, step, *value, 0};
      if (*value == peak->value) ++peak->tied;
    }
  return peak;
}

Story read(const Input& input, const Params& params, const Measure& measure) {
  Story story;
  story.is_grouped = input.table.has("group");
  const std::optional<Every> every = params.every == "auto" ? std::nullopt : std::optional(every_of(params.every));
  story.steps = steps_of(input.table.column("x").renamed(own_name(input, "x")), every, kMostPeriods,
                         greatest_of(input.facts, "x"));
  const Words groups = groups_of(input, "group", kMostGroups);
  story.keyed = keyed(story.steps.codes, groups, measure);
  if (story.keyed.drawn == 0) return story;
  const std::size_t count = groups.words.size();
  const bool is_share_of_step = measure.is_share() && story.is_grouped;
  const Aggregate aggregate = is_share_of_step ? Aggregate::sum : measure.aggregate;
  auto values = aggregated(aggregate, story.keyed.keys, story.steps.size() * count, measure.values);
  if (is_share_of_step) take_shares(values, count);
  for (std::size_t group = 0; group < count; ++group) {
    story.courses.push_back({groups.words[group], {}});
    for (std::size_t step = 0; step < story.steps.size(); ++step)
      story.courses.back().values.push_back(values[step * count + group]);
  }
  story.peak = peak_of(story.courses);
  return story;
}

// "in March 2018", "on 3 March 2018", "at 17.5"
std::string when(const Steps& steps, std::size_t step) {
  if (steps.kind == Steps::Kind::numbers) return "at " + steps.names[step];
  const bool is_day = steps.kind == Steps::Kind::dates && steps.every <= Every::day;
  return (is_day ? "on " : "in ") + steps.names[step];
}

std::string finding(const Story& story, const Measure& measure) {
  const Peak& peak = *story.peak;
  const std::string amount = measure.amount(peak.value), at = when(story.steps, peak.step);
  const std::string words = capitalised(measure.words);
  if (story.steps.size() == 1 && !story.is_grouped)
    return !measure.counts()        ? words + " " + at + ": " + amount
           : story.keyed.drawn == 1 ? "The only row is " + at
                                    : "All " + amount + " are " + at;
  const bool is_flat = !story.is_grouped && peak.tied == story.steps.size();
  if (is_flat) return words + " never " + (measure.counts() ? "change" : "changes") + ": " + measure.text(peak.value);
  if (peak.tied > 1)
    return words + " peaked at " + measure.text(peak.value) + ", " + number_word(static_cast<std::int64_t>(peak.tied)) +
           " times";
  if (story.is_grouped) return in_title(story.courses[peak.course].name) + " peaked highest: " + amount + " " + at;
  return words + " peaked " + at + ": " + measure.text(peak.value);
}

std::string subtitle(const Input& input, const Story& story, const Measure& measure) {
  const std::string by =
      story.steps.kind == Steps::Kind::dates ? std::string(every_word(story.steps.every)) : name_of(input, "x");
  const std::string span = story.steps.size() == 1 ? story.steps.names.front()
                                                   : story.steps.names.front() + " to " + story.steps.names.back();
  return capitalised(measure.words) + " by " + by + (story.is_grouped ? " and " + name_of(input, "group") : "") +
         filter_in_words(input) + ", " + span;
}

std::vector<std::string> names_of(const Story& story) {
  std::vector<std::string> names;
  for (const Course& course : story.courses) names.push_back(course.name);
  return names;
}

bool is_dashed(const Story& story, const Measure& measure) {
  return story.steps.partial_from.has_value() && adds_up(measure.aggregate) && !measure.is_share();
}

std::vector<std::string> notes(const Input& input, const Story& story, const Params& params, const Measure& measure) {
  std::vector<std::string> notes;
  if (is_dashed(story, measure))
    notes.push_back("Dashed: the data end within " + story.steps.names[*story.steps.partial_from] + ".");
  note_left_out(notes, story.keyed.without_key, "without a place on the axis");
  note_without_word(notes, story.keyed.without_group, input, "group");
  note_left_out(notes, story.keyed.without_value, "without a number in '" + in_title(own_name(input, "y")) + "'");
  note_highlight(notes, names_of(story), params.highlight);
  return notes;
}

// The last value of a course, that of a whole period where there is one.
std::optional<std::size_t> last_step(const Course& course, std::size_t before) {
  for (std::size_t step = std::min(before, course.values.size()); step-- > 0;)
    if (course.values[step]) return step;
  return std::nullopt;
}

std::string alt(const Story& story, const Measure& measure) {
  std::vector<std::string> parts;
  for (const Course& course : story.courses)
    if (const auto last = last_step(course, course.values.size()))
      parts.push_back((course.name.empty() ? "" : course.name + " ") + measure.text(*course.values[*last]) + " " +
                      when(story.steps, *last));
  return "Line chart of " + measure.words + " from " + story.steps.names.front() + " to " + story.steps.names.back() +
         ". Greatest: " + measure.text(story.peak->value) + " " + when(story.steps, story.peak->step) +
         ". Last: " + in_words(parts) + ".";
}

Series series(const Story& story, std::size_t index, const Params& params, const Measure& measure) {
  const Course& course = story.courses[index];
  const std::size_t whole = is_dashed(story, measure) ? *story.steps.partial_from : course.values.size();
  Series series{.name = course.name,
                .hue = static_cast<Hue>(index),
                .emphasis = emphasis_of(course.name, names_of(story), params.highlight)};
  for (std::size_t step = 0; step < course.values.size(); ++step) {
    if (course.values[step] || story.steps.is_regular())
      series.points.push_back(
          {story.steps.at[step], course.values[step].value_or(std::numeric_limits<double>::quiet_NaN())});
  }
  if (is_dashed(story, measure) && whole > 0) series.dashed_from = whole;
  const auto last = last_step(course, whole > 0 ? whole : course.values.size());
  if (last) series.value_label = measure.text(*course.values[*last]) + " " + when(story.steps, *last);
  return series;
}

// One row a step and group that has a value.
Table published(const Story& story, const Input& input, const Measure& measure) {
  ColumnBuilder steps(own_name(input, "x"), Type::text), groups("group", Type::category);
  ColumnBuilder values = builder_of(measure);
  for (const Course& course : story.courses)
    for (std::size_t step = 0; step < course.values.size(); ++step) {
      if (!course.values[step]) continue;
      steps.add(std::string_view(story.steps.names[step]));
      groups.add(std::string_view(course.name));
      add(values, measure, course.values[step]);
    }
  if (!story.is_grouped) return Table({steps.build(), values.build()});
  return Table({steps.build(), groups.build(), values.build()});
}

Axis axis(const Steps& steps) {
  if (steps.kind == Steps::Kind::numbers) return {.kind = AxisKind::linear, .from_zero = false};
  if (steps.kind == Steps::Kind::dates && steps.every != Every::year) return {.kind = AxisKind::time};
  return {.kind = AxisKind::year};
}

Chart draw(const Input& input, const Params& params) {
  const auto measure = measure_of(input, params.aggregate, "y");
  if (!measure) return no_measure(input, params.aggregate, "y");
  const Story story = read(input, params, *measure);
  if (!story.peak) return no_rows(input, "No row has a place on the axis and a value.", "Choose other columns.");
  Chart chart = opening(input.facts, source_of_rows(input, story.keyed.drawn));
  chart.title = finding(story, *measure);
  chart.subtitle = subtitle(input, story, *measure);
  chart.notes = notes(input, story, params, *measure);
  chart.alt = alt(story, *measure);
  Lines lines;
  for (std::size_t i = 0; i < story.courses.size(); ++i) lines.series.push_back(series(story, i, params, *measure));
  chart.mark = std::move(lines);
  chart.x = axis(story.steps);
  chart.y = {.kind = AxisKind::linear, .from_zero = adds_up(measure->aggregate)};
  chart.table = published(story, input, *measure);
  chart.units.resize(chart.table.columns().size());
  chart.units.back() = unit_of(*measure);
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("line", "Line chart",
                          "Rows or values of any dataset along dates, years or numbers, by group.")
      .param(&Params::x, shared::kX)
      .column({Type::datetime, Type::integer, Type::real}, {"date", "datetime", "year", "month", "day"})
      .param(&Params::y, shared::kY)
      .column(kNumberTypes, {}, true)
      .param(&Params::group, shared::kGroup)
      .column(kWordTypes, {}, true)
      .param(&Params::aggregate, shared::kAggregate)
      .choices(aggregate_words())
      .param(&Params::every, shared::kEvery)
      .choices(every_words())
      .param(&Params::highlight, shared::kHighlight)
      .sample("biopsies")
      .example({{"x", std::string("Year")}, {"group", std::string("diagnosis")}})
      .draws(draw);
}

}  // namespace perigee::analyses::line
