// GET /graph/histogram and /graph/scatter: charts of the dataset "cancer" by the names that the old API has for them.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/accept.h"
#include "api/charts/chart_address.h"
#include "api/charts/dataset_heads.h"
#include "api/routes/cancer.h"
#include "api/routes/cancer_docs.h"
#include "api/seed.h"
#include "perigee/catalog/registry.h"
#include "perigee/catalog/run.h"
#include "perigee/schema/check.h"

namespace perigee::api {
namespace {

// By `format`, else by Accept; nothing: none can be made.
std::optional<OutputFormat> format_for(const Request& request) {
  if (const auto word = request.parameter("format")) return output_format_of(*word);
  std::array<std::string_view, kOutputFormats.size()> types;
  for (std::size_t at = 0; at < types.size(); ++at) types[at] = content_type(kOutputFormats[at]);
  const auto choice = preferred(request.header("accept").value_or(""), types);
  return choice ? std::optional(kOutputFormats[*choice]) : std::nullopt;
}

JobSpec spec_of(std::string analysis, Values parameters, OutputFormat format) {
  JobSpec spec;
  spec.analysis = std::move(analysis);
  spec.dataset = kCancerDataset;
  spec.parameters = std::move(parameters);
  spec.output.format = format;
  return spec;
}

// Whether a row has a number in both columns. The profile tells it, unless both have many gaps.
bool has_pair(const Services& services, const Manifest& manifest, const std::vector<std::string>& columns) {
  std::uint64_t gaps = 0;
  for (const ColumnProfile& column : manifest.columns)
    if (std::ranges::find(columns, column.name) != columns.end()) gaps += column.missing;
  if (gaps < manifest.rows) return true;
  const Table table = DatasetReader(services.redis, manifest, "").read(columns);
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (std::ranges::none_of(table.columns(), [row](const Column& column) { return column.is_missing(row); }))
      return true;
  return false;
}

std::vector<std::string> axes_of(const std::vector<Binding>& bindings) {
  std::vector<std::string> columns;
  for (const Binding& binding : bindings)
    if (binding.role == "x" || binding.role == "y") columns.push_back(binding.column);
  return columns;
}

Response drawn(const Services& services, Studio& studio, const Request& request, std::string analysis, Values values) {
  const auto format = format_for(request);
  if (!format)
    return problem_response(406, "not-acceptable",
                            "A graph can be had as image/png, image/svg+xml, application/json and text/csv.",
                            "Accept one of these, or give format=png, svg, json or csv.");
  const JobSpec spec = spec_of(std::move(analysis), std::move(values), *format);
  Datasets datasets(services.redis);
  const auto dataset = services.heads.find(datasets, spec.dataset, services.clock.steady());
  if (!dataset) return refusal(404, "no-such-dataset", kNoCancerData, "POST the records to /cancer/data first.");
  const auto bindings = bind_columns(spec, dataset->columns);
  if (!bindings) return problem_response(400, bindings.problems());
  if (spec.analysis == "scatter" && !has_pair(services, *dataset, axes_of(*bindings)))
    return refusal(422, "no-points", "No valid points to plot.", "Choose columns that have numbers in the same rows.");
  Response response = studio.answer(spec, request);
  response.header("Vary", "Accept");
  if (response.status == 200) response.header("Content-Location", chart_address(spec));
  return response;
}

Response histogram(const Services& services, Studio& studio, const Request& request) {
  Values values{{"x", request.parameter("feature").value_or("radius_mean")}, {"bins", std::int64_t{10}}};
  if (const auto bins = request.parameter("bins"))
    values["bins"] = *parse_value(named_param("bins", "", Kind::integer), *bins);
  return drawn(services, studio, request, "histogram", std::move(values));
}

Response scatter(const Services& services, Studio& studio, const Request& request) {
  const auto x = request.parameter("x"), y = request.parameter("y");
  if (!x || !y || x->empty() || y->empty())
    return refusal(400, "missing-parameter", "Need 'x' and 'y'.",
                   "Give two features, such as x=radius_mean&y=texture_mean.");
  return drawn(services, studio, request, "scatter", {{"x", *x}, {"y", *y}});
}

std::vector<AnswerDoc> answers() {
  const std::string text = R"({"type": "string"})";
  return {{200,
           "the graph, or the table that it draws",
           {{"image/png", text, ""},
            {"image/svg+xml", text, ""},
            {"application/json", R"({"type": "object"})", ""},
            {"text/csv; charset=utf-8", text, ""}},
           {"ETag", "Cache-Control", "Vary", "Content-Location", "Content-Disposition", "Link"}},
          {303, "More than is drawn at once: the graph is made as a job, and will be there.", {}, {"Location"}},
          {304, "The client's copy is still the right one.", {}, {"ETag"}},
          problem_doc(400, "A feature is unknown or has no numbers; the problem lists those that fit."),
          problem_doc(404, "There are no data."),
          problem_doc(406, "Accept names no type that can be made."),
          problem_doc(422, "There is nothing to draw.")};
}

Route graph_route(std::string pattern, std::string summary, std::vector<Param> query, Handler handle) {
  Route route = cancer_route("GET", std::move(pattern), std::move(summary), answers(), std::move(handle));
  Param format = named_param("format", "what to answer with, before what Accept says", Kind::enumeration);
  format.choices = {"png", "svg", "json", "csv"};
  Param download = named_param("download", "as a file to save", Kind::enumeration);
  download.choices = {"", "true", "false"};
  query.insert(query.end(), {std::move(format), std::move(download)});
  route.query = std::move(query);
  route.headers = {"If-None-Match"};
  return route;
}

}  // namespace

std::vector<Route> cancer_graphs(const Services& services, const std::shared_ptr<Studio>& studio) {
  Param bins = named_param("bins", "number of bins; 10 without it", Kind::integer);
  bins.range = Range{1, 1000};
  return {graph_route("/graph/histogram", "how a feature is distributed",
                      {named_param("feature", "a numeric column; radius_mean without it"), bins},
                      [&services, studio](const Request& request) { return histogram(services, *studio, request); }),
          graph_route("/graph/scatter", "two features against each other",
                      {named_param("x", "a numeric column"), named_param("y", "a numeric column")},
                      [&services, studio](const Request& request) { return scatter(services, *studio, request); })};
}

}  // namespace perigee::api
