// Submitting jobs: POST /analyze/<name> and POST /jobs.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

std::vector<Route> submission_routes(const Services& services);

}  // namespace perigee::api
