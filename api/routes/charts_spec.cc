#include "api/routes/charts_spec.h"

#include <algorithm>
#include <utility>

#include "api/routes/charts_docs.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/check.h"

namespace perigee::api {
namespace {

// "/output/width" and "/parameters/from" are both of the query here.
Problems of_the_query(Problems problems) {
  for (Problem& problem : problems)
    if (const std::size_t slash = problem.where.rfind('/'); slash != std::string::npos)
      problem.where = "/query" + problem.where.substr(slash);
  return problems;
}

// The parameters that were given, without defaults.
Result<Values> given_values(const Analysis& analysis, const Request& request) {
  std::vector<Param> params = chart_query(analysis);
  for (Param& param : params) param.fallback.reset();
  return parse_values(params, request.query, "/query");
}

Values of_analysis(const Analysis& analysis, const Values& values) {
  Values own;
  for (const auto& [name, value] : values)
    if (find_param(analysis.params, name) != nullptr) own.emplace(name, value);
  return own;
}

}  // namespace

Result<JobSpec> chart_spec(const Analysis& analysis, OutputFormat format, const Request& request) {
  const auto values = given_values(analysis, request);
  if (!values) return values.problems();
  JobSpec spec;
  spec.analysis = analysis.name;
  spec.parameters = of_analysis(analysis, *values);
  spec.output = output_of(*values);
  spec.output.format = format;
  if (const auto dataset = values->find("dataset"); dataset != values->end())
    spec.dataset = std::get<std::string>(dataset->second);
  Problems problems = check_spec(spec);
  if (!is_valid_name(spec.dataset))
    problems.push_back({"bad-name",
                        "/dataset",
                        "'" + spec.dataset + "' is no name for a dataset.",
                        "GET /datasets lists those that there are.",
                        {},
                        {}});
  if (!problems.empty()) return of_the_query(std::move(problems));
  return spec;
}

}  // namespace perigee::api
