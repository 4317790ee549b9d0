// What each organisation's launches cost, as far as prices are known.
#include <cstdint>

#include "perigee/analyses/prices.h"

namespace perigee::analyses::total_cost {
namespace {

Chart draw(const Input& input, const RankingParams& params) {
  return price_chart(input, params, input.table, {"company", "organisation", "organisations", "a launch by"});
}

}  // namespace

Analysis analysis() {
  return describe_ranking("total-cost", "Cost by organisation",
                          "What the launches of each organisation cost, as far as prices are known.",
                          {company_column().required<ColumnNeed>(), price_column().required<ColumnNeed>()})
      .example({{"top", std::int64_t{8}}})
      .draws(draw);
}

}  // namespace perigee::analyses::total_cost
