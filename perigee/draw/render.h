// Chart → bytes in any output format: the one door to layout and draw.
#pragma once

#include <cstdint>
#include <string>

#include "perigee/chart/chart.h"
#include "perigee/job/output.h"

namespace perigee {

struct RenderMeta {
  std::string software;         // "perigee 0.1.0"
  std::string dataset_version;  // full, or empty
  std::string spec_json;        // canonical spec
};

struct Rendered {
  std::string bytes;
  OutputFormat format = OutputFormat::png;
  int width = 0, height = 0;  // device pixels; 0 for tables
};

// Pure and deterministic. Output must have passed check(). JSON and CSV hold the table that was drawn. A PNG carries
// title, alternative text, software, source, dataset version and spec as text chunks.
Rendered render(const Chart& chart, const Output& output, const RenderMeta& meta);

}  // namespace perigee
