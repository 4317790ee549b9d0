#include "perigee/stat/grouping.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace perigee {

std::size_t Grouping::Hash::operator()(const Codes& codes) const {
  std::uint64_t hash = 0;  // a multiplicative mix; the codes are dense, an attacker chooses only their order
  for (const std::uint32_t code : codes) hash = (hash ^ code) * 0x9E37'79B9'7F4A'7C15u + (hash >> 29);
  return static_cast<std::size_t>(hash);
}

Grouping::Grouping(const Table& table, const std::vector<std::string>& keys) {
  if (keys.empty() || keys.size() > kMaxKeys) throw std::invalid_argument("Groups need between one and four keys.");
  std::uint64_t combinations = 1;
  for (const std::string& key : keys) {
    coders_.emplace_back(table.column(key));
    combinations = std::min(combinations * coders_.back().size(), kMaxDense + 1);
  }
  if (combinations <= kMaxDense) dense_ = static_cast<std::uint32_t>(combinations);
}

void Grouping::read(std::size_t begin, std::span<std::uint32_t> groups) {
  if (is_dense()) return combine(begin, groups);
  look_up(begin, groups);
}

std::uint32_t Grouping::limit() const { return is_dense() ? dense_ : static_cast<std::uint32_t>(combinations_.size()); }

void Grouping::combine(std::size_t begin, std::span<std::uint32_t> groups) {
  coders_[0].read(begin, groups);
  buffer_.resize(groups.size());
  for (std::size_t k = 1; k < coders_.size(); ++k) {
    coders_[k].read(begin, buffer_);
    const std::uint32_t radix = coders_[k].size();
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i] = groups[i] * radix + buffer_[i];
  }
}

void Grouping::look_up(std::size_t begin, std::span<std::uint32_t> groups) {
  std::vector<Codes> rows(groups.size(), Codes{});
  buffer_.resize(groups.size());
  for (std::size_t k = 0; k < coders_.size(); ++k) {
    coders_[k].read(begin, buffer_);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i][k] = buffer_[i];
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [at, is_new] = numbers_.try_emplace(rows[i], static_cast<std::uint32_t>(combinations_.size()));
    if (is_new) combinations_.push_back(rows[i]);
    groups[i] = at->second;
  }
}

Grouping::Codes Grouping::codes_of(std::uint32_t group) const {
  if (!is_dense()) return combinations_[group];
  Codes codes{};
  for (std::size_t k = coders_.size(); k-- > 0; group /= coders_[k].size()) codes[k] = group % coders_[k].size();
  return codes;
}

std::vector<std::uint32_t> Grouping::ordered(std::vector<std::uint32_t> groups) const {
  std::vector<std::vector<std::uint32_t>> ranks;
  for (const Coder& coder : coders_) ranks.push_back(coder.ranks());
  std::vector<std::pair<Codes, std::uint32_t>> places;
  for (const std::uint32_t group : groups) {
    Codes place = codes_of(group);
    for (std::size_t k = 0; k < ranks.size(); ++k) place[k] = ranks[k][place[k]];
    places.emplace_back(place, group);
  }
  std::sort(places.begin(), places.end());
  std::transform(places.begin(), places.end(), groups.begin(), [](const auto& place) { return place.second; });
  return groups;
}

std::vector<Column> Grouping::keys(std::span<const std::uint32_t> groups) const {
  std::vector<Column> columns;
  for (std::size_t k = 0; k < coders_.size(); ++k) {
    ColumnBuilder cells(coders_[k].column().name(), coders_[k].column().type());
    for (const std::uint32_t group : groups) coders_[k].add(cells, codes_of(group)[k]);
    columns.push_back(cells.build());
  }
  return columns;
}

}  // namespace perigee
