// GET /results/<id>: the bytes, or why there are none.
#pragma once

#include "api/http.h"
#include "api/routes/jobs_result_cache.h"
#include "api/services.h"

namespace perigee::api {

Route result_route(const Services& services, ResultCache& cache);

}  // namespace perigee::api
