#include "perigee/data/places.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "perigee/base/text.h"
#include "perigee/data/countries.h"
#include "perigee/data/refusal.h"

namespace perigee {
namespace {

struct Spelling {
  std::string_view spelling;  // lower case
  std::string_view name;      // in the table of countries, or a name of its own
  std::string_view note;      // of a correction
};

constexpr std::array<Spelling, 43> kSpellings = {{
    {"united states", "USA", ""},
    {"united states of america", "USA", ""},
    {"u.s.a.", "USA", ""},
    {"u.s.", "USA", ""},
    {"uk", "United Kingdom", ""},
    {"great britain", "United Kingdom", ""},
    {"england", "United Kingdom", "England is a part of the United Kingdom."},
    {"scotland", "United Kingdom", "Scotland is a part of the United Kingdom."},
    {"russian federation", "Russia", ""},
    {"soviet union", "Russia", "The Soviet Union's launches are counted as Russia's."},
    {"ussr", "Russia", "The Soviet Union's launches are counted as Russia's."},
    {"republic of korea", "South Korea", ""},
    {"korea, south", "South Korea", ""},
    {"dprk", "North Korea", ""},
    {"korea, north", "North Korea", ""},
    {"people's republic of china", "China", ""},
    {"prc", "China", ""},
    {"turkey", "Türkiye", ""},
    {"czech republic", "Czechia", ""},
    {"holland", "Netherlands", ""},
    {"the netherlands", "Netherlands", ""},
    {"viet nam", "Vietnam", ""},
    {"uae", "United Arab Emirates", ""},
    {"ivory coast", "Côte d'Ivoire", ""},
    {"cape verde", "Cabo Verde", ""},
    {"burma", "Myanmar", ""},
    {"swaziland", "Eswatini", ""},
    {"macedonia", "North Macedonia", ""},
    {"east timor", "Timor-Leste", ""},
    {"kosovo", "Kosovo", ""},
    {"republic of the marshall islands", "Marshall Islands", ""},
    {"new mexico", "USA", "New Mexico is a state of the USA."},
    {"pacific missile range facility", "USA", "The Pacific Missile Range Facility lies on Kauai, USA."},
    {"gran canaria", "Spain", "Gran Canaria is Spain's; the launches from there were by a carrier of the USA."},
    {"barents sea", "Russia", "Russian submarines in the Barents Sea."},
    {"yellow sea", "China", "A Chinese ship in the Yellow Sea."},
    {"shahrud missile test site", "Iran", "Shahrud lies in Iran."},
    {"sea launch", "International waters", "The platform Odyssey in the Pacific Ocean, 0° 154° W."},
    {"pacific ocean", "International waters", "The platform Odyssey in the Pacific Ocean, 0° 154° W."},
    {"international waters", "International waters", ""},
    {"multi", "Several countries", "A company of several countries."},
    {"arme de l'air", "France", "The French air force, not a country."},
    {"armée de l'air", "France", "The French air force, not a country."},
}};

// In this order: the first that occurs in a location names its site. Parts of names that survive mojibake.
struct SiteName {
  std::string_view part, name, country;
};
constexpr std::array<SiteName, 49> kSites = {{
    {"Plesetsk", "Plesetsk", "Russia"},
    {"Baikonur", "Baikonur", "Kazakhstan"},
    {"Kapustin Yar", "Kapustin Yar", "Russia"},
    {"Svobodny", "Svobodny", "Russia"},
    {"Vostochny", "Vostochny", "Russia"},
    {"Yasny", "Yasny", "Russia"},
    {"Dombarovskiy", "Yasny", "Russia"},
    {"Barents", "Barents Sea", "Russia"},
    {"French Guiana", "French Guiana", "France"},
    {"Hammaguir", "Hammaguir", "Algeria"},
    {"Algeria", "Hammaguir", "Algeria"},
    {"Jiuquan", "Jiuquan", "China"},
    {"Xichang", "Xichang", "China"},
    {"Taiyuan", "Taiyuan", "China"},
    {"Wenchang", "Wenchang", "China"},
    {"Yellow Sea", "Yellow Sea", "China"},
    {"Tanegashima", "Tanegashima", "Japan"},
    {"Uchinoura", "Uchinoura", "Japan"},
    {"Satish Dhawan", "Satish Dhawan", "India"},
    {"Kiritimati", "Kiritimati area", "International waters"},
    {"hia Peninsula", "Māhia", "New Zealand"},
    {"Semnan", "Semnan", "Iran"},
    {"Shahrud", "Shahrud", "Iran"},
    {"Palmachim", "Palmachim", "Israel"},
    {"San Marco", "San Marco", "Kenya"},
    {"Marshall Islands", "Kwajalein", "Marshall Islands"},
    {"Kwajalein", "Kwajalein", "Marshall Islands"},
    {"Woomera", "Woomera", "Australia"},
    {"Naro", "Naro", "South Korea"},
    {"Sohae", "Sohae", "North Korea"},
    {"Tonghae", "Tonghae", "North Korea"},
    {"ntara", "Alcântara", "Brazil"},
    {"Gran Canaria", "Gran Canaria", "Spain"},
    {"Kauai", "Kauai", "USA"},
    {"Pacific Missile Range", "Kauai", "USA"},
    {"Wallops", "Wallops Island", "USA"},
    {"Virginia", "Wallops Island", "USA"},
    {"Vandenberg", "Vandenberg", "USA"},
    {"Point Mugu", "Point Mugu", "USA"},
    {"Edwards AFB", "Edwards", "USA"},
    {"Mojave", "Mojave", "USA"},
    {"California", "Vandenberg", "USA"},
    {"Boca Chica", "Boca Chica", "USA"},
    {"Texas", "West Texas", "USA"},
    {"New Mexico", "New Mexico", "USA"},
    {"Alaska", "Kodiak", "USA"},
    {"Cape Canaveral", "Cape Canaveral", "USA"},
    {"Kennedy Space Center", "Cape Canaveral", "USA"},
    {"Florida", "Cape Canaveral", "USA"},
}};

using CountryIndex = std::unordered_map<std::string, Country>;

void add_lines(CountryIndex& index) {
  for (const std::string_view line : split(country_lines(), '\n')) {
    if (line.size() < 12) continue;
    int iso = 0;
    std::from_chars(line.data(), line.data() + 3, iso);
    const Country country{line.substr(11), iso, ""};
    for (const std::string_view spelling : {line.substr(4, 2), line.substr(7, 3), line.substr(11)})
      index.emplace(lower(spelling), country);
  }
}

CountryIndex make_index() {
  CountryIndex index;
  add_lines(index);
  for (const Spelling& entry : kSpellings) {
    const auto known = index.find(lower(entry.name));
    index[std::string(entry.spelling)] = {entry.name, known == index.end() ? 0 : known->second.iso, entry.note};
  }
  return index;
}

// "Companys Country of Origin" → "companyscountryoforigin"
std::string letters_of(std::string_view name) {
  std::string letters;
  for (const char c : lower(name))
    if (c >= 'a' && c <= 'z') letters += c;
  return letters;
}

bool is_country_column(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {
      "country", "countryoflaunch", "launchcountry", "companyscountryoforigin", "countryoforigin", "companycountry"};
  return std::find(kNames.begin(), kNames.end(), letters_of(name)) != kNames.end();
}

// "Location" is a launch site only beside what else a list of launches has.
bool is_site_column(std::string_view name, std::span<const std::string> all_columns) {
  const auto is_launch = [](const std::string& other) {
    const std::string letters = letters_of(other);
    return letters == "detail" || letters == "statusmission" || letters == "missionstatus";
  };
  return letters_of(name) == "location" && std::any_of(all_columns.begin(), all_columns.end(), is_launch);
}

bool is_known_site(std::string_view location) {
  const std::size_t comma = location.rfind(',');
  const std::string_view last = comma == std::string_view::npos ? location : location.substr(comma + 1);
  return find_site(location).has_value() || find_country(last).has_value();
}

}  // namespace

std::optional<Country> find_country(std::string_view name, std::string_view company) {
  static const CountryIndex index = make_index();  // immutable; building it takes a millisecond
  const std::string spelling = lower(trim(name));
  if (spelling == "isreal") {
    if (company == "ISA") return Country{"Iran", 364, "The file codes the Iranian Space Agency as 'Isreal'."};
    return Country{"Israel", 376, "'Isreal' is a misspelling."};
  }
  const auto found = index.find(spelling);
  if (found == index.end()) return std::nullopt;
  return found->second;
}

std::optional<Site> find_site(std::string_view location) {
  const auto* const found = std::find_if(kSites.begin(), kSites.end(), [&](const SiteName& site) {
    return location.find(site.part) != std::string_view::npos;
  });
  if (found == kSites.end()) return std::nullopt;
  return Site{found->name, found->country};
}

Problems unknown_places(std::string_view column, std::span<const std::string> words,
                        std::span<const std::string> all_columns) {
  const bool by_country = is_country_column(column);
  Problems problems;
  if (!by_country && !is_site_column(column, all_columns)) return problems;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (by_country ? find_country(words[i]).has_value() : is_known_site(words[i])) continue;
    problems.push_back({std::string(code::kUnknownPlace),
                        std::string(column),
                        "No table of " + std::string(by_country ? "countries" : "launch sites") + " knows '" +
                            words[i] + "'; it is kept as it stands and has no place on a map.",
                        "Check the spelling.",
                        i,
                        {}});
  }
  return problems;
}

}  // namespace perigee
