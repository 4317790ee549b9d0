// The missions API: the routes, words and sentences of the system that it was, over the dataset "missions".
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// Without a prefix: "/data", "/jobs", "/jobs/{id}", … `services` outlives the routes. `other_jobs` is asked for the
// jobs that are none of the missions; an empty one for nothing.
std::vector<Route> mission_routes(const Services& services, Handler other_jobs);

}  // namespace perigee::api
