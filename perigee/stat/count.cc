#include "perigee/stat/count.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "perigee/stat/cell.h"
#include "perigee/stat/grouping.h"

namespace perigee {
namespace {

std::vector<std::int64_t> tally(Grouping& grouping, std::size_t rows) {
  std::vector<std::int64_t> n(grouping.limit());
  std::vector<std::uint32_t> block(std::min(kRowsAtATime, rows));
  for (std::size_t begin = 0; begin < rows; begin += block.size()) {
    const std::span<std::uint32_t> groups(block.data(), std::min(block.size(), rows - begin));
    grouping.read(begin, groups);
    if (n.size() < grouping.limit()) n.resize(grouping.limit());
    for (const std::uint32_t group : groups) ++n[group];
  }
  return n;
}

std::vector<std::uint32_t> occurring(const std::vector<std::int64_t>& n) {
  std::vector<std::uint32_t> groups;
  for (std::uint32_t group = 0; group < n.size(); ++group)
    if (n[group] > 0) groups.push_back(group);
  return groups;
}

}  // namespace

Table count(const Table& table, const std::vector<std::string>& keys, const std::string& as) {
  Grouping grouping(table, keys);
  const std::vector<std::int64_t> n = tally(grouping, table.rows());
  const std::vector<std::uint32_t> groups = grouping.ordered(occurring(n));
  ColumnBuilder counts(as, Type::integer);
  for (const std::uint32_t group : groups) counts.add(n[group]);
  std::vector<Column> columns = grouping.keys(groups);
  columns.push_back(counts.build());
  return Table(std::move(columns));
}

}  // namespace perigee
