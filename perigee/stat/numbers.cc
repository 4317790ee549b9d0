#include "perigee/stat/numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <unordered_map>

#include "perigee/base/text.h"

namespace perigee {
namespace {

// The rows' codes in order of first appearance; a category brings its own.
Words by_appearance(const Column& column) {
  Words result;
  result.codes.resize(column.size());
  if (column.type() == Type::category) {
    column.read_codes(0, result.codes);
    result.words = column.dictionary();
    return result;
  }
  std::unordered_map<std::string, std::uint32_t> known;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string word = column.display(row);
    const auto [place, is_new] = known.emplace(word, static_cast<std::uint32_t>(result.words.size()));
    if (is_new) result.words.push_back(word);
    result.codes[row] = column.is_missing(row) ? kMissingCode : place->second;
  }
  return result;
}

}  // namespace

std::vector<double> numbers(const Column& column) {
  std::vector<double> values(column.size());
  column.read(0, values);
  return values;
}

std::optional<int> decimals_of(std::span<const double> values) {
  constexpr int kMost = 3;
  constexpr double kRounding = 1e-9;  // of decimal fractions, which no double is
  double scale = 1;
  for (int decimals = 0; decimals <= kMost; ++decimals, scale *= 10) {
    const auto fits = [scale](double value) {
      const double scaled = value * scale;
      return std::abs(scaled - std::round(scaled)) <= kRounding * std::max(1.0, std::abs(scaled));
    };
    if (std::all_of(values.begin(), values.end(), fits)) return decimals;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> complete_rows(std::span<const std::vector<double>> lists) {
  std::vector<std::uint32_t> rows;
  for (std::size_t row = 0; row < (lists.empty() ? 0 : lists.front().size()); ++row)
    if (std::all_of(lists.begin(), lists.end(), [row](const auto& list) { return std::isfinite(list[row]); }))
      rows.push_back(static_cast<std::uint32_t>(row));
  return rows;
}

std::vector<double> taken(std::span<const double> values, std::span<const std::uint32_t> rows) {
  std::vector<double> some;
  some.reserve(rows.size());
  for (const std::uint32_t row : rows) some.push_back(values[row]);
  return some;
}

Words words_of(const Column& column) {
  const Words all = by_appearance(column);
  std::vector<std::int64_t> counts(all.words.size());
  for (const std::uint32_t code : all.codes)
    if (code != kMissingCode) ++counts[code];
  std::vector<std::uint32_t> order;
  for (std::uint32_t code = 0; code < counts.size(); ++code)
    if (counts[code] > 0 && !trim(all.words[code]).empty()) order.push_back(code);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : all.words[a] < all.words[b];
  });
  Words result;
  std::vector<std::uint32_t> place(counts.size(), Words::kNoWord);
  for (const std::uint32_t code : order) {
    place[code] = static_cast<std::uint32_t>(result.words.size());
    result.words.push_back(all.words[code]);
    result.counts.push_back(counts[code]);
  }
  for (const std::uint32_t code : all.codes)
    result.codes.push_back(code == kMissingCode ? Words::kNoWord : place[code]);
  return result;
}

Words folded(Words words, std::size_t most) {
  if (words.words.size() <= most + 1) return words;
  const auto other = static_cast<std::uint32_t>(most);
  for (std::uint32_t& code : words.codes)
    if (code != Words::kNoWord) code = std::min(code, other);
  words.counts[most] = std::accumulate(words.counts.begin() + other, words.counts.end(), std::int64_t{0});
  words.words.resize(most + 1);
  words.counts.resize(most + 1);
  const auto last = words.words.end() - 1;
  *last = std::find(words.words.begin(), last, "Other") == last ? "Other" : "All others";
  return words;
}

}  // namespace perigee
