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

std::int64_t pixels_of(const Output& output) {
  const int height = output.height == 0 ? kUsualHeight : output.height;
  return std::int64_t{output.width} * output.scale * height * output.scale;
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

std::string beyond_bounds(const Config& config, const JobSpec& spec, const Manifest& manifest,
                          const std::vector<std::string>& columns) {
  const bool is_picture = spec.output.format == OutputFormat::png;
  if (is_picture && pixels_of(spec.output) > config.chart_pixels) return "pixels";
  if (manifest.rows > static_cast<std::uint64_t>(config.chart_rows)) return "rows";
  if (manifest.bytes(columns) > config.chart_data_bytes) return "bytes of data";
  return {};
}

}  // namespace perigee::api
