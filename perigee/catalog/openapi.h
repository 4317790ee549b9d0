// What OpenAPI says of an analysis: the schema of its request body, with examples. Written from the description alone.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "perigee/catalog/analysis.h"
#include "perigee/job/spec.h"

namespace perigee {

// JSON Schema of the `parameters` object; the rules across parameters stand in its description.
nlohmann::json parameters_schema(const Analysis& analysis);

// JSON Schema of `output`.
nlohmann::json output_schema();

// JSON Schema of the one shape for this analysis: {"dataset", "parameters", "output", …}. `analysis` is a constant.
nlohmann::json request_schema(const Analysis& analysis);

// A JobSpec that works on the sample dataset, as JSON.
nlohmann::json request_example(const Analysis& analysis);

// {"name", "title", "help", "parameters": <schema>, "rules": [sentence], "columns": [{"role", "aliases", "types",
// "help", "optional"}], "example": {…}}: what GET /analyses/<name> returns.
nlohmann::json analysis_json(const Analysis& analysis);

}  // namespace perigee
