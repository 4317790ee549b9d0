// The cancer API: the routes, words and sentences of the system that it was, over the dataset "cancer".
#pragma once

#include <memory>
#include <vector>

#include "api/charts/studio.h"
#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// All without a prefix. `services` outlives the routes.

// What the README of that system tells of: /graph/…, /submit, /status, /result. Nothing else has these addresses, so
// they stand at the root as well.
std::vector<Route> cancer_graphs(const Services& services, const std::shared_ptr<Studio>& studio);
std::vector<Route> cancer_jobs(const Services& services);

// What the program has beside: /job and /data, which mean something else at the root.
std::vector<Route> cancer_program_jobs(const Services& services);
std::vector<Route> cancer_data(const Services& services);

}  // namespace perigee::api
