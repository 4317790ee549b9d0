// Launches by site: circles on a map of the world.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/launch_sites.h"
#include "perigee/stat/share.h"

namespace perigee::analyses::launch_map {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t labels = 16;
  std::string highlight;
};

std::string site(const Table& sites, std::size_t row) { return std::string(sites.column("site").text(row)); }
std::int64_t launches(const Table& sites, std::size_t row) { return sites.column("launches").integer(row); }

bool is_chosen(const std::string& name, const std::string& highlight) {
  return !highlight.empty() && lower(name) == lower(trim(highlight));
}

bool has(const Table& sites, const std::string& highlight) {
  for (std::size_t row = 0; row < sites.rows(); ++row)
    if (is_chosen(site(sites, row), highlight)) return true;
  return false;
}

MapPlace place(const Table& sites, std::size_t row, Emphasis emphasis, bool is_named) {
  return {.name = site(sites, row),
          .longitude = sites.column("longitude").number(row),
          .latitude = sites.column("latitude").number(row),
          .value = static_cast<double>(launches(sites, row)),
          .label = is_named ? grouped(launches(sites, row)) : "",
          .emphasis = emphasis};
}

// The chosen site first, so that it gets its label; then by launches.
Symbols symbols(const Table& sites, const Params& params) {
  const bool chooses = has(sites, params.highlight);
  Symbols symbols{{}, "launches"};
  for (std::size_t row = 0; row < sites.rows(); ++row) {
    const bool is_it = is_chosen(site(sites, row), params.highlight);
    const Emphasis emphasis = is_it ? Emphasis::strong : chooses ? Emphasis::muted : Emphasis::normal;
    const bool is_named = is_it || row < static_cast<std::size_t>(params.labels);
    symbols.places.insert(is_it ? symbols.places.begin() : symbols.places.end(), place(sites, row, emphasis, is_named));
  }
  return symbols;
}

// How many sites it takes for more than half of the launches.
std::size_t majority(const Table& sites, std::int64_t all) {
  std::size_t n = 0;
  for (std::int64_t sum = 0; n < sites.rows() && 2 * sum <= all; ++n) sum += launches(sites, n);
  return n;
}

std::string leaders(const Table& sites, std::int64_t all) {
  std::size_t tied = 1;
  while (tied < sites.rows() && launches(sites, tied) == launches(sites, 0)) ++tied;
  const std::string n = launches_in_words(launches(sites, 0));
  if (tied == 1) return site(sites, 0) + " leads with " + grouped(launches(sites, 0)) + " of " + launches_in_words(all);
  if (tied == 2) return site(sites, 0) + " and " + site(sites, 1) + " lead with " + n + " each";
  return capitalised(number_word(static_cast<std::int64_t>(tied))) + " sites lead with " + n + " each";
}

// The fewest sites that saw more than half of the launches, where four or fewer did; else the leader.
std::string finding(const Table& sites, std::int64_t all) {
  constexpr std::size_t kFew = 4;
  if (all == 1) return "The only launch was from " + site(sites, 0);
  if (sites.rows() == 1) return "All " + grouped(all) + " launches were from " + site(sites, 0);
  const std::size_t n = majority(sites, all);
  if (n > kFew || n == sites.rows()) return leaders(sites, all);
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < n; ++row) sum += launches(sites, row);
  const std::string share = percent(static_cast<double>(sum) / static_cast<double>(all)) + " of launches";
  if (n == 1) return site(sites, 0) + " accounts for " + share;
  if (n == 2) return site(sites, 0) + " and " + site(sites, 1) + " account for " + share;
  return capitalised(number_word(static_cast<std::int64_t>(n))) + " of " +
         grouped(static_cast<std::int64_t>(sites.rows())) + " sites account for " + share;
}

std::string alt(const Table& sites, const LaunchCounts& launches_of) {
  constexpr std::size_t kNamed = 10;
  std::vector<std::string> parts;
  for (std::size_t row = 0; row < std::min(kNamed, sites.rows()); ++row)
    parts.push_back(site(sites, row) + " " + grouped(launches(sites, row)));
  const std::int64_t rest = static_cast<std::int64_t>(sites.rows() - parts.size());
  if (rest > 0) parts.push_back(grouped(rest) + (rest == 1 ? " other site" : " other sites"));
  return "World map of launches by site, " + span_of_years(launches_of.first, launches_of.last) + ": " +
         in_words(parts) + ".";
}

std::vector<std::string> notes(const SiteCounts& counted, const std::optional<DataEnd>& end, const Params& params) {
  std::vector<std::string> notes = gaps_in_words(counted.launches, end);
  for (std::string& sentence : unknown_sites_in_words(counted)) notes.push_back(std::move(sentence));
  if (!params.highlight.empty() && !has(counted.sites, params.highlight))
    notes.push_back("No launch from '" + params.highlight + "' in this selection.");
  notes.push_back("Coasts and borders: Natural Earth.");
  return notes;
}

Nothing why_none(const SiteCounts& counted, const Selection& selection) {
  if (counted.launches.drawn == 0) return why_nothing(counted.launches, selection);
  return {"The map knows none of the places from which the " + launches_in_words(counted.launches.drawn) + " took off.",
          "Check the column 'location': it names the site, such as 'Baikonur Cosmodrome, Kazakhstan'."};
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const SiteCounts counted = count_by_site(input.table, selection);
  const std::int64_t drawn = counted.launches.drawn - counted.without_place;
  if (drawn == 0) return nothing_left(input, why_none(counted, selection));
  const std::optional<DataEnd> end = unfinished(input.facts.most, counted.launches.last);

  Chart chart = opening(input, drawn);
  chart.title = finding(counted.sites, drawn);
  chart.subtitle = "Launches by site, as the area of a circle" + scope_in_words(counted.launches, selection);
  chart.notes = notes(counted, end, params);
  chart.alt = alt(counted.sites, counted.launches);
  chart.mark = symbols(counted.sites, params);
  chart.table = share(counted.sites, "launches");
  chart.units = {"", "", "degrees north", "degrees east", "launches", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("launch-map", "Map of launches",
                                   "Launches by site as circles on a map of the world.",
                                   {location_column().required<ColumnNeed>()})
      .param(&Params::labels, shared::kLabels)
      .between(0, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"labels", std::int64_t{8}}})
      .draws(draw);
}

}  // namespace perigee::analyses::launch_map
