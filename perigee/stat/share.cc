#include "perigee/stat/share.h"

#include <cstdint>

#include "perigee/stat/grouping.h"

namespace perigee {
namespace {

std::vector<std::uint32_t> groups_of(const Table& table, const std::vector<std::string>& keys) {
  std::vector<std::uint32_t> groups(table.rows());
  if (!keys.empty()) Grouping(table, keys).read(0, groups);
  return groups;
}

}  // namespace

Table share(const Table& table, const std::string& value, const std::vector<std::string>& within,
            const std::string& as) {
  const Column& values = table.column(value);
  const std::vector<std::uint32_t> groups = groups_of(table, within);
  std::vector<double> sums;
  for (std::size_t row = 0; row < groups.size(); ++row) {
    if (sums.size() <= groups[row]) sums.resize(groups[row] + std::size_t{1});
    if (!values.is_missing(row)) sums[groups[row]] += values.number(row);
  }
  ColumnBuilder shares(as, Type::real);
  for (std::size_t row = 0; row < groups.size(); ++row) {
    if (values.is_missing(row) || sums[groups[row]] == 0)
      shares.add_missing();
    else
      shares.add(values.number(row) / sums[groups[row]]);
  }
  return table.with(shares.build());
}

}  // namespace perigee
