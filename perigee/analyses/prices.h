// What the analyses of prices say alike. Header only, because every source file of this folder is an analysis and is
// registered as one. Tables are those of prices_by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/ranking.h"
#include "perigee/base/text.h"
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

}  // namespace perigee
