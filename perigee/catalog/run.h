// From a spec and a dataset's schema to a chart: the steps that REST, runner and charts share.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "perigee/catalog/analysis.h"
#include "perigee/data/report.h"
#include "perigee/job/spec.h"

namespace perigee {

// The analysis exists, its parameters fit, the output is within bounds. All problems at once.
Problems check_spec(const JobSpec& spec);

// "There is no analysis 'timline'. Did you mean 'timeline'?"
Problem unknown_analysis(const std::string& name);

// Which columns of the dataset to read, and the role each plays. A missing or wrongly typed column is a Problem that
// lists those that fit (codes "missing-column" and "wrong-column-type"). Columns that filters or column parameters name
// are included under their own names. A column may play several roles.
struct Binding {
  std::string column;  // in the dataset
  std::string role;    // in the Table handed to draw
  bool operator==(const Binding&) const = default;
};
Result<std::vector<Binding>> bind_columns(const JobSpec& spec, const std::vector<ColumnProfile>& schema);

// The columns to read: those bound, each once.
std::vector<std::string> columns_to_read(const std::vector<Binding>& bindings);

// What the dataset says to a chart; `most` has the greatest cell of every role that the schema has a column for, also
// of those that are not read.
DatasetFacts facts_of(const JobSpec& spec, std::string source, std::string version, std::uint64_t rows,
                      const std::vector<ColumnProfile>& schema);

// Renames by binding, filters, draws. `columns` holds at least the bound columns, under the dataset's names.
Result<Chart> run_analysis(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns,
                           DatasetFacts facts);

}  // namespace perigee
