// What each organisation's launches cost, as far as prices are known.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/analyses/prices.h"
#include "perigee/analyses/ranking.h"
#include "perigee/stat/rockets.h"

namespace perigee {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t top = 20;
  std::string highlight;
};

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts counted = count_launches(input.table, {"company"}, selection);
  if (counted.drawn == 0) return nothing_left(input, why_nothing(counted, selection));
  const Table prices = prices_by(input.table, "company", selection);
  const Ranking ranking = priced(prices, "company");
  if (ranking.empty()) return nothing_left(input, no_price(counted), "No prices to show");
  const auto top = static_cast<std::size_t>(params.top);

  Chart chart = opening(input, counted.drawn);
  chart.table = named(prices, "company", "organisation");
  chart.units = price_units();
  chart.title = highest_total(ranking, prices);
  chart.subtitle = "Known prices by organisation, million US dollars, and launches with a price" +
                   which_in_words(top, ranking.size()) + scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  chart.notes.push_back(unpriced_in_words(prices, "organisations"));
  if (!params.highlight.empty() && !rank_of(ranking, params.highlight))
    chart.notes.push_back("No price of a launch by '" + params.highlight + "' is known in this selection.");
  chart.alt = price_alt(ranking, "organisation", counted);
  chart.mark = ranked_bars(ranking, top, params.highlight, "million US dollars");
  chart.x.kind = AxisKind::linear;
  chart.y.kind = AxisKind::band;
  return chart;
}

}  // namespace

Analysis total_cost() {
  return describe_launches<Params>("total-cost", "Cost by organisation",
                                   "What the launches of each organisation cost, as far as prices are known.",
                                   {company_column().required<ColumnNeed>(), price_column().required<ColumnNeed>()})
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"top", std::int64_t{8}}})
      .draws(draw);
}

}  // namespace perigee
