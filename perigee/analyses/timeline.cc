// Launches per year, state and private, and the year in which private launches first overtook state launches.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/complete.h"
#include "perigee/stat/crossover.h"
#include "perigee/stat/pivot.h"

namespace perigee::analyses::timeline {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::string highlight;
};

// One sector's launches per year.
struct Line {
  std::string name;
  Hue hue;
  std::vector<Point> points;
  std::int64_t sum = 0;
};

// Everything the sentences are made of.
struct Story {
  LaunchCounts launches;
  std::optional<DataEnd> end;  // the last year is not over
  Table years;                 // year, Private, State, Other: one row a year, no gaps
  Crossover lead;              // private over state
};

Table by_year(const LaunchCounts& launches) {
  const Table wide = complete(pivot(launches.counts, "year", "sector", "n"), "year", launches.first, launches.last);
  std::vector<Column> columns{wide.column("year")};
  for (const std::string_view sector : {kPrivate, kState, kOtherSector}) {
    if (const Column* counted = wide.find(sector)) {
      columns.push_back(*counted);
      continue;
    }
    ColumnBuilder none(std::string(sector), Type::integer);
    for (std::size_t row = 0; row < wide.rows(); ++row) none.add(std::int64_t{0});
    columns.push_back(none.build());
  }
  return Table(std::move(columns));
}

Line line(const Table& years, std::string_view sector, Hue hue) {
  Line line{std::string(sector), hue, {}, total(years, std::string(sector))};
  for (std::size_t row = 0; row < years.rows(); ++row)
    line.points.push_back({years.column("year").number(row), years.column(sector).number(row)});
  return line;
}

bool has(const std::vector<std::int64_t>& years, std::int64_t year) {
  return std::find(years.begin(), years.end(), year) != years.end();
}

std::int64_t in_year(const Story& story, std::string_view sector, std::int64_t year) {
  return story.years.column(sector).integer(static_cast<std::size_t>(year - story.launches.first));
}

// "35 private, 26 state"
std::string score(const Story& story, std::int64_t year) {
  return grouped(in_year(story, kPrivate, year)) + " private, " + grouped(in_year(story, kState, year)) + " state";
}

// "First" is claimed only where the years before were looked at, and "again" where private launches had led before.
std::string overtaking(const Story& story) {
  const std::int64_t year = *story.lead.first;
  const bool sees_the_start = story.launches.first == story.launches.data_first;
  const bool had_led = story.lead.ahead.front() < year;
  const std::string first = sees_the_start && !had_led ? "first " : "", again = had_led ? " again" : "";
  return "Private launches " + first + "overtook state launches" + again + " in " + std::to_string(year);
}

// A year that is not over may still end the other way.
bool is_so_far(const Story& story, std::int64_t year) { return story.end && story.end->year == year; }

std::string leading_so_far(const Story& story, std::string_view sector, std::string_view other) {
  const std::int64_t year = story.end->year;
  return std::string(sector) + " launches lead in " + std::to_string(year) + " so far, " +
         grouped(in_year(story, sector, year)) + " to " + grouped(in_year(story, other, year));
}

std::string one_sided(std::int64_t priv, std::int64_t state) {
  if (priv == 0 && state == 0) return "No launch is known as private or state";
  const bool is_private = state == 0;
  const std::int64_t n = priv + state;
  if (n == 1) return std::string("The only launch was ") + (is_private ? "private" : "a state launch");
  return "All " + grouped(n) + (is_private ? " launches were private" : " launches were state launches");
}

std::string finding(const Story& story) {
  const std::int64_t priv = total(story.years, "Private"), state = total(story.years, "State");
  if (priv == 0 || state == 0) {
    const std::int64_t other = total(story.years, "Other");
    return other > 0 && priv + state > 0 ? (priv == 0 ? "No launch is known as private" : "No launch is known as state")
                                         : one_sided(priv, state);
  }
  const std::string years = span_of_years(story.launches.first, story.launches.last);
  if (story.years.rows() == 1) return years + ": " + score(story, story.launches.first) + " launches";
  if (story.lead.first)
    return is_so_far(story, *story.lead.first) ? leading_so_far(story, kPrivate, kState) : overtaking(story);
  if (story.lead.ahead.size() == story.years.rows()) return "Private launches led in every year, " + years;
  if (story.lead.ahead.empty()) return "Private launches never outnumbered state launches, " + years;
  if (story.lead.behind.empty()) return "Private launches never fell behind, " + years;
  if (is_so_far(story, story.lead.behind.front())) return leading_so_far(story, kState, kPrivate);
  return "State launches overtook private launches in " + std::to_string(story.lead.behind.front());
}

std::string peak(const Line& line) {
  const auto most = std::max_element(line.points.begin(), line.points.end(),
                                     [](const Point& a, const Point& b) { return a.y < b.y; });
  return line.name + " launches peak at " + grouped(static_cast<std::int64_t>(most->y)) + " in " +
         std::to_string(static_cast<std::int64_t>(most->x)) + ".";
}

std::string years_ahead(const Crossover& lead) {
  if (lead.ahead.empty()) return "In no year were there more private than state launches.";
  return "There were more private than state launches in " + std::string(lead.ahead.size() == 1 ? "one year" : "") +
         (lead.ahead.size() == 1 ? "" : number_word(static_cast<std::int64_t>(lead.ahead.size())) + " years") + ": " +
         years_in_words(lead.ahead) + ".";
}

std::string alt(const Story& story, const std::vector<Line>& lines) {
  std::string text =
      "Line chart of launches per year, " + span_of_years(story.launches.first, story.launches.last) + ".";
  for (const Line& line : lines) text += " " + peak(line);
  return text + " " + years_ahead(story.lead);
}

// An unfinished year is dashed where a line leads to it.
bool is_dashed(const Story& story) { return story.end && story.years.rows() > 1; }

// The last value of a year that is over: an unfinished year would look like a fall.
std::string last_value(const Story& story, const std::string& sector) {
  const bool skips = is_dashed(story);
  const std::int64_t year = story.launches.last - (skips ? 1 : 0);
  const std::string so_far = story.end && !skips ? " so far" : "";
  return grouped(in_year(story, sector, year)) + " in " + std::to_string(year) + so_far;
}

Lines lines_of(const Story& story, const std::vector<Line>& lines, const std::string& highlight) {
  Lines mark;
  for (const Line& line : lines) {
    Series series{line.name,
                  line.hue,
                  sector_emphasis(line.name, highlight),
                  line.points,
                  static_cast<std::size_t>(-1),
                  last_value(story, line.name)};
    if (is_dashed(story)) series.dashed_from = line.points.size() - 1;
    mark.series.push_back(std::move(series));
  }
  return mark;
}

// The point lies on the private line, which is the one that moved ahead.
std::vector<Annotation> annotations(const Story& story) {
  if (!story.lead.first || story.years.rows() == 1) return {};
  const std::int64_t year = *story.lead.first;
  const bool is_first = story.lead.ahead.front() == year;
  const Point at{static_cast<double>(year), static_cast<double>(in_year(story, kPrivate, year))};
  if (is_so_far(story, year))
    return {{at, std::to_string(year) + ": " + score(story, year), "data to " + story.end->in_words()}};
  return {{at, std::to_string(year) + ": " + score(story, year),
           is_first ? "the first year with more private launches" : "private launches led again"}};
}

// The table as it is published: with the answer to "when was private ahead?" for every year.
Table published(const Story& story, bool with_other) {
  ColumnBuilder ahead("private_ahead", Type::boolean);
  const Column& years = story.years.column("year");
  for (std::size_t row = 0; row < years.size(); ++row)
    ahead.add(static_cast<std::int64_t>(has(story.lead.ahead, years.integer(row))));
  std::vector<Column> columns{years, story.years.column("Private").renamed("private"),
                              story.years.column("State").renamed("state")};
  if (with_other) columns.push_back(story.years.column("Other").renamed("other"));
  columns.push_back(ahead.build());
  return Table(std::move(columns));
}

std::vector<std::string> notes(const Story& story, const Params& params) {
  std::vector<std::string> notes = gaps_in_words(story.launches, story.end);
  if (is_dashed(story)) notes.front() = story.end->note() + ", dashed.";
  for (std::string& sentence : no_such_sector(params.highlight)) notes.push_back(std::move(sentence));
  return notes;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  Story story{count_launches(input.table, {"sector"}, selection), std::nullopt, {}, {}};
  if (story.launches.drawn == 0) return nothing_left(input, why_nothing(story.launches, selection));
  story.end = unfinished(input.facts.most, story.launches.last);
  story.years = by_year(story.launches);
  story.lead = crossover(story.years, "year", "Private", "State");

  std::vector<Line> lines{line(story.years, kState, Hue::blue), line(story.years, kPrivate, Hue::vermillion)};
  lines.push_back(line(story.years, kOtherSector, Hue::green));
  std::erase_if(lines, [](const Line& line) { return line.sum == 0; });

  Chart chart = opening(input, story.launches.drawn);
  chart.title = finding(story);
  chart.subtitle = "Launches per year by sector" + scope_in_words(story.launches, selection);
  chart.notes = notes(story, params);
  chart.alt = alt(story, lines);
  chart.mark = lines_of(story, lines, params.highlight);
  chart.x = {AxisKind::year, {}, {}, false};
  chart.y = {AxisKind::linear, {}, {}, true};
  chart.annotations = annotations(story);
  chart.table = published(story, total(story.years, "Other") > 0);
  chart.units = std::vector<std::string>(chart.table.columns().size(), "launches");
  chart.units.front() = chart.units.back() = "";
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("timeline", "Launches per year",
                                   "Launches per year, state against private, and the year in which private first led.",
                                   {sector_column().required<ColumnNeed>()})
      .param(&Params::highlight, shared::kHighlight)
      .example({{"from", std::int64_t{1990}}})
      .draws(draw);
}

}  // namespace perigee::analyses::timeline
