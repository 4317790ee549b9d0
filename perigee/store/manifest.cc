#include <algorithm>

#include "perigee/store/datasets.h"

namespace perigee {

std::uint64_t Manifest::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& block : blocks)
    for (const auto& [column, size] : block.column_bytes) sum += size;
  return sum;
}

std::uint64_t Manifest::bytes(std::span<const std::string> wanted) const {
  std::uint64_t sum = 0;
  for (const auto& block : blocks)
    for (const auto& [column, size] : block.column_bytes)
      if (std::find(wanted.begin(), wanted.end(), column) != wanted.end()) sum += size;
  return sum;
}

}  // namespace perigee
