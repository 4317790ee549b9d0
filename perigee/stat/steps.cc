#include "perigee/stat/steps.h"

#include <algorithm>
#include <cmath>

#include "perigee/data/date.h"
#include "perigee/stat/numbers.h"
#include "perigee/stat/wording.h"

namespace perigee {
namespace {

constexpr std::int64_t kDay = 86'400'000, kSecond = 1000;
constexpr std::size_t kMostPeriods = 20'000;  // more than a picture has columns of pixels

std::vector<std::int64_t> times_of(const Column& column) {
  std::vector<std::int64_t> times(column.size());
  column.read(0, times);
  return times;
}

// The least and greatest time that is not missing; nothing where all are.
struct Span {
  std::int64_t first = 0, last = 0;
};
std::optional<Span> span_of(const std::vector<std::int64_t>& times) {
  std::optional<Span> span;
  for (const std::int64_t time : times) {
    if (time == kMissing) continue;
    if (!span) span = Span{time, time};
    span->first = std::min(span->first, time);
    span->last = std::max(span->last, time);
  }
  return span;
}

bool has_time_of_day(const std::vector<std::int64_t>& times) {
  return std::any_of(times.begin(), times.end(),
                     [](std::int64_t time) { return time != kMissing && time % kDay != 0; });
}

Every chosen(const std::vector<std::int64_t>& times, const Span& span, std::optional<Every> every, std::size_t most) {
  const Every finest = has_time_of_day(times) ? Every::hour : Every::day;
  const Every fitting = every_for(span.first, span.last, every ? kMostPeriods : most, every.value_or(finest));
  return std::max(fitting, every.value_or(finest));
}

// The last period, where the data end a day or more before it does.
std::optional<std::size_t> unfinished(Every every, const std::vector<std::int64_t>& starts, const std::string& end) {
  const DateReading read = read_date(end, DayOrder::day_first);
  if (every < Every::month || !read.valid || read.precision > Precision::day) return std::nullopt;
  const std::int64_t next_day = period_after(Every::day, period_start(Every::day, read.millis()));
  const bool is_last = read.millis() >= starts.back() && next_day < period_after(every, starts.back());
  return is_last ? std::optional(starts.size() - 1) : std::nullopt;
}

// The year, or whole seconds.
double place_of(Every every, std::int64_t start) {
  const std::int64_t seconds = start / kSecond;
  return every == Every::year ? std::stod(period_in_words(every, start)) : static_cast<double>(seconds);
}

Steps of_dates(const Column& column, std::optional<Every> every, std::size_t most, const std::string& end) {
  const std::vector<std::int64_t> times = times_of(column);
  Steps steps{.kind = Steps::Kind::dates, .at = {}, .names = {}, .codes = {}, .partial_from = {}};
  steps.codes.assign(times.size(), Words::kNoWord);
  const std::optional<Span> span = span_of(times);
  if (!span) return steps;
  steps.every = chosen(times, *span, every, most);
  const std::vector<std::int64_t> starts = periods(steps.every, span->first, span->last);
  for (const std::int64_t start : starts) {
    steps.at.push_back(place_of(steps.every, start));
    steps.names.push_back(period_in_words(steps.every, start));
  }
  for (std::size_t row = 0; row < times.size(); ++row)
    if (times[row] != kMissing)
      steps.codes[row] =
          static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), times[row]) - starts.begin() - 1);
  steps.partial_from = unfinished(steps.every, starts, end);
  return steps;
}

// Every year from the first to the last, or the numbers that occur.
std::vector<double> places(std::vector<double> values, bool are_years) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (!are_years || values.empty()) return values;
  std::vector<double> years;
  const auto first = static_cast<int>(values.front()), last = static_cast<int>(values.back());
  for (int year = first; year <= last; ++year) years.push_back(year);
  return years;
}

Steps of_numbers(const Column& column) {
  const std::vector<double> values = numbers(column);
  const NumberWords words(column.name(), values);
  Steps steps{.kind = words.is_year() ? Steps::Kind::years : Steps::Kind::numbers,
              .at = places(values, words.is_year()),
              .names = {},
              .codes = {},
              .partial_from = {}};
  for (const double at : steps.at) steps.names.push_back(words(at));
  for (const double value : values) {
    const auto found = std::lower_bound(steps.at.begin(), steps.at.end(), value);
    steps.codes.push_back(std::isfinite(value) ? static_cast<std::uint32_t>(found - steps.at.begin()) : Words::kNoWord);
  }
  return steps;
}

}  // namespace

Steps steps_of(const Column& column, std::optional<Every> every, std::size_t most, const std::string& end) {
  return column.type() == Type::datetime ? of_dates(column, every, most, end) : of_numbers(column);
}

}  // namespace perigee
