// State against private launches: the total, and how the shares moved from period to period.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/bin.h"
#include "perigee/stat/share.h"

namespace perigee::analyses::sector {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t period = 10;
  std::string highlight;
};

struct Sector {
  std::string_view name;
  Hue hue;
};
constexpr Sector kSectors[] = {{kState, Hue::blue}, {kPrivate, Hue::vermillion}, {kOtherSector, Hue::green}};

// The launches of one row of the chart, by sector in the order of kSectors.
struct Split {
  std::int64_t n[3] = {0, 0, 0};
  std::int64_t sum() const { return n[0] + n[1] + n[2]; }
};

Split split(const Table& counts) {
  Split split;
  for (std::size_t row = 0; row < counts.rows(); ++row)
    for (std::size_t s = 0; s < std::size(kSectors); ++s)
      if (counts.column("sector").text(row) == kSectors[s].name) split.n[s] += counts.column("n").integer(row);
  return split;
}

struct Period {
  std::int64_t start;
  Split split;
};

// Periods that have launches, ascending.
std::vector<Period> periods_of(const Table& counts, std::int64_t width) {
  const Table binned = bin(counts, "year", width, "start");
  const Column &starts = binned.column("start"), &sectors = binned.column("sector"), &n = binned.column("n");
  std::vector<Period> periods;
  for (std::size_t row = 0; row < binned.rows(); ++row) {
    if (periods.empty() || periods.back().start != starts.integer(row)) periods.push_back({starts.integer(row), {}});
    for (std::size_t s = 0; s < std::size(kSectors); ++s)
      if (sectors.text(row) == kSectors[s].name) periods.back().split.n[s] += n.integer(row);
  }
  return periods;
}

// "1960s" for a whole decade, else the years that are covered: "1957–1959".
std::string name_of(std::int64_t start, std::int64_t width, const LaunchCounts& launches) {
  const std::int64_t first = std::max(start, launches.first), last = std::min(start + width - 1, launches.last);
  if (width == 10 && first == start && last == start + 9) return std::to_string(start) + "s";
  return span_of_years(first, last);
}

Bar bar(const std::string& name, const Split& split, const std::string& highlight) {
  Bar bar;
  bar.name = name;
  for (std::size_t s = 0; s < std::size(kSectors); ++s) {
    if (split.n[s] == 0) continue;
    const double share = static_cast<double>(split.n[s]) / static_cast<double>(split.sum());
    bar.segments.push_back({std::string(kSectors[s].name), kSectors[s].hue,
                            sector_emphasis(kSectors[s].name, highlight), static_cast<double>(split.n[s]),
                            grouped(split.n[s]) + " (" + percent(share) + ")"});
  }
  bar.note = grouped(split.sum());
  return bar;
}

Bars bars(const Split& all, const std::vector<Period>& periods, const LaunchCounts& launches,
          const std::optional<DataEnd>& end, const Params& params) {
  Bars bars;
  bars.normalised = true;
  bars.unit = "launches";
  bars.bars.push_back(bar("All launches", all, params.highlight));
  bars.bars.back().emphasis = Emphasis::strong;
  if (periods.size() < 2) return bars;
  for (const Period& period : periods)
    bars.bars.push_back(bar(name_of(period.start, params.period, launches), period.split, params.highlight));
  bars.bars[1].gap_before = true;
  bars.bars.back().partial = end.has_value();
  return bars;
}

std::string all_of_one(const Split& all) {
  const std::size_t only = static_cast<std::size_t>(std::max_element(all.n, all.n + 3) - all.n);
  constexpr const char* kOne[] = {"The only launch was a state launch", "The only launch was private",
                                  "The only launch has no known sector"};
  constexpr const char* kAll[] = {" launches were state launches", " launches were private",
                                  " launches have no known sector"};
  return all.sum() == 1 ? kOne[only] : "All " + grouped(all.sum()) + kAll[only];
}

std::string finding(const Split& all) {
  const auto [state, priv, other] = all.n;
  if (std::max({state, priv, other}) == all.sum()) return all_of_one(all);
  if (state == priv) return "State and private launches are level at " + grouped(state);
  const std::string larger = state > priv ? "State" : "Private", smaller = state > priv ? "private" : "state";
  return larger + " launches outnumber " + smaller + " ones, " + grouped(std::max(state, priv)) + " to " +
         grouped(std::min(state, priv));
}

std::string in_words(const Split& split) {
  std::vector<std::string> parts;
  for (std::size_t s = 0; s < std::size(kSectors); ++s)
    if (split.n[s] > 0)
      parts.push_back(grouped(split.n[s]) + " " + lower(kSectors[s].name) + " (" +
                      percent(static_cast<double>(split.n[s]) / static_cast<double>(split.sum())) + ")");
  return perigee::in_words(parts);
}

std::vector<std::string> led_by_private(const std::vector<Period>& periods, const LaunchCounts& launches,
                                        std::int64_t width) {
  std::vector<std::string> names;
  for (const Period& period : periods) {
    if (period.split.n[1] <= period.split.n[0]) continue;
    const std::string name = name_of(period.start, width, launches);
    names.push_back(name.ends_with('s') ? "the " + name : name);
  }
  return names;
}

std::string alt(const Split& all, const std::vector<Period>& periods, const LaunchCounts& launches,
                std::int64_t width) {
  std::string text = "Stacked bars of launches by sector, " + span_of_years(launches.first, launches.last) + ": " +
                     in_words(all) + ".";
  const std::vector<std::string> led = led_by_private(periods, launches, width);
  if (periods.size() > 1 && !led.empty()) text += " Private launches led in " + perigee::in_words(led) + ".";
  if (periods.size() > 1 && led.empty()) text += " Private launches led in no period.";
  return text;
}

// Totals first, then the periods: period, sector, launches, share.
Table published(const Split& all, const std::vector<Period>& periods, const LaunchCounts& launches,
                std::int64_t width) {
  ColumnBuilder period("period", Type::category), sector("sector", Type::category), n("launches", Type::integer);
  const auto add = [&](const std::string& name, const Split& split) {
    for (std::size_t s = 0; s < std::size(kSectors); ++s) {
      if (split.n[s] == 0) continue;
      period.add(std::string_view(name));
      sector.add(kSectors[s].name);
      n.add(split.n[s]);
    }
  };
  add("All launches", all);
  if (periods.size() > 1)
    for (const Period& each : periods) add(name_of(each.start, width, launches), each.split);
  return share(Table({period.build(), sector.build(), n.build()}), "launches", {"period"});
}

std::string subtitle(const std::vector<Period>& periods, const LaunchCounts& launches, const Selection& selection,
                     std::int64_t width) {
  const std::string by = periods.size() < 2 ? "" : " and " + period_word(width);
  return "Launches by sector" + by + ", with shares" + scope_in_words(launches, selection);
}

std::vector<std::string> notes(const std::vector<Period>& periods, const LaunchCounts& launches,
                               const std::optional<DataEnd>& end, const Params& params) {
  std::vector<std::string> notes = gaps_in_words(launches, end);
  if (end && periods.size() > 1) notes.front() = end->note() + ", muted.";
  for (std::string& sentence : no_such_sector(params.highlight)) notes.push_back(std::move(sentence));
  return notes;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts launches = count_launches(input.table, {"sector"}, selection);
  if (launches.drawn == 0) return nothing_left(input, why_nothing(launches, selection));
  const std::optional<DataEnd> end = unfinished(input.facts.most, launches.last);
  const Split all = split(launches.counts);
  const std::vector<Period> periods = periods_of(launches.counts, params.period);

  Chart chart = opening(input, launches.drawn);
  chart.title = finding(all);
  chart.subtitle = subtitle(periods, launches, selection, params.period);
  chart.notes = notes(periods, launches, end, params);
  chart.alt = alt(all, periods, launches, params.period);
  chart.mark = bars(all, periods, launches, end, params);
  chart.y.kind = AxisKind::band;
  chart.table = published(all, periods, launches, params.period);
  chart.units = {"", "", "launches", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("sector", "State and private launches",
                                   "State against private launches: the totals, and the shares of each period.",
                                   {sector_column().required<ColumnNeed>()})
      .param(&Params::period, "period", "length of a period in years")
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"period", std::int64_t{5}}})
      .draws(draw);
}

}  // namespace perigee::analyses::sector
