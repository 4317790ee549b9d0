// Launches by country and period: a matrix on a logarithmic colour scale, with totals.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/bin.h"
#include "perigee/stat/launch_countries.h"
#include "perigee/stat/summarize.h"

namespace perigee::analyses::geography {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t period = 5, top = 20;
  std::string country_of = "launch";
  std::string highlight;
};

bool is_of_company(const Params& params) { return params.country_of == "company"; }

struct Row {
  std::string name;
  std::int64_t total = 0;
  std::vector<std::int64_t> launches;  // by period
};

// Every country, most launches first, in consecutive periods from `start` on.
struct Matrix {
  std::int64_t start = 0, width = 1;
  std::size_t periods = 0;
  std::vector<Row> countries;
};

Matrix matrix_of(const LaunchCounts& launches, std::int64_t width) {
  Matrix matrix{start_of_period(launches.first, width), width, 0, {}};
  matrix.periods = static_cast<std::size_t>((launches.last - matrix.start) / width + 1);
  const Table totals = arrange(summarize(launches.counts, {"country"}, {{Statistic::sum, "n", "total"}}),
                               {{"total", Order::descending}, {"country"}});
  std::map<std::string_view, std::size_t> rows;
  for (std::size_t row = 0; row < totals.rows(); ++row) {
    const std::string_view name = totals.column("country").text(row);
    rows.emplace(name, row);
    matrix.countries.push_back({std::string(name), totals.column("total").integer(row), {}});
    matrix.countries.back().launches.resize(matrix.periods);
  }
  const Column &years = launches.counts.column("year"), &names = launches.counts.column("country");
  for (std::size_t row = 0; row < launches.counts.rows(); ++row) {
    const auto period = static_cast<std::size_t>((years.integer(row) - matrix.start) / width);
    matrix.countries[rows.at(names.text(row))].launches[period] += launches.counts.column("n").integer(row);
  }
  return matrix;
}

// The countries that get a row: the first ones and the highlighted one, the rest added up.
struct Shown {
  std::vector<Row> rows;
  std::optional<std::size_t> strong;
};

Row added_up(const std::vector<Row>& rest, std::size_t periods) {
  Row other{"Other (" + grouped(static_cast<std::int64_t>(rest.size())) + ")", 0, std::vector<std::int64_t>(periods)};
  for (const Row& country : rest) {
    other.total += country.total;
    for (std::size_t period = 0; period < periods; ++period) other.launches[period] += country.launches[period];
  }
  return other;
}

Shown shown_of(const Matrix& matrix, std::size_t top, const std::string& highlight) {
  Shown shown;
  std::vector<Row> rest;
  for (const Row& country : matrix.countries) {
    const bool is_chosen = !highlight.empty() && lower(country.name) == lower(trim(highlight));
    if (is_chosen) shown.strong = shown.rows.size();
    if (shown.rows.size() < top || is_chosen)
      shown.rows.push_back(country);
    else
      rest.push_back(country);
  }
  if (rest.size() == 1) shown.rows.push_back(rest.front());  // a country's own name says more than "Other (1)"
  if (rest.size() > 1) shown.rows.push_back(added_up(rest, matrix.periods));
  return shown;
}

// A period of which not every year is there: the data or the user's last year end before it does.
bool is_cut_short(const Matrix& matrix, const LaunchCounts& launches, const std::optional<DataEnd>& end) {
  const std::int64_t last = matrix.start + matrix.width * static_cast<std::int64_t>(matrix.periods) - 1;
  return end || launches.last < last;
}

std::vector<std::string> headings(const Matrix& matrix) {
  std::vector<std::string> headings;
  for (std::size_t period = 0; period < matrix.periods; ++period)
    headings.push_back(std::to_string(matrix.start + matrix.width * static_cast<std::int64_t>(period)));
  return headings;
}

Cells cells(const Matrix& matrix, const Shown& shown, bool cut_short) {
  Cells cells{headings(matrix), {}, "Total", static_cast<std::size_t>(-1), shown.strong};
  if (cut_short) cells.partial_from = matrix.periods - 1;
  for (const Row& country : shown.rows) {
    CellRow row{country.name, {}, grouped(country.total)};
    for (const std::int64_t n : country.launches)
      row.values.push_back(n == 0 ? std::nullopt : std::optional<double>(static_cast<double>(n)));
    cells.rows.push_back(std::move(row));
  }
  return cells;
}

std::string only_one(const Row& country, const Params& params) {
  const std::string from = (is_of_company(params) ? "by companies of " : "from ") + in_sentence(country.name);
  if (country.total == 1) return "The only launch was " + from;
  return "All " + grouped(country.total) + " launches were " + from;
}

std::string tied(const std::vector<Row>& countries, std::size_t n) {
  const std::string each = " lead with " + launches_in_words(countries[0].total) + " each";
  if (n > 2) return capitalised(number_word(static_cast<std::int64_t>(n))) + " countries" + each;
  return capitalised(in_sentence(countries[0].name)) + " and " + in_sentence(countries[1].name) + each;
}

// The fewest countries that made more than half of the launches, where one or two did; else the leader.
std::string finding(const Matrix& matrix, std::int64_t all, const Params& params) {
  const std::vector<Row>& countries = matrix.countries;
  if (countries.size() == 1) return only_one(countries[0], params);
  const std::string of = is_of_company(params) ? "Companies of " : "";
  const std::string first =
      of.empty() ? capitalised(in_sentence(countries[0].name)) : of + in_sentence(countries[0].name);
  const auto share = [&](std::int64_t n) { return static_cast<double>(n) / static_cast<double>(all); };
  const double one = share(countries[0].total), two = share(countries[0].total + countries[1].total);
  const std::string made = of.empty() ? " account for " : " made ";
  if (one > 0.5) return first + (of.empty() ? " accounts for " : " made ") + percent(one) + " of launches";
  if (two > 0.5 && countries.size() > 2)
    return first + " and " + in_sentence(countries[1].name) + made + percent(two) + " of launches";
  const auto level = static_cast<std::size_t>(
      std::count_if(countries.begin(), countries.end(), [&](const Row& c) { return c.total == countries[0].total; }));
  if (level > 1) return tied(countries, level);
  return first + " lead" + (of.empty() ? "s" : "") + " with " + grouped(countries[0].total) + " of " +
         launches_in_words(all);
}

std::string alt(const Matrix& matrix, const Shown& shown, const LaunchCounts& launches) {
  std::vector<std::string> totals;
  for (const Row& country : shown.rows) totals.push_back(country.name + " " + grouped(country.total));
  return "Matrix of launches by country and " + period_word(matrix.width) + ", " +
         span_of_years(launches.first, launches.last) + ". Totals: " + in_words(totals) + ".";
}

// The star is that of the heading.
std::vector<std::string> cut_short(const Matrix& matrix, const LaunchCounts& launches,
                                   const std::optional<DataEnd>& end) {
  if (end) return {"* Data to " + end->in_words() + " only."};
  if (is_cut_short(matrix, launches, end)) return {"* To " + std::to_string(launches.last) + " only."};
  return {};
}

std::vector<std::string> not_found(const Matrix& matrix, const std::string& highlight) {
  const auto is_it = [&](const Row& country) { return lower(country.name) == lower(trim(highlight)); };
  if (highlight.empty() || std::any_of(matrix.countries.begin(), matrix.countries.end(), is_it)) return {};
  return {"No launch of '" + highlight + "' in this selection."};
}

std::vector<std::string> joined(std::initializer_list<std::vector<std::string>> lists) {
  std::vector<std::string> all;
  for (const std::vector<std::string>& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

// Every country with its total, and its launches by period: also those that the picture adds up.
Table published(const Matrix& matrix) {
  ColumnBuilder names("country", Type::category), totals("launches", Type::integer);
  for (const Row& country : matrix.countries) {
    names.add(std::string_view(country.name));
    totals.add(country.total);
  }
  std::vector<Column> columns{names.build(), totals.build()};
  for (std::size_t period = 0; period < matrix.periods; ++period) {
    const std::int64_t start = matrix.start + matrix.width * static_cast<std::int64_t>(period);
    ColumnBuilder launches(span_of_years(start, start + matrix.width - 1), Type::integer);
    for (const Row& country : matrix.countries) launches.add(country.launches[period]);
    columns.push_back(launches.build());
  }
  return Table(std::move(columns));
}

ColumnNeed drawn_for(const std::string& country_of, const LaunchColumn& column) {
  ColumnNeed need = column.required<ColumnNeed>();
  need.when = {"country_of", country_of};
  return need;
}

ColumnNeed if_there(const std::string& country_of, const LaunchColumn& column) {
  ColumnNeed need = drawn_for(country_of, column);
  need.optional = true;
  return need;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const CountryCounts counted = is_of_company(params) ? count_by_companys_country(input.table, selection)
                                                      : count_by_country(input.table, selection);
  const LaunchCounts& launches = counted.launches;
  if (launches.drawn == 0) return nothing_left(input, why_nothing(launches, selection));
  const std::optional<DataEnd> end = unfinished(input.facts.most, launches.last);
  const Matrix matrix = matrix_of(launches, params.period);
  const Shown shown = shown_of(matrix, static_cast<std::size_t>(params.top), params.highlight);

  Chart chart = opening(input, launches.drawn);
  chart.title = finding(matrix, launches.drawn, params);
  chart.subtitle = std::string("Launches by country of ") + (is_of_company(params) ? "the company" : "launch") +
                   " and " + period_word(params.period) + scope_in_words(launches, selection);
  chart.notes =
      joined({cut_short(matrix, launches, end), gaps_in_words(launches, std::nullopt),
              is_of_company(params) ? corrections_in_words(counted) : territories_in_words(input.table, selection),
              not_found(matrix, params.highlight)});
  chart.alt = alt(matrix, shown, launches);
  chart.mark = cells(matrix, shown, is_cut_short(matrix, launches, end));
  chart.x.kind = chart.y.kind = AxisKind::band;
  chart.table = published(matrix);
  chart.units = std::vector<std::string>(chart.table.columns().size(), "launches");
  chart.units.front() = "";
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>(
             "geography", "Launches by country",
             "Launches by country and period as a matrix, with the total of each country.",
             {drawn_for("launch", country_column()), drawn_for("company", company_country_column()),
              if_there("launch", location_column()), if_there("company", company_column())})
      .param(&Params::period, "period", "length of a period in years")
      .between(1, 50)
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::country_of, "country_of", "whose country counts: where the launch took place, or the company's")
      .choices({"launch", "company"})
      .param(&Params::highlight, shared::kHighlight)
      .example({{"period", std::int64_t{10}}})
      .draws(draw);
}

}  // namespace perigee::analyses::geography
