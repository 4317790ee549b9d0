#include "perigee/stat/launch_countries.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/data/places.h"
#include "perigee/stat/count.h"
#include "perigee/stat/launch_words.h"
#include "perigee/stat/summarize.h"

namespace perigee {
namespace {

// Launches of one country, in all and from each territory.
struct Places {
  std::int64_t all = 0, outside = 0;
  std::map<std::string_view, std::int64_t> by_place;
};

// "299 from French Guiana, 4 from Algeria", most first.
std::string in_words(const Places& places) {
  std::vector<std::pair<std::int64_t, std::string_view>> most;
  for (const auto& [place, n] : places.by_place) most.emplace_back(-n, place);
  std::sort(most.begin(), most.end());
  std::vector<std::string> parts;
  for (const auto& [n, place] : most) parts.push_back(grouped(-n) + " from " + std::string(place));
  return join(parts, ", ");
}

}  // namespace

CountryCounts count_by_country(const Table& launches, const Selection& selection) {
  return {count_launches(launches, {"country"}, selection), {}};
}

CountryCounts count_by_companys_country(const Table& launches, const Selection& selection) {
  const bool has_company = launches.has("company");
  std::vector<std::string> keys{"company_country"};
  if (has_company) keys.push_back("company");
  CountryCounts counted{count_launches(launches, keys, selection), {}};
  const Table& counts = counted.launches.counts;
  ColumnBuilder names("country", Type::category);
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    const std::string_view written = counts.column("company_country").text(row);
    const auto known = find_country(written, has_company ? counts.column("company").text(row) : std::string_view());
    const bool is_corrected = known && !known->note.empty();
    if (is_corrected) counted.read_as[std::string(written)].insert(std::string(known->name));
    names.add(is_corrected ? known->name : written);
  }
  counted.launches.counts = summarize(counts.with(names.build()), {"year", "country"}, {{Statistic::sum, "n", "n"}});
  return counted;
}

std::vector<std::string> corrections_in_words(const CountryCounts& counted) {
  std::vector<std::string> parts;
  for (const auto& [written, names] : counted.read_as) {
    const std::vector<std::string> meant(names.begin(), names.end());
    parts.push_back("'" + written + (parts.empty() ? "' read as " : "' as ") + join(meant, " or "));
  }
  if (parts.empty()) return {};
  return {join(parts, ", ") + "."};
}

std::vector<std::string> territories_in_words(const Table& launches, const Selection& selection) {
  const Column* const locations = launches.find("location");
  if (locations == nullptr || locations->type() != Type::category) return {};
  const Table counts = count(within(launches, selection), {"country", "location"}, "n");
  const Column &names = counts.column("country"), &sites = counts.column("location");
  std::map<std::string_view, Places> countries;
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    if (names.is_missing(row)) continue;
    Places& country = countries[names.text(row)];
    const std::int64_t n = counts.column("n").integer(row);
    const std::string_view place = sites.is_missing(row) ? std::string_view() : territory(sites.text(row));
    country.all += n;
    if (!place.empty()) country.outside += n, country.by_place[place] += n;
  }
  std::vector<std::string> sentences;
  for (const auto& [name, places] : countries)
    if (places.outside > 0 && 2 * places.outside >= places.all)
      sentences.push_back(std::string(name) + ": " + in_words(places) + ".");
  return sentences;
}

namespace {

// Places whose launches another country pays for.
struct Hosted {
  std::string_view part, place, spender;
};
constexpr std::array<Hosted, 2> kHosted{
    {{"Kazakhstan", "Baikonur", "Russia"}, {"Gran Canaria", "Gran Canaria", "USA"}}};

const Hosted* hosted(std::string_view location) {
  const auto* const found =
      std::ranges::find_if(kHosted, [&](const Hosted& host) { return location.find(host.part) != location.npos; });
  return found == kHosted.end() ? nullptr : found;
}

}  // namespace

std::string spender_of(std::string_view location) {
  if (const Hosted* const host = hosted(location)) return std::string(host->spender);
  const std::string_view last = trim(split(location, ',').back());
  const auto known = find_country(last);
  return std::string(known ? known->name : last);
}

Table with_spenders(const Table& launches) {
  const Column& locations = launches.column("location");
  ColumnBuilder spenders("spender", Type::category);
  for (std::size_t row = 0; row < locations.size(); ++row) {
    if (locations.is_missing(row))
      spenders.add_missing();
    else
      spenders.add(std::string_view(spender_of(locations.text(row))));
  }
  return launches.with(spenders.build());
}

std::vector<std::string> spenders_in_words(const Table& launches) {
  const Column& locations = launches.column("location");
  std::set<const Hosted*> hosts;
  for (std::size_t row = 0; row < locations.size(); ++row)
    if (!locations.is_missing(row)) hosts.insert(hosted(locations.text(row)));
  std::vector<std::string> parts;
  for (const Hosted& host : kHosted)
    if (hosts.contains(&host))
      parts.push_back(std::string(host.place) + (parts.empty() ? " is counted for " : " for ") +
                      in_sentence(std::string(host.spender)));
  if (parts.empty()) return {};
  return {join(parts, ", ") + "."};
}

}  // namespace perigee
