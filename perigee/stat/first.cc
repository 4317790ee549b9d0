#include "perigee/stat/first.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "perigee/stat/grouping.h"
#include "perigee/stat/take.h"

namespace perigee {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// Where a row that has its cell stands. Times are whole milliseconds, which a double holds.
double place_of(const Column& order, std::size_t row) {
  return order.type() == Type::datetime ? static_cast<double>(order.integer(row)) : order.number(row);
}

}  // namespace

Table first(const Table& table, const std::string& key, const std::string& order) {
  return first(table, key, order, Mask(table.rows(), 1));
}

Table first(const Table& table, const std::string& key, const std::string& order, const Mask& keep) {
  const Column& places = table.column(order);
  Grouping grouping(table, {key});
  std::vector<std::uint32_t> groups(table.rows());
  grouping.read(0, groups);
  std::vector<std::size_t> chosen(grouping.limit(), kNone);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (keep[row] == 0 || places.is_missing(row)) continue;
    std::size_t& best = chosen[groups[row]];
    if (best == kNone || place_of(places, row) < place_of(places, best)) best = row;
  }
  std::vector<std::uint32_t> occurring;
  for (std::uint32_t group = 0; group < chosen.size(); ++group)
    if (chosen[group] != kNone) occurring.push_back(group);
  std::vector<std::size_t> rows;
  for (const std::uint32_t group : grouping.ordered(occurring)) rows.push_back(chosen[group]);
  return take(table, rows);
}

}  // namespace perigee
