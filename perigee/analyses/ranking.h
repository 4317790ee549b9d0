// Rankings: the rows of greatest value as bars, and what titles and subtitles say of them. Header only, because every
// source file of this folder is an analysis and is registered as one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "perigee/base/text.h"
#include "perigee/chart/chart.h"
#include "perigee/stat/launch_words.h"

namespace perigee {

struct Ranked {
  std::string name;
  double value = 0;
  std::string label;      // of the value
  std::string note = {};  // at the right edge
};
using Ranking = std::vector<Ranked>;  // greatest value first

// How many share the first place.
inline std::size_t leaders(const Ranking& ranking) {
  const auto is_first = [&](const Ranked& row) { return row.value == ranking.front().value; };
  return static_cast<std::size_t>(std::count_if(ranking.begin(), ranking.end(), is_first));
}

// The row of this name, compared without case; nothing for the empty name.
inline std::optional<std::size_t> rank_of(const Ranking& ranking, const std::string& name) {
  const auto is_it = [&](const Ranked& row) { return lower(row.name) == lower(trim(name)); };
  const auto found = std::find_if(ranking.begin(), ranking.end(), is_it);
  if (name.empty() || found == ranking.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ranking.begin());
}

inline Bar ranked_bar(const Ranked& row, bool is_strong) {
  const Emphasis colour = is_strong ? Emphasis::strong : Emphasis::muted;
  return {.name = row.name,
          .emphasis = is_strong ? Emphasis::strong : Emphasis::normal,
          .segments = {{"", Hue::blue, colour, row.value, row.label}},
          .note = row.note};
}

// The first `top` rows. The leaders are in strong colour unless the user chose a row; one below the top is set apart.
inline Bars ranked_bars(const Ranking& ranking, std::size_t top, const std::string& highlight, std::string unit) {
  const std::optional<std::size_t> chosen = rank_of(ranking, highlight);
  Bars bars{.bars = {}, .unit = std::move(unit)};
  for (std::size_t row = 0; row < std::min(top, ranking.size()); ++row)
    bars.bars.push_back(ranked_bar(ranking[row], chosen ? row == *chosen : row < leaders(ranking)));
  if (!chosen || *chosen < top) return bars;
  bars.bars.push_back(ranked_bar(ranking[*chosen], true));
  bars.bars.back().gap_before = true;
  return bars;
}

// ", top 20 of 56", ", all eight", or nothing for one row.
inline std::string which_in_words(std::size_t top, std::size_t all) {
  if (all == 1) return "";
  if (top >= all) return ", all " + number_word(static_cast<std::int64_t>(all));
  return ", top " + number_word(static_cast<std::int64_t>(top)) + " of " + grouped(static_cast<std::int64_t>(all));
}

// "NASA 76,280, ULA 14,798 and 54 others": the first rows for the alternative text.
inline std::string ranking_in_words(const Ranking& ranking, std::size_t most = 10) {
  std::vector<std::string> parts;
  for (std::size_t row = 0; row < std::min(most, ranking.size()); ++row)
    parts.push_back(ranking[row].name + " " + ranking[row].label);
  if (ranking.size() > most) parts.push_back(grouped(static_cast<std::int64_t>(ranking.size() - most)) + " others");
  return in_words(parts);
}

}  // namespace perigee
