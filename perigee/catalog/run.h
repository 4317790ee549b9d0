// From a spec and a dataset's schema to a chart: the steps that REST, runner and charts share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "perigee/catalog/analysis.h"
#include "perigee/data/report.h"
#include "perigee/job/spec.h"

namespace perigee {

// The analysis exists, its parameters fit, the output is within bounds. All problems at once.
Problems check_spec(const JobSpec& spec);

// Which columns of the dataset to read, and the role each plays. A missing or wrongly typed column is a Problem that
// lists those that fit. Columns that filters name are included under their own names.
struct Binding {
  std::string column;  // in the dataset
  std::string role;    // in the Table handed to draw
};
Result<std::vector<Binding>> bind_columns(const JobSpec& spec, const std::vector<ColumnProfile>& schema);

// Renames by binding, filters, draws. `columns` holds at least the bound columns.
Result<Chart> run_analysis(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns,
                           DatasetFacts facts);

}  // namespace perigee
