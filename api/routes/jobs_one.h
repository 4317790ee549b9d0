// One job: GET, DELETE /jobs/<id> and POST /jobs/<id>/cancel.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/routes/jobs_result_cache.h"
#include "api/services.h"

namespace perigee::api {

// `cache` forgets what is deleted; it outlives the routes.
std::vector<Route> one_job_routes(const Services& services, ResultCache& cache);

Response job_not_found();

}  // namespace perigee::api
