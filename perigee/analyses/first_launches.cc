// The first launch from each country, and the first that succeeded.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/first.h"
#include "perigee/stat/launch_countries.h"
#include "perigee/stat/outcome.h"
#include "perigee/stat/rockets.h"
#include "perigee/stat/summarize.h"
#include "perigee/stat/where.h"

namespace perigee::analyses::first_launches {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t top = 20;
  std::string highlight;
};

// One launch: when, and with which rocket where the file tells.
struct Try {
  double when = 0;  // the year and the part of it that has passed
  std::int64_t year = 0;
  std::string rocket;
};

struct Country {
  std::string name;
  std::int64_t launches = 0;
  Try attempt;
  std::optional<Try> success;
};

// Rows of the years asked for whose country is known, with the real column "when".
Table launches_of_countries(const Table& table, const Selection& selection) {
  const Table years = with_whole_years(within(table, selection));
  const Column& countries = years.column("country");
  const Table rows =
      where(years, [&](std::size_t row) { return !countries.is_missing(row) && !trim(countries.text(row)).empty(); });
  ColumnBuilder when("when", Type::real);
  for (std::size_t row = 0; row < rows.rows(); ++row) when.add(when_of(rows, row));
  return rows.with(when.build());
}

// Which launches succeeded; the word of a category is read once, however many rows hold it.
Mask successes_of(const Table& launches) {
  const Column& statuses = launches.column("status");
  const auto is_success = [](std::string_view status) { return outcome_word(status) == kSuccess; };
  const std::vector<std::string>& words = statuses.dictionary();
  std::vector<bool> succeeds(words.size());
  std::transform(words.begin(), words.end(), succeeds.begin(), is_success);
  Mask successes(launches.rows());
  for (std::size_t row = 0; row < launches.rows(); ++row) {
    if (statuses.is_missing(row)) continue;
    successes[row] = statuses.type() == Type::category ? succeeds[statuses.code(row)] : is_success(statuses.text(row));
  }
  return successes;
}

Try try_of(const Table& launches, std::size_t row) {
  const Column* const details = launches.find("detail");
  const bool is_named = details != nullptr && !details->is_missing(row);
  return {launches.column("when").number(row), launches.column("year").integer(row),
          is_named ? std::string(rocket_of(details->text(row))) : ""};
}

std::int64_t launches_of(const LaunchCounts& counted, std::string_view country) {
  const Column &names = counted.counts.column("country"), &counts = counted.counts.column("n");
  std::int64_t launches = 0;
  for (std::size_t row = 0; row < names.size(); ++row)
    if (names.text(row) == country) launches += counts.integer(row);
  return launches;
}

// Those that succeeded first, by the day of it; then the others by their first attempt.
bool comes_before(const Country& a, const Country& b) {
  if (a.success.has_value() != b.success.has_value()) return a.success.has_value();
  const double when_a = a.success ? a.success->when : a.attempt.when,
               when_b = b.success ? b.success->when : b.attempt.when;
  return when_a != when_b ? when_a < when_b : a.name < b.name;
}

std::vector<Country> countries_of(const Table& launches, const LaunchCounts& counted) {
  const Table attempts = first(launches, "country", "when"),
              successes = first(launches, "country", "when", successes_of(launches));
  std::vector<Country> countries;
  for (std::size_t row = 0; row < attempts.rows(); ++row) {
    const std::string_view name = attempts.column("country").text(row);
    Country country{std::string(name), launches_of(counted, name), try_of(attempts, row), std::nullopt};
    for (std::size_t other = 0; other < successes.rows(); ++other)
      if (successes.column("country").text(other) == name) country.success = try_of(successes, other);
    countries.push_back(std::move(country));
  }
  std::sort(countries.begin(), countries.end(), comes_before);
  return countries;
}

bool is_chosen(const Country& country, const std::string& highlight) {
  return !trim(highlight).empty() && lower(country.name) == lower(trim(highlight));
}

// "Lambda-IV S, 1970"; "1966, none succeeded".
std::string label_of(const Country& country) {
  const Try& shown = country.success ? *country.success : country.attempt;
  const std::string year = std::to_string(shown.year);
  const std::string words = shown.rocket.empty() ? year : shown.rocket + ", " + year;
  return country.success ? words : words + ", no success";
}

Span span_of(const Country& country, Emphasis emphasis) {
  return {.name = country.name,
          .emphasis = emphasis,
          .from = static_cast<double>(country.attempt.year),
          .to = static_cast<double>(country.success ? country.success->year : country.attempt.year),
          .open = !country.success,
          .label = label_of(country),
          .note = grouped(country.launches)};
}

Spans spans_of(const std::vector<Country>& countries, const Params& params) {
  const bool chooses = std::any_of(countries.begin(), countries.end(),
                                   [&](const Country& country) { return is_chosen(country, params.highlight); });
  Spans spans{.look = SpanLook::dots, .note_heading = "Launches"};
  for (std::size_t i = 0; i < countries.size(); ++i) {
    const bool is_it = is_chosen(countries[i], params.highlight);
    if (i >= static_cast<std::size_t>(params.top) && !is_it) continue;
    spans.spans.push_back(span_of(countries[i], is_it     ? Emphasis::strong
                                                : chooses ? Emphasis::muted
                                                          : Emphasis::normal));
  }
  return spans;
}

// "Kazakhstan was first in 1957, New Zealand latest in 2018", among those that succeeded; without names where the day
// does not tell.
std::string finding(const std::vector<Country>& countries) {
  std::vector<const Country*> successful;
  for (const Country& country : countries)
    if (country.success) successful.push_back(&country);
  const std::size_t n = successful.size();
  if (n == 0) return "No launch from any country succeeded";
  const Country &earliest = *successful.front(), &latest = *successful.back();
  const std::string from = std::to_string(earliest.success->year), to = std::to_string(latest.success->year);
  const std::string name = capitalised(in_sentence(earliest.name));
  if (n == 1) return name + " first succeeded in " + from;
  if (earliest.success->when == latest.success->when)
    return capitalised(number_word(static_cast<std::int64_t>(n))) + " countries first succeeded in " + from;
  const bool is_sole = successful[1]->success->when > earliest.success->when,
             is_last = successful[n - 2]->success->when < latest.success->when;
  if (!is_sole) return "First successes by country range from " + from + " to " + to;
  return name + " was first in " + from + (is_last ? ", " + in_sentence(latest.name) + " latest in " + to : "");
}

std::string in_words(const Country& country) {
  const std::string attempt = std::to_string(country.attempt.year);
  if (!country.success) return country.name + " tried in " + attempt + ", without success";
  const std::string success = country.name + " " + std::to_string(country.success->year);
  return country.success->when > country.attempt.when ? success + " (tried in " + attempt + ")" : success;
}

std::string alt(const std::vector<Country>& countries, const LaunchCounts& counted) {
  constexpr std::size_t kNamed = 20;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(kNamed, countries.size()); ++i) parts.push_back(in_words(countries[i]));
  if (countries.size() > kNamed)
    parts.push_back(grouped(static_cast<std::int64_t>(countries.size() - kNamed)) + " more");
  return "Chart of the first launch and the first success from each country, " +
         span_of_years(counted.first, counted.last) + ": " + join(parts, "; ") + ".";
}

Table published(const std::vector<Country>& countries) {
  ColumnBuilder names("country", Type::category), launches("launches", Type::integer),
      attempts("first_attempt", Type::integer), tried("first_rocket", Type::category),
      successes("first_success", Type::integer), rockets("first_successful_rocket", Type::category);
  for (const Country& country : countries) {
    names.add(std::string_view(country.name));
    launches.add(country.launches);
    attempts.add(country.attempt.year);
    tried.add(std::string_view(country.attempt.rocket));
    if (country.success) {
      successes.add(country.success->year);
      rockets.add(std::string_view(country.success->rocket));
    } else {
      successes.add_missing();
      rockets.add_missing();
    }
  }
  return Table({names.build(), launches.build(), attempts.build(), tried.build(), successes.build(), rockets.build()});
}

std::vector<std::string> notes(const Input& input, const Selection& selection, const std::vector<Country>& countries,
                               const LaunchCounts& all, const LaunchCounts& counted, const Params& params) {
  std::vector<std::string> notes = gaps_in_words(counted, unfinished(input.facts.most, counted.last));
  for (std::string& sentence : left_out(all.drawn - counted.drawn, "a country")) notes.push_back(std::move(sentence));
  for (std::string& sentence : territories_in_words(input.table, selection)) notes.push_back(std::move(sentence));
  if (params.from) notes.push_back("First within the years shown.");
  const auto is_it = [&](const Country& country) { return is_chosen(country, params.highlight); };
  if (!params.highlight.empty() && std::none_of(countries.begin(), countries.end(), is_it))
    notes.push_back("No launch from '" + params.highlight + "' in this selection.");
  return notes;
}

std::string which(const std::vector<Country>& countries, const Params& params) {
  const auto all = static_cast<std::int64_t>(countries.size());
  return params.top >= all ? "" : ", first " + number_word(params.top) + " of " + grouped(all);
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts all = count_launches(input.table, {"country"}, selection);
  const LaunchCounts counted =
      only(all, [&](std::size_t row) { return all.counts.column("country").text(row) != kUnknown; });
  if (counted.drawn == 0) return nothing_left(input, why_none_has("a country", all, selection));
  const std::vector<Country> countries = countries_of(launches_of_countries(input.table, selection), counted);

  Chart chart = opening(input, counted.drawn);
  chart.title = finding(countries);
  chart.subtitle = "First launch (ring) and first success (dot) by country of launch" + which(countries, params) +
                   scope_in_words(counted, selection);
  chart.notes = notes(input, selection, countries, all, counted, params);
  chart.alt = alt(countries, counted);
  chart.mark = spans_of(countries, params);
  chart.x.kind = AxisKind::year;
  chart.y.kind = AxisKind::band;
  chart.table = published(countries);
  chart.units = {"", "launches", "", "", "", ""};
  return chart;
}

ColumnNeed if_there(const LaunchColumn& column) {
  ColumnNeed need = column.required<ColumnNeed>();
  need.optional = true;
  return need;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>(
             "first-launches", "First launches by country",
             "When the first rocket was launched from each country, and when the first succeeded.",
             {country_column().required<ColumnNeed>(), status_column().required<ColumnNeed>(), if_there(date_column()),
              if_there(detail_column()), if_there(location_column())})
      .param(&Params::top, shared::kTop)
      .between(1, 50)
      .param(&Params::highlight, shared::kHighlight)
      .example({{"highlight", std::string("India")}})
      .draws(draw);
}

}  // namespace perigee::analyses::first_launches
