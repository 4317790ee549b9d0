// What the analyses of prices say alike. Header only, because every source file of this folder is an analysis and is
// registered as one. Tables are those of prices_by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/launch_ranking.h"
#include "perigee/base/text.h"
#include "perigee/stat/launch_words.h"
#include "perigee/stat/launches.h"
#include "perigee/stat/rockets.h"

namespace perigee {

// The rows with a price; the note says how many of the launches have one.
inline Ranking priced(const Table& prices, const std::string& key) {
  Ranking ranking;
  const Column& totals = prices.column("total");
  for (std::size_t row = 0; row < prices.rows(); ++row)
    if (!totals.is_missing(row))
      ranking.push_back(
          {std::string(prices.column(key).text(row)), totals.number(row), millions(totals.number(row)),
           grouped(prices.column("priced").integer(row)) + " of " + grouped(prices.column("launches").integer(row))});
  return ranking;
}

inline Nothing no_price(const LaunchCounts& counted) {
  return {"No price is known of the " + launches_in_words(counted.drawn) + " in this selection.",
          "Widen the years or the filter, or check the column 'price'."};
}

// The table under the name that readers know the key by.
inline Table named(const Table& prices, const std::string& key, const std::string& name) {
  std::vector<Column> columns;
  for (const Column& column : prices.columns()) columns.push_back(column.name() == key ? column.renamed(name) : column);
  return Table(std::move(columns));
}

inline std::vector<std::string> price_units() { return {"", "launches", "launches", "launches", "million US dollars"}; }

// "NASA spent most: $76.3bn on 149 launches".
inline std::string highest_total(const Ranking& ranking, const Table& prices) {
  const std::string most = dollars(ranking.front().value), first = capitalised(in_sentence(ranking.front().name));
  const std::string launches = launches_in_words(prices.column("priced").integer(0));
  if (ranking.size() == 1) return first + " spent " + most + " on " + launches;
  const std::size_t tied = leaders(ranking);
  if (tied == 1) return first + " spent most: " + most + " on " + launches;
  if (tied == 2) return first + " and " + in_sentence(ranking[1].name) + " spent most: " + most + " each";
  return capitalised(number_word(static_cast<std::int64_t>(tied))) + " spent most: " + most + " each";
}

// "No price is known of 3,360 of 4,324 launches; 31 of 56 organisations have none."
inline std::string unpriced_in_words(const Table& prices, const std::string& things) {
  const std::int64_t all = total(prices, "launches"), unpriced = total(prices, "unpriced");
  if (unpriced == 0) return "Every launch has a price.";
  std::string sentence = "No price is known of " + grouped(unpriced) + " of " + launches_in_words(all);
  if (const std::size_t without = prices.column("total").missing(); without > 0)
    sentence += "; " + grouped(static_cast<std::int64_t>(without)) + " of " +
                grouped(static_cast<std::int64_t>(prices.rows())) + " " + things + " have none";
  return sentence + ".";
}

inline std::string price_alt(const Ranking& ranking, const std::string& key, const LaunchCounts& counted) {
  return "Bar chart of the known prices of launches by " + key + ", " + span_of_years(counted.first, counted.last) +
         ", in million US dollars: " + ranking_in_words(ranking) + ".";
}

// Whose prices are added up: by which column of the launches, and in which words.
struct Payers {
  std::string key;           // "company"
  std::string name, plural;  // "organisation", "organisations"
  std::string launch_of;     // "a launch by"
};

// Who paid how much, as far as prices are known. `notes` follow those on gaps in the data.
inline Chart price_chart(const Input& input, const RankingParams& params, const Table& launches, const Payers& payers,
                         const std::vector<std::string>& notes = {}) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts counted = count_launches(launches, {payers.key}, selection);
  if (counted.drawn == 0) return nothing_left(input, why_nothing(counted, selection));
  const Table prices = prices_by(launches, payers.key, selection);
  const Ranking ranking = priced(prices, payers.key);
  if (ranking.empty()) return nothing_left(input, no_price(counted), "No prices to show");

  Chart chart = opening(input, counted.drawn);
  chart.table = named(prices, payers.key, payers.name);
  chart.units = price_units();
  chart.title = highest_total(ranking, prices);
  chart.subtitle = "Known prices by " + payers.name + ", million US dollars, and launches with a price" +
                   which_in_words(params.most(), ranking.size()) + scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  chart.notes.push_back(unpriced_in_words(prices, payers.plural));
  chart.notes.insert(chart.notes.end(), notes.begin(), notes.end());
  chart.alt = price_alt(ranking, payers.name, counted);
  show_ranking(chart, ranking, params, "million US dollars",
               "No price of " + payers.launch_of + " '" + params.highlight + "' is known in this selection.");
  return chart;
}

}  // namespace perigee
