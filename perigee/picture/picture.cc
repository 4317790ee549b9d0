#include "perigee/picture/picture.h"

#include <chrono>
#include <utility>

#include "perigee/base/sha256.h"
#include "perigee/catalog/registry.h"
#include "perigee/draw/render.h"
#include "perigee/schema/check.h"

namespace perigee {
namespace {

Problem given_up() {
  return {kGivenUp, "", "The chart was not done in the time allowed.", "Draw it as a job, or from fewer rows.", {}, {}};
}

bool goes_on(const PictureLimits& limits) { return !limits.goes_on || limits.goes_on(); }

ResultInfo info_of(const Rendered& rendered, const DatasetFacts& facts, double millis) {
  ResultInfo info;
  info.content_type = content_type(rendered.format);
  info.bytes = rendered.bytes.size();
  info.sha256 = sha256_hex(rendered.bytes);
  info.width = rendered.width;
  info.height = rendered.height;
  info.rows = facts.rows;
  info.dataset_version = facts.version;
  info.render_millis = millis;
  return info;
}

Values without_defaults(const std::vector<Param>& params, Values values) {
  for (const Param& param : params) {
    const auto given = values.find(param.name);
    if (given != values.end() && param.fallback && given->second == *param.fallback) values.erase(given);
  }
  return values;
}

}  // namespace

Result<Picture> make_picture(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns,
                             const DatasetFacts& facts, const PictureLimits& limits) {
  const auto start = std::chrono::steady_clock::now();
  if (!goes_on(limits)) return given_up();
  const auto chart = run_analysis(spec, bindings, columns, facts);
  if (!chart) return chart.problems();
  if (!goes_on(limits)) return given_up();
  const RenderMeta meta{"perigee " PERIGEE_VERSION, facts.version, to_json_text(canonical(spec))};
  Rendered rendered = render(*chart, spec.output, meta);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  ResultInfo info = info_of(rendered, facts, taken.count());
  return Picture{std::move(rendered.bytes), std::move(info)};
}

Result<Picture> make_picture(const JobSpec& spec, DatasetReader& reader, const PictureLimits& limits) {
  const Manifest& manifest = reader.manifest();
  const auto bindings = bind_columns(spec, manifest.columns);
  if (!bindings) return bindings.problems();
  const auto columns = columns_to_read(*bindings);
  if (limits.admit)
    if (auto problem = limits.admit(manifest, columns)) return *std::move(problem);
  if (!goes_on(limits)) return given_up();
  return make_picture(spec, *bindings, reader.read(columns),
                      facts_of(spec, manifest.source, manifest.version, manifest.rows, manifest.columns), limits);
}

JobSpec canonical(const JobSpec& spec) {
  JobSpec made;
  made.analysis = spec.analysis;
  made.dataset = spec.dataset;
  made.output = spec.output;
  made.parameters = spec.parameters;
  const Analysis* analysis = find_analysis(spec.analysis);
  if (analysis == nullptr) return made;
  if (auto values = check(analysis->params, analysis->rules, spec.parameters))
    made.parameters = without_defaults(analysis->params, *std::move(values));
  return made;
}

}  // namespace perigee
