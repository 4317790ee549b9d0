// Schema and profile of a dataset after rows are appended to it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/data/report.h"

namespace perigee {

struct ProfiledRows {
  std::vector<ColumnProfile> columns;
  std::uint64_t rows = 0;
};

// Where a column of a batch has its first value: for the sentence of a refusal.
struct FirstValue {
  std::string column, value;
  std::uint64_t row = 0;  // 1-based
};

// Columns may be added (missing in the rows before) and left out (missing in the rows added); integer widens to real,
// category to text; a column without a value takes the other side's type. Everything else is a Problem, all at once.
// Counts of missing cells stay exact. `distinct` is exact where one side adds nothing or the value ranges do not
// overlap, and otherwise the larger of both, marked as an estimate: there are at least so many.
Result<std::vector<ColumnProfile>> merge_columns(const ProfiledRows& known, const ProfiledRows& added,
                                                 const std::vector<FirstValue>& first_values);

}  // namespace perigee
