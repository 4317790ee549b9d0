// The private companies with most launches.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/share.h"
#include "perigee/stat/summarize.h"
#include "perigee/stat/top.h"
#include "perigee/stat/where.h"

namespace perigee::analyses::top_private {
namespace {

struct Params {
  std::int64_t from = 1995;
  std::optional<std::int64_t> to;
  std::int64_t top = 10;
  std::string highlight;
};

// The private part of what was counted.
LaunchCounts only_private(LaunchCounts launches) {
  const Column& sectors = launches.counts.column("sector");
  launches.counts = where(launches.counts, [&](std::size_t row) { return sectors.text(row) == kPrivate; });
  launches.drawn = total(launches.counts, "n");
  return launches;
}

// company, launches, share: all private companies, most launches first.
Table ranking(const LaunchCounts& launches) {
  const Table sums = summarize(launches.counts, {"company"}, {{Statistic::sum, "n", "launches"}});
  return share(arrange(sums, {{"launches", Order::descending}, {"company"}}), "launches");
}

std::string company(const Table& ranking, std::size_t row) { return std::string(ranking.column("company").text(row)); }
std::int64_t launches(const Table& ranking, std::size_t row) { return ranking.column("launches").integer(row); }

std::optional<std::size_t> rank_of(const Table& ranking, const std::string& name) {
  for (std::size_t row = 0; row < ranking.rows() && !name.empty(); ++row)
    if (lower(company(ranking, row)) == lower(trim(name))) return row;
  return std::nullopt;
}

Bar bar(const Table& ranking, std::size_t row, bool is_strong) {
  Bar bar;
  bar.name = company(ranking, row);
  bar.emphasis = is_strong ? Emphasis::strong : Emphasis::normal;
  bar.segments = {{"", Hue::blue, is_strong ? Emphasis::strong : Emphasis::muted,
                   static_cast<double>(launches(ranking, row)), grouped(launches(ranking, row))}};
  return bar;
}

// How many companies share the first place.
std::size_t leaders(const Table& ranking) {
  std::size_t n = 1;
  while (n < ranking.rows() && launches(ranking, n) == launches(ranking, 0)) ++n;
  return n;
}

// The leaders are in the accent colour unless the user chose a company; one outside the top is set below.
Bars bars(const Table& ranking, std::size_t shown, const std::string& highlight) {
  Bars bars;
  bars.unit = "launches";
  const std::optional<std::size_t> chosen = rank_of(ranking, highlight);
  for (std::size_t row = 0; row < shown; ++row)
    bars.bars.push_back(bar(ranking, row, chosen ? row == *chosen : row < leaders(ranking)));
  if (!chosen || *chosen < shown) return bars;
  bars.bars.push_back(bar(ranking, *chosen, true));
  bars.bars.back().gap_before = true;
  bars.bars.back().note = "rank " + grouped(static_cast<std::int64_t>(*chosen) + 1);
  return bars;
}

// " since 1995" where nothing but the first year bounds the period, else nothing: the subtitle has the years.
std::string since(const LaunchCounts& launches, const Params& params) {
  if (params.from <= launches.data_first || launches.last < launches.data_last) return "";
  return " since " + std::to_string(params.from);
}

std::string finding(const Table& ranking, const LaunchCounts& counted, const Params& params) {
  const std::string n = launches_in_words(launches(ranking, 0));
  const std::size_t tied = leaders(ranking);
  if (ranking.rows() == 1 && counted.drawn == 1) return company(ranking, 0) + " made the only private launch";
  if (ranking.rows() == 1) return company(ranking, 0) + " made all " + grouped(counted.drawn) + " private launches";
  if (tied == 1) return company(ranking, 0) + " leads private companies with " + n + since(counted, params);
  if (tied == 2) return company(ranking, 0) + " and " + company(ranking, 1) + " lead with " + n + " each";
  return capitalised(number_word(static_cast<std::int64_t>(tied))) + " private companies lead with " + n + " each";
}

std::string subtitle(const Table& ranking, std::size_t shown, const LaunchCounts& launches,
                     const Selection& selection) {
  const auto all = static_cast<std::int64_t>(ranking.rows());
  const std::string which = shown == ranking.rows()
                                ? (all == 1 ? "" : ", all " + number_word(all))
                                : ", top " + number_word(static_cast<std::int64_t>(shown)) + " of " + grouped(all);
  return "Launches by private companies" + which + scope_in_words(launches, selection);
}

std::string alt(const Table& ranking, std::size_t shown, const LaunchCounts& counted) {
  std::vector<std::string> parts;
  for (std::size_t row = 0; row < shown; ++row)
    parts.push_back(company(ranking, row) + " " + grouped(launches(ranking, row)));
  return "Bar chart of launches by private companies, " + span_of_years(counted.first, counted.last) + ": " +
         in_words(parts) + ". All private companies: " + grouped(counted.drawn) + ".";
}

std::vector<std::string> notes(const Table& ranking, const LaunchCounts& launches, const std::optional<DataEnd>& end,
                               const Params& params) {
  std::vector<std::string> notes = gaps_in_words(launches, end);
  if (!params.highlight.empty() && !rank_of(ranking, params.highlight))
    notes.push_back("No private launch by '" + params.highlight + "' in this selection.");
  return notes;
}

Nothing why_none(const LaunchCounts& all, const Selection& selection) {
  if (all.drawn == 0) return why_nothing(all, selection);
  const std::string filter = selection.filter.empty() ? "" : " with " + selection.filter;
  return {"None of the " + launches_in_words(all.drawn) + filter + " in " + span_of_years(all.first, all.last) +
              " is private.",
          "Widen the years or the filter."};
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts all = count_launches(input.table, {"sector", "company"}, selection);
  const LaunchCounts counted = only_private(all);
  if (counted.drawn == 0) return nothing_left(input, why_none(all, selection), "No private launches to show");
  const std::optional<DataEnd> end = unfinished(input.facts.most, counted.last);
  const Table ranks = ranking(counted);
  const std::size_t shown = std::min(ranks.rows(), static_cast<std::size_t>(params.top));

  Chart chart = opening(input, counted.drawn);
  chart.title = finding(ranks, counted, params);
  chart.subtitle = subtitle(ranks, shown, counted, selection);
  chart.notes = notes(ranks, counted, end, params);
  chart.alt = alt(ranks, shown, counted);
  chart.mark = bars(ranks, shown, params.highlight);
  chart.x = {AxisKind::linear, {}, {}, true};
  chart.y.kind = AxisKind::band;
  chart.table = ranks;
  chart.units = {"", "launches", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("top-private", "Top private companies", "The private companies with most launches.",
                                   {sector_column().required<ColumnNeed>(), company_column().required<ColumnNeed>()})
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"top", std::int64_t{5}}})
      .draws(draw);
}

}  // namespace perigee::analyses::top_private
