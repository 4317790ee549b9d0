// Small tables of launches for the tests of the catalog.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "perigee/data/report.h"
#include "perigee/data/table.h"

namespace perigee::tests {

// name (category), year (integer, one missing), cost (real), date (datetime), crewed (boolean), detail (text); 5 rows.
Table launches();

// A schema as a manifest has it: names and types.
std::vector<ColumnProfile> schema(const std::vector<std::pair<std::string, Type>>& columns);

// The cells of a column, joined by commas.
std::string cells(const Table& table, const std::string& column);

}  // namespace perigee::tests
