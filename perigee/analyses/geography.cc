// Launches by country and period: a matrix on a logarithmic colour scale, with totals.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/base/text.h"
#include "perigee/catalog/analysis.h"
#include "perigee/stat/arrange.h"
#include "perigee/stat/bin.h"
#include "perigee/stat/launches.h"
#include "perigee/stat/summarize.h"

namespace perigee {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t period = 5, top = 20;
  std::string country_of = "launch";
  std::string highlight;
};

bool is_of_company(const Params& params) { return params.country_of == "company"; }
std::string role_of(const Params& params) { return is_of_company(params) ? "company_country" : "country"; }

struct Country {
  std::string name;
  std::int64_t total = 0;
  std::vector<std::int64_t> launches;  // by period
};

// Every country, most launches first, in consecutive periods from `start` on.
struct Matrix {
  std::int64_t start = 0, width = 1;
  std::size_t periods = 0;
  std::vector<Country> countries;
};

Matrix matrix_of(const LaunchCounts& launches, const std::string& role, std::int64_t width) {
  Matrix matrix{start_of_period(launches.first, width), width, 0, {}};
  matrix.periods = static_cast<std::size_t>((launches.last - matrix.start) / width + 1);
  const Table totals = arrange(summarize(launches.counts, {role}, {{Statistic::sum, "n", "total"}}),
                               {{"total", Order::descending}, {role}});
  std::map<std::string_view, std::size_t> rows;
  for (std::size_t row = 0; row < totals.rows(); ++row) {
    const std::string_view name = totals.column(role).text(row);
    rows.emplace(name, row);
    matrix.countries.push_back({std::string(name), totals.column("total").integer(row), {}});
    matrix.countries.back().launches.resize(matrix.periods);
  }
  const Column &years = launches.counts.column("year"), &names = launches.counts.column(role);
  for (std::size_t row = 0; row < launches.counts.rows(); ++row) {
    const auto period = static_cast<std::size_t>((years.integer(row) - matrix.start) / width);
    matrix.countries[rows.at(names.text(row))].launches[period] += launches.counts.column("n").integer(row);
  }
  return matrix;
}

// The countries that get a row: the first ones and the highlighted one, the rest added up.
struct Shown {
  std::vector<Country> rows;
  std::optional<std::size_t> strong;
};

Country added_up(const std::vector<Country>& rest, std::size_t periods) {
  Country other{"Other (" + grouped(static_cast<std::int64_t>(rest.size())) + ")", 0,
                std::vector<std::int64_t>(periods)};
  for (const Country& country : rest) {
    other.total += country.total;
    for (std::size_t period = 0; period < periods; ++period) other.launches[period] += country.launches[period];
  }
  return other;
}

Shown shown_of(const Matrix& matrix, std::size_t top, const std::string& highlight) {
  Shown shown;
  std::vector<Country> rest;
  for (const Country& country : matrix.countries) {
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
  for (const Country& country : shown.rows) {
    CellRow row{country.name, {}, grouped(country.total)};
    for (const std::int64_t n : country.launches)
      row.values.push_back(n == 0 ? std::nullopt : std::optional<double>(static_cast<double>(n)));
    cells.rows.push_back(std::move(row));
  }
  return cells;
}

std::string only_one(const Country& country, const Params& params) {
  const std::string from = (is_of_company(params) ? "by companies of " : "from ") + in_sentence(country.name);
  if (country.total == 1) return "The only launch was " + from;
  return "All " + grouped(country.total) + " launches were " + from;
}

std::string tied(const std::vector<Country>& countries, std::size_t n) {
  const std::string each = " lead with " + launches_in_words(countries[0].total) + " each";
  if (n > 2) return capitalised(number_word(static_cast<std::int64_t>(n))) + " countries" + each;
  return capitalised(in_sentence(countries[0].name)) + " and " + in_sentence(countries[1].name) + each;
}

// The fewest countries that made more than half of the launches, where one or two did; else the leader.
std::string finding(const Matrix& matrix, std::int64_t all, const Params& params) {
  const std::vector<Country>& countries = matrix.countries;
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
  const auto level = static_cast<std::size_t>(std::count_if(
      countries.begin(), countries.end(), [&](const Country& c) { return c.total == countries[0].total; }));
  if (level > 1) return tied(countries, level);
  return first + " lead" + (of.empty() ? "s" : "") + " with " + grouped(countries[0].total) + " of " +
         launches_in_words(all);
}

std::string alt(const Matrix& matrix, const Shown& shown, const LaunchCounts& launches) {
  std::vector<std::string> totals;
  for (const Country& country : shown.rows) totals.push_back(country.name + " " + grouped(country.total));
  return "Matrix of launches by country and " + period_word(matrix.width) + ", " +
         span_of_years(launches.first, launches.last) + ". Totals: " + in_words(totals) + ".";
}

// Where most of a country's launches took place outside of it: "France: 299 from French Guiana, 4 from Algeria."
std::vector<std::string> territories(const Table& launches, const Selection& selection) {
  const Column* const locations = launches.find("location");
  if (locations == nullptr || locations->type() != Type::category) return {};
  const Table counts = count_launches(launches, {"country", "location"}, selection).counts;
  std::map<std::string, std::int64_t> all, outside;
  std::map<std::string, std::map<std::string_view, std::int64_t>> by_place;
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    const std::string country(counts.column("country").text(row));
    const std::int64_t n = counts.column("n").integer(row);
    all[country] += n;
    const std::string_view place = territory(counts.column("location").text(row));
    if (!place.empty()) outside[country] += n, by_place[country][place] += n;
  }
  std::vector<std::string> sentences;
  for (const auto& [country, places] : by_place) {
    if (2 * outside[country] < all[country]) continue;
    std::vector<std::pair<std::int64_t, std::string_view>> most;
    for (const auto& [place, n] : places) most.emplace_back(-n, place);
    std::sort(most.begin(), most.end());
    std::vector<std::string> parts;
    for (const auto& [n, place] : most) parts.push_back(grouped(-n) + " from " + std::string(place));
    sentences.push_back(country + ": " + join(parts, ", ") + ".");
  }
  return sentences;
}

std::vector<std::string> notes(const Input& input, const Params& params, const Selection& selection,
                               const Matrix& matrix, const LaunchCounts& launches, const std::optional<DataEnd>& end) {
  std::vector<std::string> notes = gaps_in_words(launches, std::nullopt);
  if (end) notes.insert(notes.begin(), "* Data to " + end->in_words() + " only.");
  if (!end && is_cut_short(matrix, launches, end))
    notes.insert(notes.begin(), "* To " + std::to_string(launches.last) + " only.");
  if (!is_of_company(params))
    for (std::string& sentence : territories(input.table, selection)) notes.push_back(std::move(sentence));
  if (!params.highlight.empty() && std::none_of(matrix.countries.begin(), matrix.countries.end(), [&](const auto& c) {
        return lower(c.name) == lower(trim(params.highlight));
      }))
    notes.push_back("No launch of '" + params.highlight + "' in this selection.");
  return notes;
}

// Every country with its total, and its launches by period: also those that the picture adds up.
Table published(const Matrix& matrix) {
  ColumnBuilder names("country", Type::category), totals("launches", Type::integer);
  for (const Country& country : matrix.countries) {
    names.add(std::string_view(country.name));
    totals.add(country.total);
  }
  std::vector<Column> columns{names.build(), totals.build()};
  for (std::size_t period = 0; period < matrix.periods; ++period) {
    const std::int64_t start = matrix.start + matrix.width * static_cast<std::int64_t>(period);
    ColumnBuilder launches(span_of_years(start, start + matrix.width - 1), Type::integer);
    for (const Country& country : matrix.countries) launches.add(country.launches[period]);
    columns.push_back(launches.build());
  }
  return Table(std::move(columns));
}

ColumnNeed drawn_for(const std::string& country_of, const LaunchColumn& column) {
  ColumnNeed need = column.required<ColumnNeed>();
  need.when = {"country_of", country_of};
  return need;
}

ColumnNeed for_the_note(const LaunchColumn& column) {
  ColumnNeed need = drawn_for("launch", column);
  need.optional = true;
  return need;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts launches = count_launches(input.table, {role_of(params)}, selection);
  Chart chart;
  chart.source = source_line(input.facts.source, launches.drawn, static_cast<std::int64_t>(input.facts.rows));
  chart.version = input.facts.version.substr(0, 12);
  if (launches.drawn == 0) {
    const Nothing nothing = why_nothing(launches, selection);
    chart.title = "No launches to show";
    chart.alt = nothing.sentence;
    chart.mark = Empty{nothing.sentence, nothing.remedy};
    return chart;
  }
  const std::optional<DataEnd> end = unfinished(input.facts.most, launches.last);
  const Matrix matrix = matrix_of(launches, role_of(params), params.period);
  const Shown shown = shown_of(matrix, static_cast<std::size_t>(params.top), params.highlight);

  chart.title = finding(matrix, launches.drawn, params);
  chart.subtitle = std::string("Launches by country of ") + (is_of_company(params) ? "the company" : "launch") +
                   " and " + period_word(params.period) + scope_in_words(launches, selection);
  chart.notes = notes(input, params, selection, matrix, launches, end);
  chart.alt = alt(matrix, shown, launches);
  chart.mark = cells(matrix, shown, is_cut_short(matrix, launches, end));
  chart.x.kind = chart.y.kind = AxisKind::band;
  chart.table = published(matrix);
  chart.units = std::vector<std::string>(chart.table.columns().size(), "launches");
  chart.units.front() = "";
  return chart;
}

}  // namespace

Analysis geography() {
  return Describe<Params>("geography", "Launches by country",
                          "Launches by country and period as a matrix, with the total of each country.")
      .param(&Params::from, shared::kFrom)
      .between(kFirstYear, kLastYear)
      .param(&Params::to, shared::kTo)
      .between(kFirstYear, kLastYear)
      .param(&Params::period, "period", "length of a period in years")
      .between(1, 50)
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::country_of, "country_of", "whose country counts: where the launch took place, or the company's")
      .choices({"launch", "company"})
      .param(&Params::highlight, shared::kHighlight)
      .rule(AtMost{"from", "to"})
      .needs(year_column().required<ColumnNeed>())
      .needs(drawn_for("launch", country_column()))
      .needs(drawn_for("company", company_country_column()))
      .needs(for_the_note(location_column()))
      .needs(company_column().at_hand<ColumnNeed>())
      .needs(sector_column().at_hand<ColumnNeed>())
      .needs(status_column().at_hand<ColumnNeed>())
      .needs(date_column().at_hand<ColumnNeed>())
      .example({{"period", std::int64_t{10}}})
      .draws(draw);
}

}  // namespace perigee
