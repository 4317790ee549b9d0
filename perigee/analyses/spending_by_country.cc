// What launches cost the countries that flew them, as far as prices are known.
#include <cstdint>

#include "perigee/analyses/prices.h"
#include "perigee/stat/launch_countries.h"
#include "perigee/stat/rockets.h"

namespace perigee::analyses::spending_by_country {
namespace {

Chart draw(const Input& input, const RankingParams& params) {
  const Table launches = with_spenders(input.table);
  return price_chart(input, params, launches, {"spender", "country", "countries", "a launch of"},
                     spenders_in_words(launches));
}

}  // namespace

Analysis analysis() {
  return describe_ranking("spending-by-country", "Spending by country",
                          "What launches cost the countries that flew them, as far as prices are known.",
                          {location_column().required<ColumnNeed>(), price_column().required<ColumnNeed>()})
      .example({{"from", std::int64_t{2000}}})
      .draws(draw);
}

}  // namespace perigee::analyses::spending_by_country
