// What the rankings of launches have in common: their parameters, and how the rows of greatest value are drawn. Header
// only, because every source file of this folder is an analysis and is registered as one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/analyses/ranking.h"

namespace perigee {

struct RankingParams {
  std::optional<std::int64_t> from, to;
  std::int64_t top = 20;
  std::string highlight;

  std::size_t most() const { return static_cast<std::size_t>(top); }
};

inline Describe<RankingParams> describe_ranking(std::string name, std::string title, std::string help,
                                                const std::vector<ColumnNeed>& needs) {
  auto description = describe_launches<RankingParams>(std::move(name), std::move(title), std::move(help), needs);
  description.param(&RankingParams::top, shared::kTop)
      .between(1, 50)
      .param(&RankingParams::highlight, shared::kHighlight);
  return description;
}

// The bars with their axes, and `absence`, a sentence for the row that was to be highlighted, where it is not there.
inline void show_ranking(Chart& chart, const Ranking& ranking, const RankingParams& params, std::string unit,
                         std::string absence) {
  if (!params.highlight.empty() && !rank_of(ranking, params.highlight)) chart.notes.push_back(std::move(absence));
  chart.mark = ranked_bars(ranking, params.most(), params.highlight, std::move(unit));
  chart.x.kind = AxisKind::linear;
  chart.y.kind = AxisKind::band;
}

}  // namespace perigee
