// What the loader found: a value that the API returns, the log shows and the manifest keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "perigee/base/problem.h"
#include "perigee/data/table.h"

namespace perigee {

struct ValueCount {
  std::string value;
  std::uint64_t count = 0;
  bool operator==(const ValueCount&) const = default;
};

struct ColumnProfile {
  std::string name;
  Type type = Type::text;
  std::uint64_t missing = 0;
  std::uint64_t distinct = 0;
  bool distinct_is_estimate = false;    // above 65,536 distinct values
  std::string least, most;              // as Column::display writes them; empty when all are missing
  std::uint64_t repaired_mojibake = 0;  // cells
  std::vector<ValueCount> top;          // category: the ten most frequent
  bool operator==(const ColumnProfile&) const = default;
};

struct LoadReport {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string format;     // "csv", "json", "ndjson"
  std::string delimiter;  // CSV only
  std::vector<ColumnProfile> columns;
  std::uint64_t repaired_mojibake = 0;  // cells
  // Ragged rows, and rows with a repaired cell or one that was set missing. Mojibake is no damage.
  std::uint64_t affected_rows = 0;
  Problems problems;                         // the first 100 and every unknown place, by line
  std::uint64_t problem_count = 0;           // how many there were
  std::vector<std::string> dropped_columns;  // "Unnamed: 0" and other index columns, a ragged trailing one
  bool operator==(const LoadReport&) const = default;
};

}  // namespace perigee
