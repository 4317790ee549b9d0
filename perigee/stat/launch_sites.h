// The gazetteer of launch sites: where on Earth the places lie that launch files name. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/launches.h"

namespace perigee {

struct LaunchSite {
  std::string_view name;
  std::string_view country;  // in which it lies, or "International waters"
  double longitude = 0, latitude = 0;
};

// The site that a location ("LC-39A, Kennedy Space Center, Florida, USA") names, by parts of its text that survive
// damaged letters (perigee/data/places.h); nothing where no table knows it.
std::optional<LaunchSite> find_launch_site(std::string_view location);

struct SiteCounts {
  Table sites;            // "site", "country", "latitude", "longitude", "launches": most launches first, then by name
  LaunchCounts launches;  // of all locations, known or not
  std::int64_t without_place = 0;    // launches from locations that the gazetteer does not know
  std::vector<std::string> unknown;  // those locations, most launches first
};

// Needs the columns "year" and "location".
SiteCounts count_by_site(const Table& launches, const Selection& selection);

// "3 launches from places that the map does not know are left out: Pad 1, Atlantis.", or nothing.
std::vector<std::string> unknown_sites_in_words(const SiteCounts& counted);

}  // namespace perigee
