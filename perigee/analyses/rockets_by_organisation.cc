// Which rockets an organisation flew and how often; without an organisation, how many different ones each flew.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/analyses/ranking.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/rockets.h"
#include "perigee/stat/summarize.h"
#include "perigee/stat/where.h"

namespace perigee::analyses::rockets_by_organisation {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::string organisation;
  std::int64_t top = 20;
  std::string highlight;
};

// organisation, rocket, launches: each rocket of each organisation, most launches first within it.
Table table_of(const LaunchCounts& counted) {
  const Table sums = summarize(counted.counts, {"company", "rocket"}, {{Statistic::sum, "n", "launches"}});
  const Table ranks = arrange(sums, {{"company"}, {"launches", Order::descending}, {"rocket"}});
  return Table({ranks.column("company").renamed("organisation"), ranks.column("rocket"), ranks.column("launches")});
}

Table of_organisation(const Table& table, const std::string& organisation) {
  const Column& names = table.column("organisation");
  return where(table, [&](std::size_t row) { return lower(names.text(row)) == lower(trim(organisation)); });
}

Ranking launches_of_rockets(const Table& table) {
  Ranking ranking;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::int64_t n = table.column("launches").integer(row);
    ranking.push_back({std::string(table.column("rocket").text(row)), static_cast<double>(n), grouped(n)});
  }
  return ranking;
}

// Different rockets of each organisation, most first; the note is its launches.
Ranking rockets_of_organisations(const Table& table) {
  const Table sums = summarize(table, {"organisation"},
                               {{Statistic::known, "launches", "rockets"}, {Statistic::sum, "launches", "launches"}});
  const Table ranks = arrange(sums, {{"rockets", Order::descending}, {"organisation"}});
  Ranking ranking;
  for (std::size_t row = 0; row < ranks.rows(); ++row) {
    const std::int64_t n = ranks.column("rockets").integer(row);
    ranking.push_back({std::string(ranks.column("organisation").text(row)), static_cast<double>(n), grouped(n),
                       launches_in_words(ranks.column("launches").integer(row))});
  }
  return ranking;
}

std::string finding_of_one(const Ranking& rockets, const std::string& organisation, std::int64_t all) {
  const std::string& first = rockets.front().name;
  if (rockets.size() == 1 && all == 1) return first + " made " + organisation + "'s only launch";
  if (rockets.size() == 1) return first + " made all " + grouped(all) + " launches of " + organisation;
  if (leaders(rockets) > 1)
    return organisation + " flew " + number_word(static_cast<std::int64_t>(rockets.size())) + " different rockets";
  return first + " made " + rockets.front().label + " of " + organisation + "'s " + grouped(all) + " launches";
}

std::string finding_of_all(const Ranking& organisations) {
  const auto most = static_cast<std::int64_t>(organisations.front().value);
  const std::string rockets = number_word(most) + (most == 1 ? " rocket" : " different rockets");
  const std::size_t tied = leaders(organisations);
  if (organisations.size() == 1) return organisations.front().name + " flew " + rockets;
  if (tied == 1) return organisations.front().name + " flew " + rockets + ", more than any other";
  if (tied == 2) return organisations[0].name + " and " + organisations[1].name + " flew " + rockets + " each";
  return capitalised(number_word(static_cast<std::int64_t>(tied))) + " organisations flew " + rockets + " each";
}

// The organisation as the file writes it.
std::string name_in(const Table& table) { return std::string(table.column("organisation").text(0)); }

std::vector<std::string> names_in(const Table& table) {
  std::vector<std::string> names;
  for (std::size_t row = 0; row < table.rows(); ++row) names.emplace_back(table.column("organisation").text(row));
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Nothing no_such_organisation(const Table& all, const std::string& organisation) {
  return {"No launch by '" + organisation + "' in this selection." + did_you_mean(organisation, names_in(all)),
          "Check the spelling, or leave 'organisation' out for all of them."};
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts counted = count_launches(with_rockets(input.table), {"company", "rocket"}, selection);
  if (counted.drawn == 0) return nothing_left(input, why_nothing(counted, selection));
  const Table all = table_of(counted);
  const bool is_one = !trim(params.organisation).empty();
  const Table table = is_one ? of_organisation(all, params.organisation) : all;
  if (table.rows() == 0) return nothing_left(input, no_such_organisation(all, params.organisation));
  const Ranking ranking = is_one ? launches_of_rockets(table) : rockets_of_organisations(table);
  const std::int64_t drawn = total(table, "launches");
  const auto top = static_cast<std::size_t>(params.top);
  const std::string what =
      is_one ? "Launches of " + name_in(table) + " by rocket" : "Different rockets by organisation";

  Chart chart = opening(input, drawn);
  chart.table = table;
  chart.units = {"", "", "launches"};
  chart.title = is_one ? finding_of_one(ranking, name_in(table), drawn) : finding_of_all(ranking);
  chart.subtitle = what + which_in_words(top, ranking.size()) + scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  if (!params.highlight.empty() && !rank_of(ranking, params.highlight))
    chart.notes.push_back("No '" + params.highlight + "' in this selection.");
  chart.alt =
      "Bar chart. " + what + ", " + span_of_years(counted.first, counted.last) + ": " + ranking_in_words(ranking) + ".";
  chart.mark = ranked_bars(ranking, top, params.highlight, is_one ? "launches" : "rockets");
  chart.x.kind = AxisKind::linear;
  chart.y.kind = AxisKind::band;
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("rockets-by-organisation", "Rockets by organisation",
                                   "The rockets of an organisation by launches, or how many each organisation flew.",
                                   {company_column().required<ColumnNeed>(), detail_column().required<ColumnNeed>()})
      .param(&Params::organisation, "organisation",
             "whose rockets are shown; empty for how many each organisation flew")
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"organisation", std::string("Northstar Orbital")}})
      .draws(draw);
}

}  // namespace perigee::analyses::rockets_by_organisation
