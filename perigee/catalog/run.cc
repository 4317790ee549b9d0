#include "perigee/catalog/run.h"

#include <algorithm>

#include "perigee/catalog/column_names.h"
#include "perigee/catalog/filter.h"
#include "perigee/catalog/registry.h"
#include "perigee/schema/check.h"

namespace perigee {
namespace {

void add(Problems& all, const Problems& more) { all.insert(all.end(), more.begin(), more.end()); }

std::vector<std::string> filter_texts(const Values& values) {
  const auto found = values.find(std::string(shared::kFilter.name));
  return found == values.end() ? std::vector<std::string>() : std::get<std::vector<std::string>>(found->second);
}

Problems check_parameters(const Analysis& analysis, const Values& given) {
  const auto values = check(analysis.params, analysis.rules, given);
  if (!values) return values.problems();
  const auto filters = parse_filters(filter_texts(*values));
  return filters ? Problems{} : filters.problems();
}

// Under the dataset's own names, so that the filter and its words agree with the table.
std::vector<Filter> resolved(std::vector<Filter> filters, const Analysis& analysis, const Schema& schema) {
  for (auto& filter : filters) filter.column = column_named(filter.column, analysis, schema)->name;
  return filters;
}

Table by_role(const Table& table, const std::vector<Binding>& bindings) {
  std::vector<Column> columns;
  for (const auto& binding : bindings) {
    const auto is_taken = [&](const Column& column) { return column.name() == binding.role; };
    if (std::none_of(columns.begin(), columns.end(), is_taken))
      columns.push_back(table.column(binding.column).renamed(binding.role));
  }
  return Table(std::move(columns));
}

std::vector<std::pair<std::string, std::string>> names_by_role(const std::vector<Binding>& bindings) {
  std::vector<std::pair<std::string, std::string>> names;
  for (const auto& binding : bindings) names.emplace_back(binding.role, binding.column);
  return names;
}

}  // namespace

Problem unknown_analysis(const std::string& name) {
  Problem problem = unknown_name(name, analysis_names(), "/analysis");
  problem.code = "unknown-analysis";
  problem.what = "There is no analysis '" + name + "'.";
  return problem;
}

Problems check_spec(const JobSpec& spec) {
  Problems problems;
  const Analysis* analysis = find_analysis(spec.analysis);
  if (analysis == nullptr) {
    problems.push_back(unknown_analysis(spec.analysis));
  } else {
    add(problems, check_parameters(*analysis, spec.parameters));
  }
  add(problems, check(spec.output));
  return problems;
}

DatasetFacts facts_of(const JobSpec& spec, std::string source, std::string version, std::uint64_t rows,
                      const std::vector<ColumnProfile>& schema) {
  DatasetFacts facts{spec.dataset, std::move(source), std::move(version), rows, {}};
  if (const Analysis* analysis = find_analysis(spec.analysis))
    for (const auto& need : analysis->columns)
      if (const ColumnProfile* column = column_chosen(need, spec.parameters, *analysis, schema))
        facts.most.emplace_back(need.role, column->most);
  return facts;
}

Result<Chart> run_analysis(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns,
                           DatasetFacts facts) {
  if (const auto problems = check_spec(spec); !problems.empty()) return problems;
  const Analysis& analysis = *find_analysis(spec.analysis);
  const auto values = check(analysis.params, analysis.rules, spec.parameters);
  const auto filters = parse_filters(filter_texts(*values));
  const Table kept = keep(columns, resolved(*filters, analysis, schema_of(columns)));
  Chart chart =
      analysis.draw({by_role(kept, bindings), std::move(facts), in_words(*filters), names_by_role(bindings)}, *values);
  if (!spec.output.title.empty()) chart.title = spec.output.title;
  return chart;
}

}  // namespace perigee
