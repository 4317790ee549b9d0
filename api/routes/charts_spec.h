// From the address of a chart to a checked spec, and what the spec asks for beyond what is drawn at once.
#pragma once

#include <optional>
#include <string>

#include "api/config.h"
#include "api/http.h"
#include "perigee/catalog/analysis.h"
#include "perigee/job/spec.h"
#include "perigee/store/datasets.h"

namespace perigee::api {

// Every problem of the address at once, each pointing into the query.
Result<JobSpec> chart_spec(const Analysis& analysis, OutputFormat format, const Request& request);

// A bound of the API that this chart exceeds, in words, or empty. The columns are those that it reads.
std::string beyond_bounds(const Config& config, const JobSpec& spec, const Manifest& manifest,
                          const std::vector<std::string>& columns);

}  // namespace perigee::api
