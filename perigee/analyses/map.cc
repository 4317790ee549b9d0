// Any dataset with coordinates: circles on a map of the world, or of the part of it where the places lie.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/measure.h"
#include "perigee/stat/positions.h"

namespace perigee::analyses::map {
namespace {

struct Params {
  std::string latitude, longitude, place, value;
  std::optional<std::string> aggregate;
  std::int64_t labels = 16;
  std::string highlight;
};

constexpr std::size_t kMostPlaces = 2'000;  // circles; more would be a stain

// Of the values; nothing where rows are counted.
std::optional<Statistic> statistic_of(const Measure& measure) {
  if (measure.values.empty()) return std::nullopt;
  if (measure.aggregate == Aggregate::mean) return Statistic::mean;
  return measure.aggregate == Aggregate::median ? Statistic::median : Statistic::sum;
}

// Of the circles in the key.
std::string unit_of(const Input& input, const Measure& measure) {
  if (measure.is_share()) return "";
  return measure.counts() ? "rows" : own_name(input, "value");
}

std::string places_in_words(std::int64_t n) { return number_word(n) + (n == 1 ? " place" : " places"); }

// Where the values are to be shares of their sum.
Positions as_shares(Positions positions) {
  const Column values = positions.places.column("value");
  double sum = 0;
  for (std::size_t row = 0; row < values.size(); ++row) sum += values.number(row);
  ColumnBuilder shares("value", Type::real);
  for (std::size_t row = 0; row < values.size(); ++row) shares.add(sum > 0 ? values.number(row) / sum : 0);
  positions.places = positions.places.with(shares.build());
  return positions;
}

// Read from the table of places, greatest value first.
class Places {
 public:
  explicit Places(const Table& table) : table_(table) {}

  std::size_t size() const { return table_.rows(); }
  std::string name(std::size_t row) const { return std::string(table_.column("place").text(row)); }
  double value(std::size_t row) const { return table_.column("value").number(row); }
  double coordinate(const char* role, std::size_t row) const { return table_.column(role).number(row); }

  std::size_t leaders() const {
    std::size_t n = 1;
    while (n < size() && value(n) == value(0)) ++n;
    return n;
  }
  bool has(const std::string& name_sought) const {
    for (std::size_t row = 0; row < size() && !name_sought.empty(); ++row)
      if (is(row, name_sought)) return true;
    return false;
  }
  bool is(std::size_t row, const std::string& name_sought) const {
    return !name_sought.empty() && lower(name(row)) == lower(trim(name_sought));
  }

 private:
  const Table& table_;
};

// The chosen place first, so that it gets its label; then by value.
Symbols symbols(const Places& places, const Measure& measure, const std::string& unit, const Params& params) {
  const bool chooses = places.has(params.highlight);
  Symbols symbols{{}, unit};
  std::vector<MapPlace> chosen;
  for (std::size_t row = 0; row < std::min(kMostPlaces, places.size()); ++row) {
    const bool is_it = places.is(row, params.highlight);
    const Emphasis emphasis = is_it ? Emphasis::strong : chooses ? Emphasis::muted : Emphasis::normal;
    const bool is_named = is_it || row < static_cast<std::size_t>(params.labels);
    (is_it ? chosen : symbols.places)
        .push_back({.name = places.name(row),
                    .longitude = places.coordinate("longitude", row),
                    .latitude = places.coordinate("latitude", row),
                    .value = places.value(row),
                    .label = is_named ? measure.text(places.value(row)) : "",
                    .emphasis = emphasis});
  }
  symbols.places.insert(symbols.places.begin(), chosen.begin(), chosen.end());
  return symbols;
}

std::string finding(const Places& places, const Positions& positions, const Measure& measure) {
  const std::string most = measure.text(places.value(0));
  const auto all = static_cast<std::int64_t>(places.size());
  if (all == 1 && measure.counts())
    return (positions.rows == 1 ? "The only row is at " : "All " + rows_in_words(positions.rows) + " are at ") +
           places.name(0);
  if (all == 1) return places.name(0) + ": " + measure.words + " " + most;
  const std::size_t tied = places.leaders();
  const std::string what = measure.counts() ? most + " of " + rows_in_words(positions.rows) : most;
  if (tied == 1 && measure.counts()) return places.name(0) + " leads with " + what;
  if (tied == 1) return places.name(0) + " has the highest " + measure.words + ", " + most;
  return capitalised(places_in_words(static_cast<std::int64_t>(tied))) + " lead with " + most + " each";
}

std::string alt(const Places& places, const Measure& measure) {
  constexpr std::size_t kNamed = 10;
  std::vector<std::string> parts;
  for (std::size_t row = 0; row < std::min(kNamed, places.size()); ++row)
    parts.push_back(places.name(row) + " " + measure.text(places.value(row)));
  if (places.size() > kNamed)
    parts.push_back(places_in_words(static_cast<std::int64_t>(places.size() - kNamed)) + " more");
  return "Map of " + measure.words + " by place: " + in_words(parts) + ".";
}

std::vector<std::string> notes(const Places& places, const Positions& positions, const Params& params) {
  std::vector<std::string> notes;
  const auto left_out = [&](std::int64_t n, const std::string& why) {
    if (n > 0) notes.push_back(capitalised(rows_in_words(n)) + " " + why + " left out.");
  };
  left_out(positions.without_position, "without a position");
  left_out(positions.impossible, "beyond 90° north or south or 180° east or west");
  if (positions.without_value > 0)
    notes.push_back(capitalised(places_in_words(positions.without_value)) + " without a value left out.");
  std::int64_t flat = 0;
  for (std::size_t row = 0; row < places.size(); ++row) flat += places.value(row) <= 0;
  if (flat > 0) notes.push_back(capitalised(places_in_words(flat)) + " of zero or less without a circle.");
  if (places.size() > kMostPlaces)
    notes.push_back("The first " + grouped(static_cast<std::int64_t>(kMostPlaces)) + " of " +
                    grouped(static_cast<std::int64_t>(places.size())) + " places are drawn.");
  if (!params.highlight.empty() && !places.has(params.highlight))
    notes.push_back("No place '" + params.highlight + "' in this selection.");
  notes.push_back("Coasts and borders: Natural Earth.");
  return notes;
}

Chart nothing(const Input& input, const Positions& positions) {
  std::string sentence = "No row has a position within 90° north or south and 180° east or west.";
  std::string remedy = "Check the columns 'latitude' and 'longitude'.";
  if (positions.rows > 0) {
    sentence = "No place has a value.";
    remedy = "Choose another column for 'value', or aggregate=count.";
  } else if (input.table.rows() == 0) {
    sentence = input.filter.empty() ? "The dataset holds no rows." : "No rows match " + input.filter + ".";
    remedy = input.filter.empty() ? "Load a file into it first."
                                  : "Check the spelling of the value, or leave the filter out.";
  }
  return nothing_left(input.facts, source_of_rows(input, 0), "No places to show", sentence, remedy);
}

Table published(const Table& places, const Measure& measure) {
  std::vector<Column> columns{places.column("place"), places.column("latitude"), places.column("longitude"),
                              places.column("rows")};
  if (!measure.counts()) columns.push_back(places.column("value").renamed(measure.words));
  return Table(std::move(columns));
}

Chart draw(const Input& input, const Params& params) {
  const auto measure_found = measure_of(input, params.aggregate, "value");
  if (!measure_found) return no_measure(input, params.aggregate, "value");
  const Measure& measure = *measure_found;
  Positions positions = gather(input.table, statistic_of(measure));
  if (positions.places.rows() == 0) return nothing(input, positions);
  if (measure.is_share()) positions = as_shares(std::move(positions));
  const Places places(positions.places);

  Chart chart = opening(input.facts, source_of_rows(input, static_cast<std::size_t>(positions.rows)));
  chart.title = finding(places, positions, measure);
  chart.subtitle = capitalised(measure.words) + " by place, as the area of a circle" + filter_in_words(input);
  chart.notes = notes(places, positions, params);
  chart.alt = alt(places, measure);
  chart.mark = symbols(places, measure, unit_of(input, measure), params);
  chart.table = published(positions.places, measure);
  chart.units = {"", "degrees north", "degrees east", "rows"};
  if (!measure.counts()) chart.units.emplace_back();
  return chart;
}

}  // namespace

Analysis analysis() {
  return Describe<Params>("map", "Map", "Places of any dataset as circles on a map, from columns of coordinates.")
      .param(&Params::latitude, "latitude", "column of degrees north")
      .column({Type::real, Type::integer}, {"latitude", "lat"})
      .param(&Params::longitude, "longitude", "column of degrees east")
      .column({Type::real, Type::integer}, {"longitude", "lon", "lng", "long"})
      .param(&Params::place, "place", "column whose words name the places")
      .column({}, {"place", "name", "site", "city", "town", "station", "location", "full name"}, true)
      .param(&Params::value, shared::kValue)
      .column({Type::real, Type::integer}, {}, true)
      .param(&Params::aggregate, shared::kAggregate)
      .choices(aggregate_words())
      .param(&Params::labels, shared::kLabels)
      .between(0, 50)
      .param(&Params::highlight, shared::kHighlight)
      .sample("sightings")
      .example({{"value", std::string("Witnesses")}, {"aggregate", std::string("sum")}})
      .draws(draw);
}

}  // namespace perigee::analyses::map
