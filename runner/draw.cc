#include "runner/draw.h"

#include <chrono>

#include "perigee/base/log.h"
#include "perigee/base/sha256.h"

namespace perigee::runner {
namespace {

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

}  // namespace

Drawn draw(const JobSpec& spec, const std::vector<Binding>& bindings, const Table& columns, DatasetFacts facts) {
  const auto start = std::chrono::steady_clock::now();
  const auto chart = run_analysis(spec, bindings, columns, facts);
  if (!chart) return {refused(chart.problems()), {}, {}};
  const RenderMeta meta{"perigee " PERIGEE_VERSION, facts.version, to_json_text(spec)};
  Rendered rendered = render(*chart, spec.output, meta);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  const ResultInfo info = info_of(rendered, facts, taken.count());
  log::info("drawn",
            {{"analysis", spec.analysis}, {"rows", facts.rows}, {"bytes", info.bytes}, {"millis", info.render_millis}});
  return {{}, std::move(rendered.bytes), info};
}

}  // namespace perigee::runner
