#include "perigee/stat/launches.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "perigee/base/clock.h"
#include "perigee/base/text.h"
#include "perigee/stat/count.h"
#include "perigee/stat/outcome.h"
#include "perigee/stat/summarize.h"
#include "perigee/stat/where.h"

namespace perigee {

std::string_view sector_word(std::string_view cell) {
  const std::string word = lower(trim(cell));
  if (word == "p" || word == "private") return kPrivate;
  if (word == "s" || word == "state" || word == "government") return kState;
  return kOtherSector;
}

bool is_sector(std::string_view text) { return sector_word(text) != kOtherSector || lower(trim(text)) == "other"; }

namespace {

// The year as an integer, also where the column is real ("2020.0") or a date.
std::int64_t year_of(const Column& column, std::size_t row) {
  if (column.type() == Type::integer) return column.integer(row);
  constexpr double kFarthest = 1e15;  // any number there is far beyond every year
  if (column.type() == Type::real)
    return static_cast<std::int64_t>(std::clamp(column.number(row), -kFarthest, kFarthest));
  return civil_of(column.integer(row)).year;
}

std::string_view spelled_out(const std::string& column, std::string_view text) {
  if (column == "sector") return sector_word(text);
  if (column == "status") return outcome_word(text);
  return trim(text).empty() ? kUnknown : text;
}

// Each word of a category is spelled out once, however many rows hold it.
Column spelled_out(const Column& column) {
  std::vector<std::string_view> spelled;
  for (const std::string& word : column.dictionary()) spelled.push_back(spelled_out(column.name(), word));
  ColumnBuilder words(column.name(), Type::category);
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.is_missing(row))
      words.add(spelled_out(column.name(), ""));
    else
      words.add(column.type() == Type::category ? spelled[column.code(row)]
                                                : spelled_out(column.name(), column.text(row)));
  }
  return words.build();
}

Table with_words(const Table& counts, const std::string& key) {
  const Column& words = counts.column(key);
  if (words.type() != Type::category && words.type() != Type::text) return counts;
  return counts.with(spelled_out(words));
}

struct Extent {
  std::int64_t first = 0, last = 0;
};

// Of a counted table: ascending by year, missing years last.
Extent years_of(const Table& counts) {
  const Column& years = counts.column("year");
  const std::size_t known = years.size() - years.missing();
  return known == 0 ? Extent{} : Extent{years.integer(0), years.integer(known - 1)};
}

}  // namespace

Table with_whole_years(const Table& table) {
  const Column& years = table.column("year");
  if (years.type() == Type::integer) return table;
  ColumnBuilder whole("year", Type::integer);
  for (std::size_t row = 0; row < years.size(); ++row) {
    if (years.is_missing(row))
      whole.add_missing();
    else
      whole.add(year_of(years, row));
  }
  return table.with(whole.build());
}

LaunchCounts count_launches(const Table& launches, std::vector<std::string> keys, const Selection& selection) {
  keys.insert(keys.begin(), "year");
  Table all = count(with_whole_years(launches), keys);
  for (auto key = keys.begin() + 1; key != keys.end(); ++key) all = with_words(all, *key);
  all = summarize(all, keys, {{Statistic::sum, "n", "n"}});

  LaunchCounts result;
  result.counts = between(all, "year", selection.from.value_or(kFirstYear), selection.to.value_or(kLastYear));
  result.drawn = total(result.counts, "n");
  result.matching = static_cast<std::int64_t>(launches.rows());
  const Column& years = all.column("year");
  result.without_year = total(where(all, [&](std::size_t row) { return years.is_missing(row); }), "n");
  const Extent shown = years_of(result.counts), data = years_of(all);
  result.first = shown.first, result.last = shown.last;
  result.data_first = data.first, result.data_last = data.last;
  return result;
}

LaunchCounts only(LaunchCounts launches, const std::function<bool(std::size_t)>& keep) {
  launches.counts = where(launches.counts, keep);
  launches.drawn = total(launches.counts, "n");
  const Extent shown = years_of(launches.counts);
  launches.first = shown.first, launches.last = shown.last;
  return launches;
}

Table within(const Table& launches, const Selection& selection) {
  const std::int64_t from = selection.from.value_or(kFirstYear), to = selection.to.value_or(kLastYear);
  const Column& years = launches.column("year");
  return where(launches, [&](std::size_t row) {
    return !years.is_missing(row) && year_of(years, row) >= from && year_of(years, row) <= to;
  });
}

double when_of(const Table& launches, std::size_t row) {
  constexpr double kMidYear = 0.5, kDays = 366;
  const std::int64_t year = launches.column("year").integer(row);
  const Column* const dates = launches.find("date");
  const bool has_day = dates != nullptr && !dates->is_missing(row) && dates->precision(row) <= Precision::day;
  const Civil day = has_day ? civil_of(dates->integer(row)) : Civil{};
  if (!has_day || day.year != year) return static_cast<double>(year) + kMidYear;
  const auto passed = static_cast<double>(days_from_civil(day) - days_from_civil({day.year, 1, 1}));
  return static_cast<double>(year) + passed / kDays;
}

std::int64_t total(const Table& table, const std::string& column) {
  const Column& numbers = table.column(column);
  std::int64_t sum = 0;
  for (std::size_t row = 0; row < numbers.size(); ++row) sum += numbers.is_missing(row) ? 0 : numbers.integer(row);
  return sum;
}

std::optional<DataEnd> unfinished(const std::vector<std::pair<std::string, std::string>>& most, std::int64_t last) {
  for (const std::string_view role : {"date", "year"})
    for (const auto& [name, greatest] : most)
      if (name == role)
        if (const auto end = partial_year(greatest); end && end->year == last) return end;
  return std::nullopt;
}

}  // namespace perigee
