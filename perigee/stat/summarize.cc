#include "perigee/stat/summarize.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "perigee/stat/cell.h"
#include "perigee/stat/grouping.h"

namespace perigee {
namespace {

// What the rows of one group add up to. `all` is kept for a median only.
struct Tally {
  std::int64_t known = 0, whole = 0;
  double sum = 0, least = std::numeric_limits<double>::infinity(), most = -least;
  std::vector<double> all;
};

class Accumulator {
 public:
  Accumulator(const Table& table, Summary summary)
      : column_(table.column(summary.column)), summary_(std::move(summary)) {
    if (!is_numeric(column_.type())) throw std::invalid_argument("Column '" + summary_.column + "' holds no numbers.");
  }

  void add(std::size_t begin, std::span<const std::uint32_t> groups, std::uint32_t limit) {
    if (tallies_.size() < limit) tallies_.resize(limit);
    cells_.resize(groups.size());
    column_.read(begin, std::span<double>(cells_));
    for (std::size_t i = 0; i < groups.size(); ++i)
      if (!std::isnan(cells_[i])) add(tallies_[groups[i]], begin + i, cells_[i]);
  }

  Column column(std::span<const std::uint32_t> groups) const {
    ColumnBuilder results(summary_.as, type());
    for (const std::uint32_t group : groups) write(results, tallies_[group]);
    return results.build();
  }

 private:
  bool is_whole() const { return column_.type() != Type::real; }

  Type type() const {
    switch (summary_.statistic) {
      case Statistic::known:
        return Type::integer;
      case Statistic::mean:
      case Statistic::median:
        return Type::real;
      default:
        return is_whole() ? Type::integer : Type::real;
    }
  }

  void add(Tally& tally, std::size_t row, double cell) const {
    ++tally.known;
    tally.sum += cell;
    tally.least = std::min(tally.least, cell);
    tally.most = std::max(tally.most, cell);
    if (summary_.statistic == Statistic::sum && is_whole()) tally.whole += column_.integer(row);
    if (summary_.statistic == Statistic::median) tally.all.push_back(cell);
  }

  void write(ColumnBuilder& to, const Tally& tally) const {
    if (summary_.statistic == Statistic::known) return to.add(tally.known);
    if (summary_.statistic == Statistic::sum) return is_whole() ? to.add(tally.whole) : to.add(tally.sum);
    if (tally.known == 0) return to.add_missing();
    switch (summary_.statistic) {
      case Statistic::mean:
        return to.add(tally.sum / static_cast<double>(tally.known));
      case Statistic::median:
        return to.add(middle(tally.all));
      case Statistic::least:
        return add_number(to, type(), tally.least);
      default:
        return add_number(to, type(), tally.most);
    }
  }

  static double middle(std::vector<double> cells) {
    std::sort(cells.begin(), cells.end());
    const std::size_t half = cells.size() / 2;
    return cells.size() % 2 == 1 ? cells[half] : std::midpoint(cells[half - 1], cells[half]);
  }

  const Column& column_;
  Summary summary_;
  std::vector<Tally> tallies_;
  std::vector<double> cells_;
};

// Groups renumbered by first appearance, so that memory depends on those that occur, not on those that could.
class Occurring {
 public:
  void renumber(std::span<std::uint32_t> groups, std::uint32_t limit) {
    if (places_.size() < limit) places_.resize(limit, kNone);
    for (std::uint32_t& group : groups) {
      std::uint32_t& place = places_[group];
      if (place == kNone) place = size(), groups_.push_back(group);
      group = place;
    }
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(groups_.size()); }
  const std::vector<std::uint32_t>& groups() const { return groups_; }
  std::uint32_t place(std::uint32_t group) const { return places_[group]; }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> places_, groups_;
};

}  // namespace

Table summarize(const Table& table, const std::vector<std::string>& keys, const std::vector<Summary>& summaries) {
  Grouping grouping(table, keys);
  std::vector<Accumulator> accumulators;
  for (const Summary& summary : summaries) accumulators.emplace_back(table, summary);
  Occurring occurring;
  std::vector<std::uint32_t> block(std::min(kRowsAtATime, table.rows()));
  for (std::size_t begin = 0; begin < table.rows(); begin += block.size()) {
    const std::span<std::uint32_t> groups(block.data(), std::min(block.size(), table.rows() - begin));
    grouping.read(begin, groups);
    occurring.renumber(groups, grouping.limit());
    for (Accumulator& accumulator : accumulators) accumulator.add(begin, groups, occurring.size());
  }
  std::vector<std::uint32_t> groups = grouping.ordered(occurring.groups());
  std::vector<Column> columns = grouping.keys(groups);
  for (std::uint32_t& group : groups) group = occurring.place(group);
  for (const Accumulator& accumulator : accumulators) columns.push_back(accumulator.column(groups));
  return Table(std::move(columns));
}

Table with_ones(const Table& table, std::string name) {
  ColumnBuilder ones(std::move(name), Type::integer);
  for (std::size_t row = 0; row < table.rows(); ++row) ones.add(std::int64_t{1});
  return table.with(ones.build());
}

}  // namespace perigee
