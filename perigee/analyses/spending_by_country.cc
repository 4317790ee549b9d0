// What launches cost the countries that flew them, as far as prices are known.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/analyses/prices.h"
#include "perigee/analyses/ranking.h"
#include "perigee/stat/launch_countries.h"
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
  const Table launches = with_spenders(input.table);
  const LaunchCounts counted = count_launches(launches, {"spender"}, selection);
  if (counted.drawn == 0) return nothing_left(input, why_nothing(counted, selection));
  const Table prices = prices_by(launches, "spender", selection);
  const Ranking ranking = priced(prices, "spender");
  if (ranking.empty()) return nothing_left(input, no_price(counted), "No prices to show");
  const auto top = static_cast<std::size_t>(params.top);

  Chart chart = opening(input, counted.drawn);
  chart.table = named(prices, "spender", "country");
  chart.units = price_units();
  chart.title = highest_total(ranking, prices);
  chart.subtitle = "Known prices by country, million US dollars, and launches with a price" +
                   which_in_words(top, ranking.size()) + scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  chart.notes.push_back(unpriced_in_words(prices, "countries"));
  for (std::string& sentence : spenders_in_words(launches)) chart.notes.push_back(std::move(sentence));
  if (!params.highlight.empty() && !rank_of(ranking, params.highlight))
    chart.notes.push_back("No price of a launch of '" + params.highlight + "' is known in this selection.");
  chart.alt = price_alt(ranking, "country", counted);
  chart.mark = ranked_bars(ranking, top, params.highlight, "million US dollars");
  chart.x.kind = AxisKind::linear;
  chart.y.kind = AxisKind::band;
  return chart;
}

}  // namespace

Analysis spending_by_country() {
  return describe_launches<Params>("spending-by-country", "Spending by country",
                                   "What launches cost the countries that flew them, as far as prices are known.",
                                   {location_column().required<ColumnNeed>(), price_column().required<ColumnNeed>()})
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"from", std::int64_t{2000}}})
      .draws(draw);
}

}  // namespace perigee
