// /datasets: any number of named datasets, with the profile of each column and their rows.
#pragma once

#include <vector>

#include "api/http.h"
#include "api/services.h"

namespace perigee::api {

// `services` outlives the routes.
std::vector<Route> dataset_routes(const Services& services);

}  // namespace perigee::api
