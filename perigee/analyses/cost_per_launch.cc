// What each launch cost over the years, as far as prices are known: a dot a launch, and the median of each year.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/numbers.h"
#include "perigee/stat/quantile.h"
#include "perigee/stat/rockets.h"
#include "perigee/stat/summarize.h"
#include "perigee/stat/where.h"

namespace perigee::analyses::cost_per_launch {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::string highlight;
};

constexpr double kMidYear = 0.5;

// A logarithm has no place for zero or less.
bool has_price(const Table& launches, std::size_t row) {
  const Column& prices = launches.column("price");
  return !prices.is_missing(row) && prices.number(row) > 0;
}

// The launches with a price, their year an integer.
Table priced(const Table& launches) {
  return with_whole_years(where(launches, [&](std::size_t row) { return has_price(launches, row); }));
}

std::int64_t not_positive(const Table& launches) {
  const Column& prices = launches.column("price");
  std::int64_t n = 0;
  for (std::size_t row = 0; row < prices.size(); ++row) n += !prices.is_missing(row) && prices.number(row) <= 0;
  return n;
}

std::vector<double> ascending_prices(const Table& launches) {
  std::vector<double> prices = numbers(launches.column("price"));
  std::sort(prices.begin(), prices.end());
  return prices;
}

// year, launches, median, least, most, total: a row a year with a price.
Table by_year(const Table& launches) {
  return summarize(launches, {"year"},
                   {{Statistic::known, "price", "launches"},
                    {Statistic::median, "price", "median"},
                    {Statistic::least, "price", "least"},
                    {Statistic::most, "price", "most"},
                    {Statistic::sum, "price", "total"}});
}

Point point_of(const Table& launches, std::size_t row) {
  return {when_of(launches, row), launches.column("price").number(row)};
}

std::string word(const Table& launches, const char* role, std::size_t row) {
  const Column* const words = launches.find(role);
  return words == nullptr || words->is_missing(row) ? std::string() : std::string(words->text(row));
}

// All launches, or those of the highlighted company before the others.
std::vector<DotGroup> groups_of(const Table& launches, const std::string& highlight) {
  DotGroup others{.hue = Hue::blue, .emphasis = Emphasis::muted},
      chosen{.hue = Hue::vermillion, .emphasis = Emphasis::strong};
  const std::string sought = lower(trim(highlight));
  for (std::size_t row = 0; row < launches.rows(); ++row) {
    const std::string company = word(launches, "company", row);
    const bool is_chosen = !sought.empty() && lower(company) == sought;
    if (is_chosen) chosen.name = company;
    (is_chosen ? chosen : others).points.push_back(point_of(launches, row));
  }
  if (chosen.points.empty()) return {std::move(others)};
  return {std::move(others), std::move(chosen)};
}

// The median of each year at its middle; a gap before a year that does not follow the one before it.
std::vector<Point> medians_of(const Table& years) {
  std::vector<Point> medians;
  for (std::size_t row = 0; row < years.rows(); ++row) {
    const double middle = years.column("year").number(row) + kMidYear;
    if (!medians.empty() && medians.back().x + 1 < middle)
      medians.push_back({middle - 1, std::numeric_limits<double>::quiet_NaN()});
    medians.push_back({middle, years.column("median").number(row)});
  }
  return medians;
}

Dots dots_of(const Table& launches, const Table& years, const std::string& highlight) {
  Dots dots{.groups = groups_of(launches, highlight)};
  if (years.rows() < 2) return dots;
  dots.trend = medians_of(years);
  dots.trend_label = "Median of each year";
  return dots;
}

// The dearest launch, the earliest of equal ones, where it stands out or is the only one.
std::vector<Annotation> dearest(const Table& launches, double median) {
  std::size_t most = 0;
  for (std::size_t row = 1; row < launches.rows(); ++row) {
    const Point best = point_of(launches, most), at = point_of(launches, row);
    if (at.y > best.y || (at.y == best.y && at.x < best.x)) most = row;
  }
  const Point at = point_of(launches, most);
  const bool is_alone = launches.rows() == 1;
  if (!is_alone && at.y < 2 * median) return {};
  const std::string rocket(rocket_of(word(launches, "detail", most)));
  const std::string year = std::to_string(launches.column("year").integer(most));
  return {{at, (rocket.empty() ? "" : rocket + ": ") + dollars(at.y),
           (is_alone ? "the only price, " : "the highest price, ") + year}};
}

std::string finding(const std::vector<double>& prices) {
  const std::string median = dollars(quantile(prices, 0.5));
  if (prices.size() == 1) return "The only launch with a price cost " + median;
  const std::string n = grouped(static_cast<std::int64_t>(prices.size()));
  if (prices.front() == prices.back()) return "All " + n + " launches with a price cost " + median;
  return "Half of " + n + " priced launches cost " + median + " or less";
}

std::string alt(const std::vector<double>& prices, const Table& years) {
  const Column& names = years.column("year");
  std::string text = "Dots of the price of each launch over time on a logarithmic axis, " +
                     span_of_years(names.integer(0), names.integer(years.rows() - 1)) +
                     ", with the median of each year.";
  if (prices.size() == 1) return text + " One launch has a price, " + dollars(prices.front()) + ".";
  return text + " Prices lie between " + dollars(prices.front()) + " and " + dollars(prices.back()) + "; half are " +
         dollars(quantile(prices, 0.5)) + " or less.";
}

std::vector<std::string> notes(const Table& all, const Table& launches, const LaunchCounts& counted,
                               const std::optional<DataEnd>& end, const Params& params) {
  std::vector<std::string> notes = gaps_in_words(counted, end);
  const std::int64_t unusable = not_positive(all);
  const std::int64_t unpriced = counted.drawn - static_cast<std::int64_t>(launches.rows()) - unusable;
  for (std::string& sentence : left_out(unpriced, "a price")) notes.push_back(std::move(sentence));
  if (unusable > 0) notes.push_back(launches_in_words(unusable) + " of a price of zero or less left out.");
  notes.push_back("Prices as the file has them, not adjusted for inflation.");
  const bool is_found = params.highlight.empty() || groups_of(launches, params.highlight).size() == 2;
  if (!is_found) notes.push_back("No price of a launch by '" + params.highlight + "' is known in this selection.");
  return notes;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts counted = count_launches(input.table, {}, selection);
  const Table all = within(input.table, selection), launches = priced(all);
  if (launches.rows() == 0) return nothing_left(input, why_none_has("a price", counted, selection));
  const Table years = by_year(launches);
  const std::vector<double> prices = ascending_prices(launches);
  const std::int64_t first = years.column("year").integer(0), last = years.column("year").integer(years.rows() - 1);

  Chart chart = opening(input, static_cast<std::int64_t>(launches.rows()));
  chart.title = finding(prices);
  chart.subtitle = "Price of each launch, million US dollars, logarithmic axis" +
                   (selection.filter.empty() ? "" : ", " + selection.filter) + ", " + span_of_years(first, last);
  chart.notes = notes(all, launches, counted, unfinished(input.facts.most, last), params);
  chart.alt = alt(prices, years);
  chart.mark = dots_of(launches, years, params.highlight);
  chart.x = {.kind = AxisKind::year, .least = static_cast<double>(first), .most = static_cast<double>(last + 1)};
  chart.y = {.kind = AxisKind::log};
  chart.annotations = dearest(launches, quantile(prices, 0.5));
  chart.table = years;
  chart.units = {
      "", "launches", "million US dollars", "million US dollars", "million US dollars", "million US dollars"};
  return chart;
}

ColumnNeed if_there(const LaunchColumn& column) {
  ColumnNeed need = column.required<ColumnNeed>();
  need.optional = true;
  return need;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("cost-per-launch", "Cost per launch",
                                   "What each launch cost, as far as prices are known, and the median of each year.",
                                   {price_column().required<ColumnNeed>(), if_there(date_column()),
                                    if_there(company_column()), if_there(detail_column())})
      .param(&Params::highlight, shared::kHighlight)
      .example({{"from", std::int64_t{1990}}})
      .draws(draw);
}

}  // namespace perigee::analyses::cost_per_launch
