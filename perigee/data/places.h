// Which names of countries and launch sites are known, and what the launch files mean by those they get wrong.
//
// A name that no table knows is never dropped in silence: it becomes a line in the loader's report.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "perigee/base/problem.h"

namespace perigee {

struct Country {
  std::string_view name;  // as charts write it
  int iso = 0;            // ISO 3166-1 numeric; 0 for none: the high seas, several countries
  std::string_view note;  // where the name is a correction: what the file says and what is meant; otherwise empty
  bool operator==(const Country&) const = default;
};

// By any known spelling, case and surrounding blanks aside: "USA", "United States", "Russia", "Barents Sea",
// "Arme de l'Air". Where the launch files code a company's country wrongly, `company` decides: "Isreal" is Israel for
// IAI and Iran for ISA, the Iranian Space Agency.
std::optional<Country> find_country(std::string_view name, std::string_view company = {});

struct Site {
  std::string_view name;
  std::string_view country;  // a name that find_country knows
};

// The launch site that a location ("LC-39A, Kennedy Space Center, Florida, USA") names, by parts of its text.
std::optional<Site> find_site(std::string_view location);

// One problem per word of a column that is recognisably one of countries (by its name) or of launch sites (by its name
// and its neighbours) and that no table knows. `line` of each is the word's index, for the caller to replace.
Problems unknown_places(std::string_view column, std::span<const std::string> words,
                        std::span<const std::string> all_columns);

}  // namespace perigee
