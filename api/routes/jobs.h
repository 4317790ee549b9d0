// The routes of jobs: POST /analyze/…, /jobs… and /results/….
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// One POST /analyze/<name> for every analysis of the registry, one for unknown names, then /jobs and /results.
// `services` outlives the routes.
std::vector<Route> job_routes(const Services& services);

}  // namespace perigee::api
