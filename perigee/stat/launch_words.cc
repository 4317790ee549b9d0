#include "perigee/stat/launch_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "perigee/base/text.h"

namespace perigee {

std::string launches_in_words(std::int64_t n) { return grouped(n) + (n == 1 ? " launch" : " launches"); }

std::string percent(double share) {
  if (share > 0 && share < 0.01) return "<1%";
  if (share > 0.99 && share < 1) return ">99%";
  return std::to_string(std::lround(share * 100)) + "%";
}

std::string number_word(std::int64_t n) {
  constexpr std::array<std::string_view, 13> kWords = {"no",    "one",   "two",  "three", "four",   "five",  "six",
                                                       "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  return n >= 0 && n < static_cast<std::int64_t>(kWords.size()) ? std::string(kWords[static_cast<std::size_t>(n)])
                                                                : grouped(n);
}

std::string period_word(std::int64_t width) {
  if (width == 1) return "year";
  return width == 10 ? "decade" : number_word(width) + "-year period";
}

std::string in_sentence(const std::string& country) {
  constexpr std::array<std::string_view, 7> kWithArticle = {
      "USA", "UK", "UAE", "USSR", "Soviet Union", "United States", "United Kingdom"};
  const bool has_article = std::find(kWithArticle.begin(), kWithArticle.end(), country) != kWithArticle.end();
  return has_article ? "the " + country : country;
}

std::string capitalised(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 32);
  return sentence;
}

std::string_view territory(std::string_view location) {
  constexpr std::array<std::string_view, 3> kTerritories = {"French Guiana", "Algeria", "Marshall Islands"};
  for (const std::string_view part : split(location, ','))
    for (const std::string_view known : kTerritories)
      if (trim(part) == known) return known;
  return {};
}

std::string source_line(const std::string& source, std::int64_t drawn, std::int64_t rows) {
  if (drawn >= rows) return source + " (" + launches_in_words(drawn) + ")";
  return source + " (" + grouped(drawn) + " of " + launches_in_words(rows) + ")";
}

std::string scope_in_words(const LaunchCounts& launches, const Selection& selection) {
  return (selection.filter.empty() ? "" : ", " + selection.filter) + ", " +
         span_of_years(launches.first, launches.last);
}

namespace {

std::string years_asked(const Selection& selection) {
  if (selection.from && selection.to) return "in " + span_of_years(*selection.from, *selection.to);
  if (selection.from) return "in " + std::to_string(*selection.from) + " or later";
  return "in " + std::to_string(selection.to.value_or(kLastYear)) + " or earlier";
}

}  // namespace

Nothing why_nothing(const LaunchCounts& launches, const Selection& selection) {
  const std::string& filter = selection.filter;
  if (launches.matching == 0 && filter.empty()) return {"The dataset holds no launches.", "Load a file into it first."};
  if (launches.matching == 0)
    return {"No launches match " + filter + ".", "Check the spelling of the value, or leave the filter out."};
  if (launches.without_year == launches.matching)
    return {"None of the " + launches_in_words(launches.matching) + " has a year.",
            "Check the column that tells the year."};
  const std::string data = span_of_years(launches.data_first, launches.data_last);
  return {
      "No launches " + (filter.empty() ? "" : "with " + filter + " ") + "took place " + years_asked(selection) + ".",
      "Choose years within " + data + "."};
}

Nothing why_none_has(const std::string& what, const LaunchCounts& launches, const Selection& selection) {
  if (launches.drawn == 0) return why_nothing(launches, selection);
  const std::string filter = selection.filter.empty() ? "" : " with " + selection.filter;
  return {"None of the " + launches_in_words(launches.drawn) + filter + " in " +
              span_of_years(launches.first, launches.last) + " has " + what + ".",
          "Widen the years or the filter, or check the column."};
}

std::vector<std::string> left_out(std::int64_t launches, const std::string& without) {
  if (launches == 0) return {};
  return {capitalised(launches_in_words(launches)) + " without " + without + " left out."};
}

std::vector<std::string> no_such_sector(const std::string& highlight) {
  if (highlight.empty() || is_sector(highlight)) return {};
  return {"'" + highlight + "' is no sector: highlight Private, State or Other."};
}

std::vector<std::string> gaps_in_words(const LaunchCounts& launches, const std::optional<DataEnd>& end) {
  std::vector<std::string> notes;
  if (end) notes.push_back(end->note() + ".");
  for (std::string& sentence : left_out(launches.without_year, "a year")) notes.push_back(std::move(sentence));
  return notes;
}

}  // namespace perigee
