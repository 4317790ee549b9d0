#include "perigee/stat/positions.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/base/text.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/where.h"

namespace perigee {
namespace {

constexpr double kNorthMost = 90, kEastMost = 180;

enum class Standing : std::uint8_t { placed, missing, impossible };

std::vector<Standing> standings(const Table& table) {
  const Column &latitudes = table.column("latitude"), &longitudes = table.column("longitude");
  std::vector<Standing> standings;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (latitudes.is_missing(row) || longitudes.is_missing(row)) {
      standings.push_back(Standing::missing);
      continue;
    }
    const bool is_possible =
        std::abs(latitudes.number(row)) <= kNorthMost && std::abs(longitudes.number(row)) <= kEastMost;
    standings.push_back(is_possible ? Standing::placed : Standing::impossible);
  }
  return standings;
}

std::int64_t number_of(const std::vector<Standing>& standings, Standing standing) {
  return std::count(standings.begin(), standings.end(), standing);
}

std::string degrees(double value, std::string_view positive, std::string_view negative) {
  return grouped(std::abs(value), 1) + "° " + std::string(value < 0 ? negative : positive);
}

std::string position_in_words(const Table& table, std::size_t row) {
  return degrees(table.column("latitude").number(row), "N", "S") + " " +
         degrees(table.column("longitude").number(row), "E", "W");
}

Table with_names(const Table& table) {
  const Column* const words = table.find("place");
  ColumnBuilder names("place", Type::category);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool is_named = words != nullptr && !words->is_missing(row);
    names.add(is_named ? std::string_view(words->display(row)) : std::string_view(position_in_words(table, row)));
  }
  return table.with(names.build());
}

// Integers become real, so that a value is read in one way.
Column as_values(const Column& numbers) {
  ColumnBuilder values("value", Type::real);
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    if (numbers.is_missing(row))
      values.add_missing();
    else
      values.add(numbers.number(row));
  }
  return values.build();
}

}  // namespace

Positions gather(const Table& table, std::optional<Statistic> statistic) {
  const std::vector<Standing> standing = standings(table);
  Positions positions;
  positions.without_position = number_of(standing, Standing::missing);
  positions.impossible = number_of(standing, Standing::impossible);
  const Table placed = with_names(where(table, [&](std::size_t row) { return standing[row] == Standing::placed; }));
  positions.rows = static_cast<std::int64_t>(placed.rows());
  std::vector<Summary> summaries{{Statistic::sum, "rows", "rows"}};
  if (statistic) {
    summaries.push_back({Statistic::known, "value", "known"});
    summaries.push_back({*statistic, "value", "value"});
  }
  Table places = summarize(with_ones(placed, "rows"), {"place", "latitude", "longitude"}, summaries);
  if (statistic) {
    const Column known = places.column("known");
    const std::size_t all = places.rows();
    places = where(places, [&](std::size_t row) { return known.integer(row) > 0; });
    positions.without_value = static_cast<std::int64_t>(all - places.rows());
  }
  const Column values = as_values(places.column(statistic ? "value" : "rows"));
  places = Table(
      {places.column("place"), places.column("latitude"), places.column("longitude"), places.column("rows"), values});
  positions.places = arrange(places, {{"value", Order::descending}, {"place"}});
  return positions;
}

}  // namespace perigee
