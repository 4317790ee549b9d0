#include "perigee/stat/period.h"

#include <charconv>
#include <cstddef>

#include "perigee/base/clock.h"
#include "perigee/base/text.h"
#include "perigee/stat/weekdays.h"

namespace perigee {
namespace {

std::string day_and_month(const DataEnd& end) {
  const std::string month(kMonths[static_cast<std::size_t>(end.month - 1)]);
  return end.day == 0 ? month : std::to_string(end.day) + " " + month;
}

// The digits at `at`, as many as asked for, or nothing.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (text.size() < at + count) return std::nullopt;
  int number = 0;
  const char* const end = text.data() + at + count;
  const auto read = std::from_chars(text.data() + at, end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::string span_of_years(std::int64_t from, std::int64_t to) {
  return from == to ? std::to_string(from) : std::to_string(from) + "–" + std::to_string(to);
}

std::string years_in_words(const std::vector<std::int64_t>& years) {
  std::vector<std::string> runs;
  for (std::size_t begin = 0, end = 0; begin < years.size(); begin = end) {
    for (end = begin + 1; end < years.size() && years[end] == years[end - 1] + 1;) ++end;
    runs.push_back(span_of_years(years[begin], years[end - 1]));
  }
  return in_words(runs);
}

std::string DataEnd::in_words() const { return day_and_month(*this) + " " + std::to_string(year); }

std::string DataEnd::note() const { return std::to_string(year) + ": data to " + day_and_month(*this) + " only"; }

std::optional<DataEnd> partial_year(std::string_view greatest_date) {
  const auto year = digits(greatest_date, 0, 4), month = digits(greatest_date, 5, 2), day = digits(greatest_date, 8, 2);
  if (!year || !month || greatest_date[4] != '-' || !is_valid({*year, *month, day.value_or(1)})) return std::nullopt;
  if (*month == 12 && day.value_or(31) == 31) return std::nullopt;
  return DataEnd{*year, *month, day.value_or(0)};
}

}  // namespace perigee
