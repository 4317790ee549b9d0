// Launches by weekday and month: a matrix with the total of each weekday.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/weekdays.h"

namespace perigee::analyses::calendar {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::string highlight;
};

// Launches by weekday, from Monday, and month.
struct Calendar {
  std::array<std::array<std::int64_t, kMonths.size()>, kWeekdays.size()> n{};

  std::int64_t on(std::size_t weekday) const {
    std::int64_t sum = 0;
    for (const std::int64_t launches : n[weekday]) sum += launches;
    return sum;
  }
  std::int64_t in(std::size_t month) const {
    std::int64_t sum = 0;
    for (const auto& weekday : n) sum += weekday[month];
    return sum;
  }
};

LaunchCounts with_a_day(const LaunchCounts& launches) {
  const Column& weekdays = launches.counts.column("weekday");
  return only(launches, [&](std::size_t row) { return !weekdays.is_missing(row); });
}

Calendar calendar_of(const Table& counts) {
  Calendar calendar;
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    const auto weekday = static_cast<std::size_t>(counts.column("weekday").integer(row) - 1);
    const auto month = static_cast<std::size_t>(counts.column("month").integer(row) - 1);
    calendar.n[weekday][month] += counts.column("n").integer(row);
  }
  return calendar;
}

// The names of greatest or of least count.
template <std::size_t N>
std::vector<std::string> with_count(const std::array<std::string_view, N>& names,
                                    const std::array<std::int64_t, N>& counts, std::int64_t count) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < N; ++i)
    if (counts[i] == count) found.emplace_back(names[i]);
  return found;
}

std::array<std::int64_t, kWeekdays.size()> by_weekday(const Calendar& calendar) {
  std::array<std::int64_t, kWeekdays.size()> counts{};
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = calendar.on(i);
  return counts;
}

std::array<std::int64_t, kMonths.size()> by_month(const Calendar& calendar) {
  std::array<std::int64_t, kMonths.size()> counts{};
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = calendar.in(i);
  return counts;
}

// "Wednesdays", "Mondays and Tuesdays"; of three or more "four weekdays".
std::string plural(const std::vector<std::string>& weekdays) {
  if (weekdays.size() > 2) return number_word(static_cast<std::int64_t>(weekdays.size())) + " weekdays";
  std::vector<std::string> words;
  for (const std::string& weekday : weekdays) words.push_back(weekday + "s");
  return in_words(words);
}

std::string finding(const Calendar& calendar, std::int64_t all) {
  const auto counts = by_weekday(calendar);
  const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
  const std::vector<std::string> busiest = with_count(kWeekdays, counts, *most),
                                 quietest = with_count(kWeekdays, counts, *least);
  if (all == 1) return "The only launch was on a " + busiest.front();
  if (*most == all) return "All " + grouped(all) + " launches were on " + busiest.front() + "s";
  if (*least == *most) return "Every weekday saw " + launches_in_words(*most);
  if (busiest.size() > 2) return capitalised(plural(busiest)) + " lead with " + launches_in_words(*most) + " each";
  if (quietest.size() > 1) return "Most launches fall on " + plural(busiest);
  return "Most launches fall on " + plural(busiest) + ", fewest on " + quietest.front() + "s";
}

template <std::size_t N>
std::string counts_in_words(const std::array<std::string_view, N>& names, const std::array<std::int64_t, N>& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < N; ++i) parts.push_back(std::string(names[i]) + " " + grouped(counts[i]));
  return in_words(parts);
}

std::string alt(const Calendar& calendar, const LaunchCounts& launches) {
  return "Matrix of launches by weekday and month, " + span_of_years(launches.first, launches.last) +
         ". By weekday: " + counts_in_words(kWeekdays, by_weekday(calendar)) +
         ". By month: " + counts_in_words(kMonths, by_month(calendar)) + ".";
}

std::string short_name(std::string_view month) { return std::string(month.substr(0, 3)); }

std::optional<std::size_t> chosen(const std::string& highlight) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i)
    if (lower(kWeekdays[i]) == lower(trim(highlight))) return i;
  return std::nullopt;
}

Cells cells(const Calendar& calendar, const Params& params) {
  Cells cells{.total_heading = "Total", .strong_row = chosen(params.highlight), .ramp = Ramp::amounts};
  for (const std::string_view month : kMonths) cells.columns.push_back(short_name(month));
  for (std::size_t weekday = 0; weekday < kWeekdays.size(); ++weekday) {
    CellRow row{std::string(kWeekdays[weekday]), {}, grouped(calendar.on(weekday))};
    for (const std::int64_t n : calendar.n[weekday]) row.values.emplace_back(static_cast<double>(n));
    cells.rows.push_back(std::move(row));
  }
  return cells;
}

Table published(const Calendar& calendar) {
  ColumnBuilder names("weekday", Type::category), totals("launches", Type::integer);
  for (std::size_t weekday = 0; weekday < kWeekdays.size(); ++weekday) {
    names.add(kWeekdays[weekday]);
    totals.add(calendar.on(weekday));
  }
  std::vector<Column> columns{names.build(), totals.build()};
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    ColumnBuilder launches(std::string(kMonths[month]), Type::integer);
    for (const auto& weekday : calendar.n) launches.add(weekday[month]);
    columns.push_back(launches.build());
  }
  return Table(std::move(columns));
}

std::vector<std::string> notes(const LaunchCounts& all, const LaunchCounts& dated, const std::optional<DataEnd>& end,
                               const Params& params) {
  std::vector<std::string> notes = gaps_in_words(dated, end);
  for (std::string& sentence : left_out(all.drawn - dated.drawn, "a day")) notes.push_back(std::move(sentence));
  notes.push_back("Days as in UTC.");
  if (!params.highlight.empty() && !chosen(params.highlight))
    notes.push_back("'" + params.highlight + "' is no weekday: highlight one such as Monday.");
  return notes;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts all = count_launches(with_weekdays(input.table, "date"), {"weekday", "month"}, selection);
  const LaunchCounts dated = with_a_day(all);
  if (dated.drawn == 0) return nothing_left(input, why_none_has("a known day", all, selection));
  const Calendar calendar = calendar_of(dated.counts);

  Chart chart = opening(input, dated.drawn);
  chart.title = finding(calendar, dated.drawn);
  chart.subtitle = "Launches by weekday and month" + scope_in_words(dated, selection);
  chart.notes = notes(all, dated, unfinished(input.facts.most, dated.last), params);
  chart.alt = alt(calendar, dated);
  chart.mark = cells(calendar, params);
  chart.table = published(calendar);
  chart.units = std::vector<std::string>(chart.table.columns().size(), "launches");
  chart.units.front() = "";
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("calendar", "Launches by weekday and month",
                                   "On which weekdays and in which months rockets were launched.",
                                   {date_column().required<ColumnNeed>()})
      .param(&Params::highlight, shared::kHighlight)
      .example({{"highlight", std::string("Sunday")}})
      .draws(draw);
}

}  // namespace perigee::analyses::calendar
