#include "perigee/stat/launch_sites.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "perigee/base/text.h"
#include "perigee/data/places.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/launch_words.h"

namespace perigee {
namespace {

// Degrees to two decimals, about a kilometre, in the middle of a site's pads. Each row was compared with a second
// source, named behind it, and lies within 0.11° of it; a source that lies farther off is named with the reason.
//   W  Wikipedia, "List of rocket launch sites", as copied about 2019
//   D  the handbook github.com/wohaco/despace, spaceport.md
//   S  the SpaceX API, GET /v4/launchpads
//   L  Launch Library 2
//   A  the airport's reference point in OurAirports (PyPI airportsdata): rockets dropped from aircraft, or the base
//   G  a position on the open sea, where others who drew this file put it: there is no pad to be found
struct Coordinates {
  std::string_view site;
  double latitude, longitude;
};
constexpr std::array<Coordinates, 41> kCoordinates{{
    {"Alcântara", -2.34, -44.42},       // D
    {"Baikonur", 45.96, 63.31},         // W D
    {"Barents Sea", 69.5, 34.2},        // G
    {"Boca Chica", 26.00, -97.16},      // S D
    {"Cape Canaveral", 28.51, -80.59},  // S W D
    {"Edwards", 34.91, -117.88},        // A
    {"French Guiana", 5.24, -52.77},    // D
    {"Gran Canaria", 27.93, -15.39},    // A
    {"Hammaguir", 30.89, -3.04},        // D; W: a place 30 km to the north-east
    {"Jiuquan", 40.96, 100.29},         // D; W: a pad 25 km to the north-east
    {"Kapustin Yar", 48.57, 46.25},     // W; D: the airfield of the town, 40 km to the west
    {"Kauai", 22.02, -159.78},          // W A
    {"Kiritimati area", 0, -154},       // D
    {"Kodiak", 57.44, -152.34},         // W D
    {"Kwajalein", 9.05, 167.74},        // S
    {"Mojave", 35.06, -118.15},         // W A
    {"Māhia", -39.26, 177.86},          // D
    {"Naro", 34.43, 127.53},            // W D
    {"New Mexico", 32.99, -106.97},     // W D
    {"Palmachim", 31.88, 34.68},        // W D
    {"Plesetsk", 62.93, 40.58},         // W D
    {"Point Mugu", 34.12, -119.12},     // A
    {"San Marco", -2.94, 40.21},        // W D
    {"Satish Dhawan", 13.73, 80.23},    // W D
    {"Semnan", 35.23, 53.92},           // W D
    {"Shahrud", 36.42, 55.02},          // W
    {"Sohae", 39.66, 124.71},           // W D
    {"Svobodny", 51.83, 128.28},        // W D
    {"Taiyuan", 38.85, 111.61},         // D; W: 45 km to the north-east, where no pad is
    {"Tanegashima", 30.40, 130.97},     // W D
    {"Tonghae", 40.86, 129.67},         // W D
    {"Uchinoura", 31.25, 131.08},       // W D
    {"Vandenberg", 34.70, -120.60},     // S W D
    {"Vostochny", 51.88, 128.33},       // W D
    {"Wallops Island", 37.84, -75.48},  // W
    {"Wenchang", 19.61, 110.95},        // W D
    {"West Texas", 31.42, -104.76},     // L
    {"Woomera", -30.96, 136.52},        // D
    {"Xichang", 28.25, 102.03},         // W D
    {"Yasny", 51.15, 59.85},            // W D
    {"Yellow Sea", 34.9, 121.2},        // G
}};

std::string at_location(const Table& counts, std::size_t row) {
  return std::string(counts.column("location").text(row));
}

// Launches by place, most first, then by name.
std::vector<std::pair<std::string, std::int64_t>> ranked(const std::map<std::string, std::int64_t>& launches) {
  std::vector<std::pair<std::string, std::int64_t>> places(launches.begin(), launches.end());
  std::ranges::stable_sort(places, std::ranges::greater(), [](const auto& place) { return place.second; });
  return places;
}

Table table_of(const std::map<std::string, std::int64_t>& launches, const std::map<std::string, LaunchSite>& sites) {
  ColumnBuilder names("site", Type::category), countries("country", Type::category);
  ColumnBuilder latitudes("latitude", Type::real), longitudes("longitude", Type::real);
  ColumnBuilder numbers("launches", Type::integer);
  for (const auto& [name, n] : ranked(launches)) {
    const LaunchSite& site = sites.at(name);
    names.add(site.name);
    countries.add(site.country);
    latitudes.add(site.latitude);
    longitudes.add(site.longitude);
    numbers.add(n);
  }
  return Table({names.build(), countries.build(), latitudes.build(), longitudes.build(), numbers.build()});
}

}  // namespace

std::optional<LaunchSite> find_launch_site(std::string_view location) {
  const std::optional<Site> site = find_site(location);
  if (!site) return std::nullopt;
  const auto* const found = std::ranges::find(kCoordinates, site->name, &Coordinates::site);
  if (found == kCoordinates.end()) return std::nullopt;
  return LaunchSite{found->site, site->country, found->longitude, found->latitude};
}

SiteCounts count_by_site(const Table& launches, const Selection& selection) {
  SiteCounts counted{{}, count_launches(launches, {"location"}, selection), 0, {}};
  const Table& counts = counted.launches.counts;
  std::map<std::string, LaunchSite> sites;
  std::map<std::string, std::int64_t> known, unknown;
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    const std::string location = at_location(counts, row);
    const std::int64_t n = counts.column("n").integer(row);
    if (const auto site = find_launch_site(location)) {
      sites.emplace(site->name, *site);
      known[std::string(site->name)] += n;
    } else {
      unknown[location] += n;
      counted.without_place += n;
    }
  }
  counted.sites = table_of(known, sites);
  for (auto& [location, n] : ranked(unknown)) counted.unknown.push_back(location);
  return counted;
}

std::vector<std::string> unknown_sites_in_words(const SiteCounts& counted) {
  if (counted.unknown.empty()) return {};
  constexpr std::size_t kNamed = 2;
  const std::size_t named = std::min(kNamed, counted.unknown.size());
  const auto rest = static_cast<std::int64_t>(counted.unknown.size() - named);
  std::vector<std::string> names(counted.unknown.begin(), counted.unknown.begin() + static_cast<std::ptrdiff_t>(named));
  for (std::string& name : names) name = "'" + name + "'";
  if (rest > 0) names.push_back(grouped(rest) + (rest == 1 ? " other" : " others"));
  return {launches_in_words(counted.without_place) + " from places unknown to the map left out: " + in_words(names) +
          "."};
}

}  // namespace perigee
