#include "perigee/draw/render.h"

#include "perigee/chart/describe.h"
#include "perigee/draw/canvas.h"
#include "perigee/draw/png.h"
#include "perigee/draw/svg.h"
#include "perigee/layout/layout.h"

namespace perigee {
namespace {

PngText metadata(const Scene& scene, const Chart& chart, const RenderMeta& meta) {
  return {{"Title", scene.title},   {"Description", scene.description},        {"Software", meta.software},
          {"Source", chart.source}, {"perigee:dataset", meta.dataset_version}, {"perigee:spec", meta.spec_json}};
}

Rendered drawn(const Chart& chart, const Output& output, const RenderMeta& meta) {
  const Scene scene = layout(chart, output);
  std::string bytes = output.format == OutputFormat::svg
                          ? encode_svg(scene, output.theme)
                          : encode_png(paint(scene, output.theme), metadata(scene, chart, meta));
  return {std::move(bytes), output.format, scene.width, scene.height};
}

}  // namespace

Rendered render(const Chart& chart, const Output& output, const RenderMeta& meta) {
  switch (output.format) {
    case OutputFormat::png:
    case OutputFormat::svg:
      break;
    case OutputFormat::json:
      return {chart_json(chart), output.format, 0, 0};
    case OutputFormat::csv:
      return {table_csv(chart.table), output.format, 0, 0};
  }
  return drawn(chart, output, meta);
}

}  // namespace perigee
