// From the address of a chart to a checked spec.
#pragma once

#include "api/http.h"
#include "perigee/catalog/analysis.h"
#include "perigee/job/spec.h"

namespace perigee::api {

// Every problem of the address at once, each pointing into the query.
Result<JobSpec> chart_spec(const Analysis& analysis, OutputFormat format, const Request& request);

}  // namespace perigee::api
