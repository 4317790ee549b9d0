// Who launched, and how often.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/analyses/launch_ranking.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/share.h"
#include "perigee/stat/summarize.h"

namespace perigee::analyses::organisations {
namespace {

// organisation, launches, share: all of them, most launches first.
Table table_of(const LaunchCounts& counted) {
  const Table sums = summarize(counted.counts, {"company"}, {{Statistic::sum, "n", "launches"}});
  const Table ranks = arrange(sums, {{"launches", Order::descending}, {"company"}});
  return share(Table({ranks.column("company").renamed("organisation"), ranks.column("launches")}), "launches");
}

Ranking ranking_of(const Table& table) {
  Ranking ranking;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::int64_t n = table.column("launches").integer(row);
    ranking.push_back({std::string(table.column("organisation").text(row)), static_cast<double>(n), grouped(n)});
  }
  return ranking;
}

std::string finding(const Ranking& ranking, std::int64_t all) {
  const std::string& first = ranking.front().name;
  const auto most = static_cast<std::int64_t>(ranking.front().value);
  if (ranking.size() == 1)
    return first + (all == 1 ? " made the only launch" : " made all " + grouped(all) + " launches");
  const std::size_t tied = leaders(ranking);
  if (tied == 1)
    return first + " leads " + number_word(static_cast<std::int64_t>(ranking.size())) + " organisations with " +
           launches_in_words(most);
  if (tied == 2) return first + " and " + ranking[1].name + " lead with " + launches_in_words(most) + " each";
  return capitalised(number_word(static_cast<std::int64_t>(tied))) + " organisations lead with " +
         launches_in_words(most) + " each";
}

Chart draw(const Input& input, const RankingParams& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts counted = count_launches(input.table, {"company"}, selection);
  if (counted.drawn == 0) return nothing_left(input, why_nothing(counted, selection));

  Chart chart = opening(input, counted.drawn);
  chart.table = table_of(counted);
  chart.units = {"", "launches", ""};
  const Ranking ranking = ranking_of(chart.table);
  chart.title = finding(ranking, counted.drawn);
  chart.subtitle =
      "Launches by organisation" + which_in_words(params.most(), ranking.size()) + scope_in_words(counted, selection);
  chart.notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  chart.alt = "Bar chart of launches by organisation, " + span_of_years(counted.first, counted.last) + ": " +
              ranking_in_words(ranking) + ".";
  show_ranking(chart, ranking, params, "launches", "No launch by '" + params.highlight + "' in this selection.");
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_ranking("organisations", "Organisations", "The organisations with most launches.",
                          {company_column().required<ColumnNeed>()})
      .example({{"top", std::int64_t{8}}})
      .draws(draw);
}

}  // namespace perigee::analyses::organisations
