// Families of rockets: from when to when each flew, and how often.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launch_ranking.h"
#include "perigee/base/text.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/families.h"
#include "perigee/stat/rockets.h"
#include "perigee/stat/summarize.h"

namespace perigee::analyses::rocket_families {
namespace {

LaunchCounts with_a_rocket(const LaunchCounts& launches) {
  const Column& families = launches.counts.column("family");
  return only(launches, [&](std::size_t row) { return families.text(row) != kUnknown; });
}

// Those of which a launch says that its rocket is in service.
std::set<std::string, std::less<>> active_families(const Table& counts) {
  std::set<std::string, std::less<>> active;
  const Column* const statuses = counts.find("rocket_status");
  for (std::size_t row = 0; statuses != nullptr && row < counts.rows(); ++row)
    if (is_active(statuses->text(row))) active.emplace(counts.column("family").text(row));
  return active;
}

// family, launches, first_year, last_year, active: most launches first.
Table table_of(const Table& counts) {
  Table sums = arrange(summarize(counts, {"family"},
                                 {{Statistic::sum, "n", "launches"},
                                  {Statistic::least, "year", "first_year"},
                                  {Statistic::most, "year", "last_year"}}),
                       {{"launches", Order::descending}, {"family"}});
  if (!counts.has("rocket_status")) return sums;
  const auto active = active_families(counts);
  ColumnBuilder in_service("active", Type::boolean);
  for (std::size_t row = 0; row < sums.rows(); ++row)
    in_service.add(static_cast<std::int64_t>(active.contains(sums.column("family").text(row))));
  return sums.with(in_service.build());
}

Ranking ranking_of(const Table& table) {
  Ranking ranking;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::int64_t n = table.column("launches").integer(row);
    ranking.push_back({std::string(table.column("family").text(row)), static_cast<double>(n), grouped(n)});
  }
  return ranking;
}

// The rows shown: the first ones and the highlighted one, in the order of their first launch.
std::vector<std::size_t> shown_of(const Table& table, const RankingParams& params,
                                  const std::optional<std::size_t>& chosen) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (row < params.most() || chosen == row) rows.push_back(row);
  const Column& first_years = table.column("first_year");
  std::ranges::stable_sort(rows, {}, [&](std::size_t row) { return first_years.integer(row); });
  return rows;
}

Span span_of(const Table& table, std::size_t row, bool is_strong) {
  const std::int64_t first = table.column("first_year").integer(row), last = table.column("last_year").integer(row);
  return {.name = std::string(table.column("family").text(row)),
          .emphasis = is_strong ? Emphasis::strong : Emphasis::muted,
          .from = static_cast<double>(first),
          .to = static_cast<double>(last),
          .open = table.has("active") && table.column("active").integer(row) == 1,
          .label = span_of_years(first, last),
          .note = grouped(table.column("launches").integer(row))};
}

// The leaders are in strong colour unless the user chose a family.
Spans spans_of(const Table& table, const Ranking& ranking, const RankingParams& params) {
  const std::optional<std::size_t> chosen = rank_of(ranking, params.highlight);
  Spans spans{.note_heading = "Launches"};
  for (const std::size_t row : shown_of(table, params, chosen))
    spans.spans.push_back(span_of(table, row, chosen ? row == *chosen : row < leaders(ranking)));
  return spans;
}

std::string finding(const Ranking& ranking) {
  const std::string& first = ranking.front().name;
  const auto n = static_cast<std::int64_t>(ranking.front().value);
  if (ranking.size() == 1) return first + " made " + (n == 1 ? "the only launch" : "all " + launches_in_words(n));
  const std::size_t tied = leaders(ranking);
  if (tied == 1)
    return first + " leads " + number_word(static_cast<std::int64_t>(ranking.size())) + " rocket families with " +
           launches_in_words(n);
  const std::string each = " lead with " + launches_in_words(n) + " each";
  if (tied == 2) return first + " and " + ranking[1].name + each;
  return capitalised(number_word(static_cast<std::int64_t>(tied))) + " rocket families" + each;
}

std::string alt(const Table& table, const Spans& spans, const Ranking& ranking, const LaunchCounts& counted) {
  std::string text = "Chart of the years in which rocket families flew, " + span_of_years(counted.first, counted.last) +
                     ". Launches: " + ranking_in_words(ranking) + ".";
  const auto flying = std::count_if(spans.spans.begin(), spans.spans.end(), [](const Span& span) { return span.open; });
  if (!table.has("active")) return text;
  return text + " Of the families shown " + number_word(flying) + (flying == 1 ? " is" : " are") + " in service.";
}

std::vector<std::string> notes(const Table& table, const Spans& spans, const LaunchCounts& all,
                               const LaunchCounts& counted, const std::optional<DataEnd>& end) {
  std::vector<std::string> notes = gaps_in_words(counted, end);
  for (std::string& sentence : left_out(all.drawn - counted.drawn, "a rocket")) notes.push_back(std::move(sentence));
  const bool any_open = std::any_of(spans.spans.begin(), spans.spans.end(), [](const Span& span) { return span.open; });
  if (table.has("active") && any_open) notes.push_back("A bar with a point: a rocket of the family is in service.");
  notes.push_back("Rockets whose names begin alike are a family.");
  return notes;
}

Chart draw(const Input& input, const RankingParams& params) {
  const Selection selection{params.from, params.to, input.filter};
  std::vector<std::string> keys{"family"};
  if (input.table.has("rocket_status")) keys.push_back("rocket_status");
  const LaunchCounts all = count_launches(with_families(with_rockets(input.table)), keys, selection);
  const LaunchCounts counted = with_a_rocket(all);
  if (counted.drawn == 0) return nothing_left(input, why_none_has("a rocket's name", all, selection));
  const Table table = table_of(counted.counts);
  const Ranking ranking = ranking_of(table);
  const Spans spans = spans_of(table, ranking, params);

  Chart chart = opening(input, counted.drawn);
  chart.title = finding(ranking);
  chart.subtitle = "First to last launch of rocket families" + which_in_words(params.most(), ranking.size()) +
                   scope_in_words(counted, selection);
  chart.notes = notes(table, spans, all, counted, unfinished(input.facts.most, counted.last));
  if (!params.highlight.empty() && !rank_of(ranking, params.highlight))
    chart.notes.push_back("No rocket family '" + params.highlight + "' in this selection.");
  chart.alt = alt(table, spans, ranking, counted);
  chart.mark = spans;
  chart.x.kind = AxisKind::year;
  chart.y.kind = AxisKind::band;
  chart.table = table;
  chart.units = std::vector<std::string>(table.columns().size());
  chart.units[1] = "launches";
  return chart;
}

ColumnNeed status_if_there() {
  ColumnNeed need = rocket_status_column().required<ColumnNeed>();
  need.optional = true;
  return need;
}

}  // namespace

Analysis analysis() {
  return describe_ranking("rocket-families", "Rocket families",
                          "From when to when families of rockets flew, and how often.",
                          {detail_column().required<ColumnNeed>(), status_if_there()})
      .example({{"top", std::int64_t{12}}})
      .draws(draw);
}

}  // namespace perigee::analyses::rocket_families
