// The share of launches that succeeded, year by year, with the band in which the true share lies.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "perigee/analyses/launches.h"
#include "perigee/base/text.h"
#include "perigee/stat/outcome.h"
#include "perigee/stat/wilson.h"

namespace perigee::analyses::success_rate {
namespace {

struct Params {
  std::optional<std::int64_t> from, to;
  std::int64_t window = 1;
  double confidence = 95;
};

constexpr double kPercent = 100;

// Launches whose outcome is known, and how many of them succeeded.
struct Tries {
  std::int64_t launches = 0, successes = 0;

  double share() const { return static_cast<double>(successes) / static_cast<double>(launches); }
  Tries operator+(const Tries& other) const { return {launches + other.launches, successes + other.successes}; }
};

// One entry a year from the first to the last, also without launches.
struct Years {
  std::int64_t first = 0;
  std::vector<Tries> tries;

  std::int64_t last() const { return first + static_cast<std::int64_t>(tries.size()) - 1; }
  Tries between(std::int64_t from, std::int64_t to) const {
    Tries sum;
    for (std::int64_t year = std::max(from, first); year <= std::min(to, last()); ++year)
      sum = sum + tries[static_cast<std::size_t>(year - first)];
    return sum;
  }
};

// What the picture shows of one year: its launches and those of the years before it within the window.
struct Estimate {
  std::int64_t from = 0, year = 0;
  Tries tries;
  Interval interval;
};

LaunchCounts with_known_outcome(const LaunchCounts& launches) {
  const Column& outcomes = launches.counts.column("status");
  return only(launches, [&](std::size_t row) { return outcomes.text(row) != kUnknown; });
}

Years by_year(const LaunchCounts& launches) {
  Years years{launches.first, std::vector<Tries>(static_cast<std::size_t>(launches.last - launches.first + 1))};
  const Table& counts = launches.counts;
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    const std::int64_t n = counts.column("n").integer(row);
    const bool succeeded = counts.column("status").text(row) == kSuccess;
    Tries& year = years.tries[static_cast<std::size_t>(counts.column("year").integer(row) - years.first)];
    year = year + Tries{n, succeeded ? n : 0};
  }
  return years;
}

std::vector<Estimate> estimates_of(const Years& years, const Params& params) {
  const double z = two_sided_z(params.confidence / kPercent);
  std::vector<Estimate> estimates;
  for (std::int64_t year = years.first; year <= years.last(); ++year) {
    const std::int64_t from = std::max(years.first, year - params.window + 1);
    const Tries tries = years.between(from, year);
    estimates.push_back({from, year, tries, wilson(tries.successes, tries.launches, z)});
  }
  return estimates;
}

// The first and the last years that are compared: ten of each, fewer where the two would meet.
struct Ends {
  std::int64_t first_from, first_to, last_from, last_to;
};

Ends ends_of(const Years& years) {
  constexpr std::int64_t kMost = 10;
  const std::int64_t length = std::min(kMost, static_cast<std::int64_t>(years.tries.size()) / 2);
  return {years.first, years.first + length - 1, years.last() - length + 1, years.last()};
}

std::string one_outcome(const Tries& all) {
  if (all.launches == 1) return all.successes == 1 ? "The only launch succeeded" : "The only launch failed";
  if (all.successes == 0) return "None of " + launches_in_words(all.launches) + " succeeded";
  return "All " + launches_in_words(all.launches) + " succeeded";
}

std::string overall(const Tries& all) {
  return percent(all.share()) + " of " + launches_in_words(all.launches) + " succeeded";
}

// A rise or fall is claimed only where chance does not explain it: where the bands of both ends are apart.
std::string finding(const Years& years, const Params& params) {
  const Tries all = years.between(years.first, years.last());
  if (all.successes == 0 || all.successes == all.launches) return one_outcome(all);
  if (years.tries.size() == 1) return overall(all);
  const Ends ends = ends_of(years);
  const Tries before = years.between(ends.first_from, ends.first_to),
              after = years.between(ends.last_from, ends.last_to);
  const double z = two_sided_z(params.confidence / kPercent);
  const Interval early = wilson(before.successes, before.launches, z),
                 late = wilson(after.successes, after.launches, z);
  const bool rose = early.high < late.low, fell = late.high < early.low;
  const std::string from = percent(before.share()), to = percent(after.share());
  if (!rose && !fell) return overall(all) + ", without a clear trend";
  if (from == to) return overall(all);
  return std::string("Success rate ") + (rose ? "rose" : "fell") + " from " + from + " (" +
         span_of_years(ends.first_from, ends.first_to) + ") to " + to + " (" +
         span_of_years(ends.last_from, ends.last_to) + ")";
}

std::string level(const Params& params) { return plain(params.confidence) + "%"; }

std::string subtitle(const LaunchCounts& launches, const Selection& selection, const Params& params) {
  const std::string over =
      params.window == 1 ? " per year" : " in the " + number_word(params.window) + " years up to each";
  return "Share of launches that succeeded" + over + ", with " + level(params) + " confidence band" +
         scope_in_words(launches, selection);
}

std::string in_year(const Estimate& estimate) {
  return percent(estimate.tries.share()) + " in " + span_of_years(estimate.from, estimate.year);
}

// The least and the greatest share of a year; of equal ones the first.
std::string alt(const std::vector<Estimate>& estimates, const LaunchCounts& launches, const Params& params) {
  std::vector<Estimate> known;
  std::copy_if(estimates.begin(), estimates.end(), std::back_inserter(known),
               [](const Estimate& estimate) { return estimate.tries.launches > 0; });
  const auto is_less = [](const Estimate& a, const Estimate& b) { return a.tries.share() < b.tries.share(); };
  const Estimate least = *std::min_element(known.begin(), known.end(), is_less),
                 most = *std::max_element(known.begin(), known.end(), is_less);
  std::string text = "Line chart of the share of launches that succeeded, " +
                     span_of_years(launches.first, launches.last) + ", with a band of " + level(params) +
                     " confidence that is wide where launches are few.";
  if (known.size() == 1) return text + " It was " + in_year(least) + ".";
  return text + " Lowest: " + in_year(least) + "; highest: " + in_year(most) + ".";
}

Lines lines(const std::vector<Estimate>& estimates) {
  Series series{.name = "Success rate", .hue = Hue::blue};
  for (const Estimate& estimate : estimates) {
    const bool known = estimate.tries.launches > 0;
    const double share = known ? kPercent * estimate.tries.share() : std::numeric_limits<double>::quiet_NaN();
    series.points.push_back({static_cast<double>(estimate.year), share});
    series.band.push_back({kPercent * estimate.interval.low, kPercent * estimate.interval.high});
  }
  series.value_label = in_year(estimates.back());
  return {{std::move(series)}};
}

Table published(const Years& years, const std::vector<Estimate>& estimates) {
  ColumnBuilder year("year", Type::integer), launches("launches", Type::integer), successes("successes", Type::integer),
      rate("success_rate", Type::real), low("low", Type::real), high("high", Type::real);
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    const Estimate& estimate = estimates[i];
    const bool known = estimate.tries.launches > 0;
    year.add(estimate.year);
    launches.add(years.tries[i].launches);
    successes.add(years.tries[i].successes);
    rate.add(known ? estimate.tries.share() : std::numeric_limits<double>::quiet_NaN());
    low.add(known ? estimate.interval.low : std::numeric_limits<double>::quiet_NaN());
    high.add(known ? estimate.interval.high : std::numeric_limits<double>::quiet_NaN());
  }
  return Table({year.build(), launches.build(), successes.build(), rate.build(), low.build(), high.build()});
}

// "Partial and prelaunch failures count as failures.", of those that there are.
std::vector<std::string> halves_in_words(const LaunchCounts& launches) {
  const Column& outcomes = launches.counts.column("status");
  const auto occurs = [&outcomes](std::string_view outcome) {
    for (std::size_t row = 0; row < outcomes.size(); ++row)
      if (outcomes.text(row) == outcome) return true;
    return false;
  };
  std::vector<std::string> kinds;
  if (occurs(kPartialFailure)) kinds.emplace_back("partial");
  if (occurs(kPrelaunchFailure)) kinds.emplace_back("prelaunch");
  if (kinds.empty()) return {};
  return {capitalised(in_words(kinds)) + " failures count as failures."};
}

std::vector<std::string> notes(const LaunchCounts& all, const LaunchCounts& known, const std::optional<DataEnd>& end) {
  std::vector<std::string> notes = gaps_in_words(known, end);
  for (std::string& sentence : left_out(all.drawn - known.drawn, "a known outcome"))
    notes.push_back(std::move(sentence));
  for (std::string& sentence : halves_in_words(known)) notes.push_back(std::move(sentence));
  return notes;
}

Chart draw(const Input& input, const Params& params) {
  const Selection selection{params.from, params.to, input.filter};
  const LaunchCounts all = count_launches(input.table, {"status"}, selection);
  const LaunchCounts launches = with_known_outcome(all);
  if (launches.drawn == 0) return nothing_left(input, why_none_has("a known outcome", all, selection));
  const Years years = by_year(launches);
  const std::vector<Estimate> estimates = estimates_of(years, params);

  Chart chart = opening(input, launches.drawn);
  chart.title = finding(years, params);
  chart.subtitle = subtitle(launches, selection, params);
  chart.notes = notes(all, launches, unfinished(input.facts.most, launches.last));
  chart.alt = alt(estimates, launches, params);
  chart.mark = lines(estimates);
  chart.x.kind = AxisKind::year;
  chart.y = {.kind = AxisKind::linear, .most = kPercent, .from_zero = false, .unit = "%"};
  chart.table = published(years, estimates);
  chart.units = {"", "launches", "launches", "", "", ""};
  return chart;
}

}  // namespace

Analysis analysis() {
  return describe_launches<Params>("success-rate", "Success rate",
                                   "The share of launches that succeeded, with the confidence band of few or many.",
                                   {status_column().required<ColumnNeed>()})
      .param(&Params::window, "window", "how many years each point covers, up to and including its own")
      .between(1, 50)
      .param(&Params::confidence, "confidence", "confidence level of the band, per cent")
      .between(50, 99.9)
      .example({{"window", std::int64_t{5}}})
      .draws(draw);
}

}  // namespace perigee::analyses::success_rate
