#include "perigee/layout/spread.h"

#include <algorithm>
#include <cstddef>

namespace perigee {
namespace {

// Labels that touch and therefore move together; `start` is where their first one would begin.
struct Pool {
  double sum = 0;
  std::size_t count = 0;

  double start() const { return sum / static_cast<double>(count); }
};

}  // namespace

std::vector<double> spread(const std::vector<Wish>& wishes, double low, double high) {
  std::vector<Pool> pools;
  std::vector<double> before;  // what the labels before this one take together
  double total = 0;
  for (const Wish& wish : wishes) {
    before.push_back(total);
    Pool pool{wish.centre - wish.extent / 2 - total, 1};
    for (; !pools.empty() && pools.back().start() >= pool.start(); pools.pop_back())
      pool = {pool.sum + pools.back().sum, pool.count + pools.back().count};
    pools.push_back(pool);
    total += wish.extent;
  }
  std::vector<double> centres;
  for (const Pool& pool : pools)
    for (std::size_t i = 0; i < pool.count; ++i) {
      const std::size_t at = centres.size();
      const double start = std::max(low, std::min(pool.start(), high - total));
      centres.push_back(start + before[at] + wishes[at].extent / 2);
    }
  return centres;
}

}  // namespace perigee
