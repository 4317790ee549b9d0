// share: each value as a part of its group's sum (dplyr's mutate(share = n / sum(n))).
#pragma once

#include <string>
#include <vector>

#include "perigee/data/table.h"

namespace perigee {

// The table with one more real column `as` in [0, 1]: value ÷ the sum of `value` over the rows with the same `within`
// keys (none: over all rows). A missing value, or a group that sums to 0, has no share. Precondition: values ≥ 0.
Table share(const Table& table, const std::string& value, const std::vector<std::string>& within = {},
            const std::string& as = "share");

}  // namespace perigee
