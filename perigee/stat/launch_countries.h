// Launches by country, and what the launch files say of countries that readers must know: names that mean another
// country, and territories far from the country they are counted for. Pure functions over launches.h.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/data/table.h"
#include "perigee/stat/launches.h"

namespace perigee {

struct CountryCounts {
  LaunchCounts launches;                                 // key "country"
  std::map<std::string, std::set<std::string>> read_as;  // as written → as counted, where that differs
};

// By the country of launch, as the file names it. Needs the column "country".
CountryCounts count_by_country(const Table& launches, const Selection& selection);

// By the company's country. Some are coded wrongly ("Isreal" also for Iran's agency); the company, where the table has
// that column, tells which is meant. Needs the column "company_country".
CountryCounts count_by_companys_country(const Table& launches, const Selection& selection);

// "'Arme de l'Air' read as France, 'Isreal' as Iran or Israel.", or nothing.
std::vector<std::string> corrections_in_words(const CountryCounts& counted);

// Where at least half of a country's launches took place far from it: "France: 299 from French Guiana, 4 from Algeria."
// Read from the category "location", which ends "…, French Guiana, France"; without such a column there is nothing.
std::vector<std::string> territories_in_words(const Table& launches, const Selection& selection);

// The country whose programme flies from a location: that in which it lies, but Russia for Baikonur, which it rents,
// and the USA for Gran Canaria, where its carrier took off. A country that no table knows is called as the location
// does.
std::string spender_of(std::string_view location);

// The table with the category "spender", read from "location"; missing where that is.
Table with_spenders(const Table& launches);

// "Baikonur is counted for Russia, Gran Canaria for the USA.", where the table has launches from there.
std::vector<std::string> spenders_in_words(const Table& launches);

}  // namespace perigee
