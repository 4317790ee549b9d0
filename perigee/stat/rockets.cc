#include "perigee/stat/rockets.h"

#include <cmath>
#include <cstddef>

#include "perigee/base/text.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/summarize.h"

namespace perigee {

LaunchColumn detail_column() {
  return {"detail",
          {"detail", "details", "mission", "vehicle"},
          {Type::text, Type::category},
          "the rocket and its mission, with a bar between them"};
}

LaunchColumn rocket_status_column() {
  return {"rocket_status",
          {"rocket status", "status rocket"},
          {Type::category, Type::text},
          "whether the rocket is still in service"};
}

LaunchColumn price_column() {
  return {"price",
          {"price", "rocket", "cost", "launch cost"},
          {Type::real, Type::integer},
          "the price of the launch, million US dollars"};
}

std::string_view rocket_of(std::string_view detail) { return trim(detail.substr(0, detail.find(" | "))); }

bool is_active(std::string_view rocket_status) {
  const std::string status = lower(trim(rocket_status));
  return status == "statusactive" || status == "active";
}

Table with_rockets(const Table& launches) {
  const Column& details = launches.column("detail");
  ColumnBuilder rockets("rocket", Type::category);
  for (std::size_t row = 0; row < details.size(); ++row) {
    const std::string_view rocket = details.is_missing(row) ? std::string_view() : rocket_of(details.text(row));
    if (rocket.empty())
      rockets.add_missing();
    else
      rockets.add(rocket);
  }
  return launches.with(rockets.build());
}

std::vector<std::string> rockets_of(const Table& launches, std::string_view organisation) {
  const Column &companies = launches.column("company"), &details = launches.column("detail");
  const std::string wanted = lower(trim(organisation));
  std::vector<std::string> rockets;
  for (std::size_t row = 0; row < launches.rows(); ++row)
    if (!companies.is_missing(row) && lower(companies.text(row)) == wanted && !details.is_missing(row))
      rockets.emplace_back(rocket_of(details.text(row)));
  return rockets;
}

namespace {

// A key of no name is called so, as count_launches does.
Table with_names(const Table& launches, const std::string& key) {
  const Column& words = launches.column(key);
  ColumnBuilder names(key, Type::category);
  for (std::size_t row = 0; row < words.size(); ++row)
    names.add(words.is_missing(row) || trim(words.text(row)).empty() ? kUnknown : words.text(row));
  return launches.with(names.build());
}

// The unpriced launches, and no total where nothing has a price.
Table finished(const Table& sums, const std::string& key) {
  constexpr double kCents = 100;  // of a million: finer steps are the sum's own rounding
  ColumnBuilder unpriced("unpriced", Type::integer), totals("total", Type::real);
  for (std::size_t row = 0; row < sums.rows(); ++row) {
    const std::int64_t priced = sums.column("priced").integer(row);
    unpriced.add(sums.column("launches").integer(row) - priced);
    if (priced > 0)
      totals.add(std::round(sums.column("sum").number(row) * kCents) / kCents);
    else
      totals.add_missing();
  }
  return Table({sums.column(key), sums.column("launches"), sums.column("priced"), unpriced.build(), totals.build()});
}

}  // namespace

Table prices_by(const Table& launches, const std::string& key, const Selection& selection) {
  const Table rows = with_ones(with_names(within(launches, selection), key), "one");
  const Table sums = summarize(
      rows, {key},
      {{Statistic::sum, "one", "launches"}, {Statistic::known, "price", "priced"}, {Statistic::sum, "price", "sum"}});
  return arrange(finished(sums, key), {{"total", Order::descending}, {key}});
}

std::string millions(double amount) {
  constexpr double kExact = 10;  // below it a tenth counts
  return grouped(amount, amount < kExact && amount != std::floor(amount) ? 1 : 0);
}

std::string dollars(double amount) {
  constexpr double kBillion = 1000;
  if (amount < kBillion) return "$" + millions(amount) + "m";
  const double billions = std::round(amount / kBillion * 10) / 10;
  return "$" + grouped(billions, billions == std::floor(billions) ? 0 : 1) + "bn";
}

}  // namespace perigee
