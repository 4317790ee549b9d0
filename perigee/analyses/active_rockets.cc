// The rockets that are marked as being in service, and how often each flew.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "perigee/analyses/launch_ranking.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/rockets.h"
#include "perigee/stat/summarize.h"
#include "perigee/stat/where.h"

namespace perigee::analyses::active_rockets {
namespace {

// A rocket is active if one of its launches says so.
Table of_active_rockets(const Table& counts) {
  const Column &rockets = counts.column("rocket"), &statuses = counts.column("rocket_status");
  std::set<std::string, std::less<>> active;
  for (std::size_t row = 0; row < counts.rows(); ++row)
    if (is_active(statuses.text(row))) active.emplace(rockets.text(row));
  return where(counts, [&](std::size_t row) { return active.contains(rockets.text(row)); });
}

// rocket, launches, first_year, last_year: most launches first.
Table table_of(const Table& counts) {
  const Table sums = summarize(counts, {"rocket"},
                               {{Statistic::sum, "n", "launches"},
                                {Statistic::least, "year", "first_year"},
                                {Statistic::most, "year", "last_year"}});
  return arrange(sums, {{"launches", Order::descending}, {"rocket"}});
}

Ranking ranking_of(const Table& table) {
  Ranking ranking;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::int64_t n = table.column("launches").integer(row);
    const std::string since = std::to_string(table.column("first_year").integer(row));
    ranking.push_back(
        {std::string(table.column("rocket").text(row)), static_cast<double>(n), grouped(n), "since " + since});
  }
  return ranking;
}

std::string finding(const Ranking& ranking) {
  const std::string& first = ranking.front().name;
  if (ranking.size() == 1) return first + " is the only active rocket";
  const std::string all = number_word(static_cast<std::int64_t>(ranking.size())) + " rockets are active";
  if (leaders(ranking) > 1) return capitalised(all);
  return capitalised(all) + ", " + first + " the busiest";
}

Nothing none_active(const LaunchCounts& counted) {
  return {"None of the " + launches_in_words(counted.drawn) + " is by a rocket that is marked active.",
          "Widen the years or the filter."};
}

Chart draw(const Input& input, const RankingParams& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts counted = count_launches(with_rockets(input.table), {"rocket", "rocket_status"}, selection);
  if (counted.drawn == 0) return nothing_left(input, why_nothing(counted, selection));
  const Table table = table_of(of_active_rockets(counted.counts));
  if (table.rows() == 0) return nothing_left(input, none_active(counted));
  const Ranking ranking = ranking_of(table);

  Chart chart = opening(input, total(table, "launches"));
  chart.table = table;
  chart.units = {"", "launches", "", ""};
  chart.title = finding(ranking);
  chart.subtitle = "Launches of rockets marked as active" + which_in_words(params.most(), ranking.size()) +
                   scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  chart.alt = "Bar chart of launches of active rockets, " + span_of_years(counted.first, counted.last) + ": " +
              ranking_in_words(ranking) + ".";
  show_ranking(chart, ranking, params, "launches", "No active rocket '" + params.highlight + "' in this selection.");
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_ranking("active-rockets", "Active rockets",
                          "The rockets in service, by launches; the table lists them all.",
                          {detail_column().required<ColumnNeed>(), rocket_status_column().required<ColumnNeed>()})
      .example({{"top", std::int64_t{12}}})
      .draws(draw);
}

}  // namespace perigee::analyses::active_rockets
