#include "perigee/stat/crossover.h"

#include "perigee/stat/arrange.h"

namespace perigee {

Crossover crossover(const Table& table, const std::string& x, const std::string& a, const std::string& b) {
  const Table ascending = arrange(table, {{x}});
  const Column &at = ascending.column(x), &one = ascending.column(a), &other = ascending.column(b);
  Crossover found;
  for (std::size_t row = 0; row < ascending.rows(); ++row) {
    const double lead = one.number(row) - other.number(row);
    if (lead > 0 && !found.first && !found.behind.empty()) found.first = at.integer(row);
    (lead > 0 ? found.ahead : lead < 0 ? found.behind : found.ties).push_back(at.integer(row));
  }
  return found;
}

}  // namespace perigee
