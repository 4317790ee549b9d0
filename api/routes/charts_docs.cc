#include "api/routes/charts_docs.h"

#include <string>
#include <utility>

#include "api/routes/jobs_docs.h"
#include "perigee/job/output.h"
#include "perigee/job/spec.h"

namespace perigee::api {
namespace {

std::vector<MediaDoc> media() {
  const std::string text = R"({"type": "string"})";
  const std::string table =
      R"({"type": "object", "required": ["title", "subtitle", "alt", "source", "notes", "columns", "rows"], )"
      R"("properties": {"title": {"type": "string"}, "subtitle": {"type": "string"}, "alt": {"type": "string"}, )"
      R"("source": {"type": "string"}, "datasetVersion": {"type": "string"}, "notes": {"type": "array", "items": )"
      R"({"type": "string"}}, "columns": {"type": "array", "items": {"type": "object", "required": )"
      R"(["name", "type", "unit"]}}, "rows": {"type": "array", "items": {"type": "array"}}}})";
  return {{std::string(content_type(OutputFormat::png)), text, ""},
          {std::string(content_type(OutputFormat::svg)), text, ""},
          {std::string(content_type(OutputFormat::json)), table, ""},
          {std::string(content_type(OutputFormat::csv)), text, ""}};
}

std::vector<AnswerDoc> answers() {
  return {
      {200,
       "The chart: the picture, or the table that was drawn with its finding in words.",
       media(),
       {"ETag", "Cache-Control", "Content-Disposition", "Link"}},
      {303, "More than is drawn at once: the chart is made as a job, and will be there.", {}, {"Location"}},
      {304, "The client's copy is still the right one.", {}, {"ETag"}},
      problem_doc(404, "There is no such dataset."),
      problem_doc(406, "Accept or the suffix names no type that can be made; the problem lists those that can."),
      problem_doc(422, "The dataset lacks a column that the analysis needs; the problem lists those that fit."),
      problem_doc(503, "As many charts are being drawn as this server draws, or Redis is not there.", {"Retry-After"})};
}

Route route(std::string pattern, const Analysis& analysis, std::string summary) {
  Route made;
  made.method = "GET";
  made.pattern = std::move(pattern);
  made.summary = std::move(summary);
  made.tag = "charts";
  made.query = chart_query(analysis);
  made.headers = {"If-None-Match"};
  made.answers = answers();
  return made;
}

Param format_capture() {
  Param format = *find_param(output_params(), "format");
  format.fallback.reset();
  return format;
}

}  // namespace

std::vector<Param> chart_query(const Analysis& analysis) {
  std::vector<Param> params = analysis.params;
  for (const Param& param : output_params())
    if (param.name != "format" && find_param(params, param.name) == nullptr) params.push_back(param);
  params.push_back(*find_param(spec_params(), "dataset"));
  params.push_back(download_param());
  return params;
}

Route describe_chart(const Analysis& analysis) {
  Route made = route("/charts/" + analysis.name + ".{format}", analysis, "The address is the chart: " + analysis.help);
  made.captures = {format_capture()};
  return made;
}

Route describe_negotiated_chart(const Analysis& analysis) {
  Route made = route("/charts/" + analysis.name, analysis, "The same chart, in the format that Accept likes best");
  for (AnswerDoc& answer : made.answers)
    if (answer.status == 200) answer.headers.insert(answer.headers.end(), {"Vary", "Content-Location"});
  made.hidden = true;
  return made;
}

Route describe_unknown_chart() {
  Route made;
  made.method = "GET";
  made.pattern = "/charts/{chart}";
  made.summary = "The same for any name: 404 with the nearest known one";
  made.tag = "charts";
  Param name;
  name.name = "chart";
  name.help = "an analysis, with or without the suffix of a format";
  made.captures = {name};
  made.answers = {problem_doc(404, "There is no such analysis.")};
  made.hidden = true;
  return made;
}

}  // namespace perigee::api
